# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import rectification_read_across
from . import helpdesk_ticket
from . import maintenance_equipment
from . import property_place
from . import rectification_action
from . import rectification_action_training
from . import rectification_cause
from . import rectification_plan
from . import rectification_read_across_result
from . import rectification_verification
from . import rectification_verification_figures
from . import rectification_why
