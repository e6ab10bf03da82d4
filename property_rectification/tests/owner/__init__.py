# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    test_inform,
    test_notice,
    test_portal,
    test_portal_confirmation,
    test_portal_promise,
    test_portal_report,
    test_portal_rpc,
    test_portal_security,
    test_portal_ticket,
    test_tours_portal,
)
