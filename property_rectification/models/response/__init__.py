# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import rectification_access_attempt
from . import rectification_deadline
from . import rectification_escalation
from . import rectification_pause_reason
from . import rectification_policy
from . import rectification_policy_clock
from . import rectification_policy_rung
from . import helpdesk_ticket_audience
from . import helpdesk_ticket_deadline
from . import helpdesk_ticket_no_access
from . import helpdesk_ticket_pause
from . import helpdesk_ticket_response
from . import rectification_deadline_clock
from . import rectification_deadline_escalation
from . import rectification_deadline_report
from . import rectification_plan
from . import rectification_policy_apply
from . import res_company
from . import resource_calendar
from . import resource_calendar_attendance
from . import resource_calendar_leaves
