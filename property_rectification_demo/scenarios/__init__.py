# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .building import BUILDING
from .emergency import EMERGENCY
from .grounds import GROUNDS
from .hygiene import HYGIENE
from .ideas import SERVICE_AND_IDEAS
from .lifts import LIFTS
from .power_and_access import POWER_AND_ACCESS
from .safety import SAFETY
from .safety_open import SAFETY_OPEN
from .service import SERVICE
from .water_and_heat import WATER_AND_HEAT
from .water_cut import WATER_CUT

_ALL = (
    *LIFTS,
    *WATER_AND_HEAT,
    *POWER_AND_ACCESS,
    *BUILDING,
    *HYGIENE,
    *GROUNDS,
    *SAFETY,
    *SAFETY_OPEN,
    *SERVICE,
    *SERVICE_AND_IDEAS,
    *EMERGENCY,
    *WATER_CUT,
)

# The oldest one first: so they are numbered.
PROBLEMS = sorted(_ALL, key=lambda problem: -problem.days)
