# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    test_import,
    test_import_again,
    test_import_doctests,
    test_import_bad_input,
    test_import_boston,
    test_import_lookup,
    test_import_profile,
    test_import_promise,
    test_import_queries,
    test_import_wizard,
    test_recurrence_history,
    test_rules_history,
)
