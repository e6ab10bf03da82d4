# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class RectificationVerification(models.Model):
    """Once the work is verified, those who reported it are asked."""

    _inherit = "rectification.verification"

    def record_result(self, result, evidence=None, measured=None):
        res = super().record_result(result, evidence, measured)
        if result == "pass" and self.kind == "completion":
            self.plan_id.sudo().ticket_ids._ask_group()
        return res
