# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import rectification_verification_evidence_mixin
from . import rectification_checklist
from . import rectification_checklist_item
from . import rectification_verification
from . import rectification_verification_point
from . import helpdesk_ticket
from . import rectification_action
from . import rectification_plan
from . import rectification_plan_process
from . import rectification_problem_type
from . import rectification_verification_conflict
