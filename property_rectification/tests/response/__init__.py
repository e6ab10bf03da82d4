# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    test_calendar_change,
    test_deadline,
    test_deadline_views,
    test_escalation,
    test_escalation_workers,
    test_no_access,
    test_policy,
)
