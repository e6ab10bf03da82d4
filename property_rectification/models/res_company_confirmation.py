# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"  # pylint: disable=consider-merging-classes-inherited

    rectification_confirmation_days = fields.Integer(
        string="Days to Answer",
        default=14,
        required=True,
        help="Days an owner has to say whether a problem is put right. Silence is "
        "noted as “No answer” then, never as a confirmation.",
    )

    _rectification_confirmation_days_positive = models.Constraint(
        "CHECK (rectification_confirmation_days BETWEEN 1 AND 365)",
        "Give owners between 1 and 365 days to answer.",
    )
