# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicket(models.Model):
    """What the import of a history remembers about a problem."""

    _inherit = "helpdesk.ticket"

    import_digest = fields.Char(
        copy=False,
        readonly=True,
        help="Tells whether the row that this problem was imported from has changed.",
        guarded=True,
    )
