# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    rectification_call_minutes = fields.Integer(
        string="Minutes Before the Next Call",
        default=10,
        help="In an emergency the next one on the on-call roster is called when nobody "
        "has acknowledged the problem after these minutes.",
    )

    rectification_confirmation_days = fields.Integer(
        string="Days to Answer",
        default=14,
        required=True,
        help="Days an owner has to say whether a problem is put right. Silence is "
        "noted as “No answer” then, never as a confirmation.",
    )

    _rectification_confirmation_days_sensible = models.Constraint(
        "CHECK (rectification_confirmation_days BETWEEN 1 AND 365)",
        "Give owners between 1 and 365 days to answer.",
    )

    @api.constrains("rectification_call_minutes")
    def _check_rectification_call_minutes(self):
        if any(company.rectification_call_minutes < 1 for company in self):
            raise ValidationError(
                self.env._("Leave people at least one minute to answer a call.")
            )
