# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import rectification_notice
from . import helpdesk_ticket_confirmation
from . import helpdesk_ticket_letter
from . import helpdesk_ticket_portal
from . import helpdesk_ticket_report
from . import ir_http
from . import property_place
from . import rectification_action
from . import rectification_verification
