# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class RectificationReason(models.TransientModel):
    """What was found where a result is no pass."""

    _inherit = "rectification.reason"

    operation = fields.Selection(
        selection_add=[
            ("partly", "Partly effective"),
            ("fail", "Not effective"),
        ],
        ondelete={"partly": "cascade", "fail": "cascade"},
    )

    def _get_steps(self):
        return super()._get_steps() | {
            "partly": ("rectification.verification", self._apply_result),
            "fail": ("rectification.verification", self._apply_result),
        }

    def _apply_result(self, verification):
        verification.record_result(self.operation, self.reason)
