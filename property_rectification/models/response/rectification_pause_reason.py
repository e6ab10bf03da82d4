# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class RectificationPauseReason(models.Model):
    """Why a clock may stand still.

    Only the clocks whose policy allows a reason stop for it: a promise made by law
    rarely waits for a spare part.
    """

    _name = "rectification.pause.reason"
    _description = "Reason to Pause a Clock"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    owner_text = fields.Char(
        string="Told to the Owner",
        translate=True,
        help="What the owner reads in the portal while the clock stands still.",
    )
    active = fields.Boolean(default=True)

    _name_unique = models.Constraint("UNIQUE (name)", "This reason exists already.")
