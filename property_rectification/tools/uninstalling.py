# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG


def is_uninstalling(records):
    """Tell whether an add-on is being uninstalled: the server does it as superuser."""
    return bool(records.env.context.get(MODULE_UNINSTALL_FLAG) and records.env.su)


def strip_uninstall_flag(records):
    """Return records whose context does not say so unless it is so.

    A client sends its context: with that word in it, nothing would be asked before
    something is deleted.
    """
    if is_uninstalling(records) or MODULE_UNINSTALL_FLAG not in records.env.context:
        return records
    return records.with_context(**{MODULE_UNINSTALL_FLAG: False})
