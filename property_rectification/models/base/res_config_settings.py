# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    rectification_call_minutes = fields.Integer(
        related="company_id.rectification_call_minutes",
        readonly=False,
    )
    rectification_confirmation_days = fields.Integer(
        related="company_id.rectification_confirmation_days",
        readonly=False,
    )
