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

    @api.constrains("rectification_call_minutes")
    def _check_rectification_call_minutes(self):
        if any(company.rectification_call_minutes < 1 for company in self):
            raise ValidationError(
                self.env._("Leave people at least one minute to answer a call.")
            )
