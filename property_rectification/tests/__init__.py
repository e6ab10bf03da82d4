# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# Odoo's own runner finds only what is a name of this package.
from .base import *
from .place import *
from .problem import *
from .plan import *
from .verification import *
from .maintenance import *
from .response import *
from .incident import *
from .recurrence import *
from .owner import *
from .contractor import *
from .emergency import *
from .prevention import *
from .work import *
from .rules import *
