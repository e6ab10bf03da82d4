# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import rectification_action
from . import rectification_cause
from . import rectification_plan
from . import rectification_plan_template
from . import rectification_plan_template_action
from . import rectification_why
from . import helpdesk_ticket_join
from . import helpdesk_ticket_plan
from . import ir_actions_report
from . import mail_activity
from . import rectification_action_board
from . import rectification_action_photo
from . import rectification_action_progress
from . import rectification_action_containment
from . import rectification_plan_archive
from . import rectification_plan_decision
from . import rectification_plan_join
from . import rectification_plan_process
from . import rectification_plan_versions
