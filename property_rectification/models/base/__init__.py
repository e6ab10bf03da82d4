# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import rectification_guard_mixin
from . import rectification_activity_mixin
from . import rectification_archive_mixin
from . import rectification_photo_mixin
from . import rectification_portal_mixin
from . import ir_attachment
from . import ir_attachment_evidence
from . import ir_sequence
from . import mail_activity
from . import res_company
from . import res_config_settings
