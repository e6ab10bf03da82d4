# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    test_doctests,
    test_rules_causes,
    test_rules_clock,
    test_rules_due,
    test_rules_hotspot,
    test_rules_lifecycle,
    test_rules_read_across,
    test_rules_recurrence,
    test_rules_sampling,
    test_rules_stopwatch,
    test_rules_working_time,
)
