# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import rectification_staff_mixin
from . import property_occupancy
from . import property_place
from . import hr_employee
from . import hr_employee_public
from . import maintenance_equipment
from . import property_place_residents
from . import res_users
