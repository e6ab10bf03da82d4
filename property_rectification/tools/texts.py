# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError


def has_text(text):
    """Return whether there is more than white space in a text, or in no text."""
    return bool((text or "").strip())


def require_text(text, message):
    """Refuse a step that nobody gave a reason for.

    :raise UserError: with the message, without a text
    """
    if not has_text(text):
        raise UserError(message)
