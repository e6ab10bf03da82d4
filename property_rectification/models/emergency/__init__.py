# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import rectification_deployment
from . import rectification_duty
from . import rectification_duty_call
from . import rectification_resource
from . import helpdesk_ticket
from . import helpdesk_ticket_on_call
from . import mail_activity
from . import property_place
from . import rectification_problem_type
