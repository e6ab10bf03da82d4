# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    use_rectification = fields.Boolean(
        string="Property Rectification",
        index=True,
        help="Tickets of this team are problems: they follow the rectification loop "
        "and close only on facts.",
    )
