# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import rectification_guard_mixin
from . import rectification_portal_mixin
from . import property_place
from . import property_place_portal
from . import property_occupancy
from . import rectification_problem_type
from . import rectification_cause
from . import rectification_involvement
from . import rectification_plan
from . import rectification_plan_form
from . import rectification_why
from . import rectification_action
from . import rectification_verification
from . import helpdesk_ticket_team
from . import helpdesk_ticket_stage
from . import helpdesk_ticket
from . import helpdesk_ticket_lifecycle
from . import helpdesk_ticket_form
from . import helpdesk_ticket_demo
from . import helpdesk_ticket_portal
from . import helpdesk_ticket_owner_report
from . import mail_activity
from . import maintenance_equipment
from . import hr_employee
from . import res_users
from . import ir_attachment
from . import ir_http
from . import ir_sequence
from . import helpdesk_ticket_import
from . import rectification_import_column
from . import rectification_import_profile
from . import rectification_import_reason
from . import rectification_import_lookup
from . import rectification_import_profile_run
from . import rectification_import_problem
