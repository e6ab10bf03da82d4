# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

STATES = [
    ("new", "New"),
    ("responding", "Responding"),
    ("analysing", "Analysing"),
    ("rectifying", "Rectifying"),
    ("verifying", "Verifying"),
    ("monitoring", "Monitoring"),
    ("closed", "Closed"),
]


class HelpdeskTicketStage(models.Model):
    _inherit = "helpdesk.ticket.stage"

    rectification_state = fields.Selection(
        selection=STATES,
        help="Problems that are in this state stand in this stage. "
        "Leave it empty for stages of ordinary tickets.",
    )
