# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import rectification_problem_choice
from . import rectification_import, rectification_reason
from . import rectification_incident, rectification_incident_leave, rectification_inform
from . import rectification_policy_apply, rectification_policy_trial
from . import rectification_pause, rectification_snooze
from . import rectification_plan_add, rectification_plan_join, rectification_plan_leave
from . import rectification_look_elsewhere, rectification_read_across_found
