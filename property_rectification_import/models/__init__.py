# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import rectification_import_profile
from . import helpdesk_ticket
from . import rectification_import_column
from . import rectification_import_lookup
from . import rectification_import_problem
from . import rectification_import_profile_run
from . import rectification_import_promise
from . import rectification_import_reason
