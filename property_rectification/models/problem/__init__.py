# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import helpdesk_ticket
from . import rectification_involvement
from . import rectification_problem_type
from . import helpdesk_ticket_acknowledge
from . import helpdesk_ticket_create
from . import helpdesk_ticket_form
from . import helpdesk_ticket_lifecycle
from . import helpdesk_ticket_stage
from . import helpdesk_ticket_stage_mapping
from . import helpdesk_ticket_team
from . import maintenance_equipment
from . import property_place
