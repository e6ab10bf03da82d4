# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    test_access,
    test_demo,
    test_gates,
    test_import,
    test_import_again,
    test_import_bad_input,
    test_import_boston,
    test_import_lookup,
    test_import_profile,
    test_import_wizard,
    test_loop,
    test_place,
    test_portal,
    test_portal_report,
    test_portal_rpc,
    test_portal_security,
    test_portal_ticket,
    test_problem,
    test_query_counts,
    test_rules_history,
    test_rules_lifecycle,
    test_tours_backend,
    test_tours_portal,
    test_views,
)
from . import test_deadline
