# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# The rooms, from the ground floor up: each touches only those before it.
from . import base
from . import place
from . import problem
from . import plan
from . import verification
from . import maintenance
from . import response
from . import incident
from . import recurrence
from . import owner
from . import contractor
from . import emergency
from . import prevention
from . import work
