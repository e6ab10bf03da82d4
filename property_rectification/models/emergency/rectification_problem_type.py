# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class RectificationProblemType(models.Model):
    """What residents are told to do in an emergency of this type."""

    _inherit = "rectification.problem.type"

    resident_advice = fields.Text(
        string="Advice to Residents",
        translate=True,
        help="What to do, in the prepared message of an emergency of this type.",
    )
