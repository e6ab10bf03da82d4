# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    test_auditor,
    test_forged,
    test_guard,
    test_house,
    test_migrations,
    test_query_counts,
    test_tours_backend,
    test_views,
    test_walls,
)
