# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import rectification_pause
from . import rectification_policy_apply
from . import rectification_policy_trial
from . import rectification_snooze
