# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class RectificationReason(models.TransientModel):
    """Why a plan is sent back, or an action is not done."""

    _inherit = "rectification.reason"

    operation = fields.Selection(
        selection_add=[
            ("reject", "Send the plan back"),
            ("cancel", "Cancel the action"),
        ],
        ondelete={"reject": "cascade", "cancel": "cascade"},
    )

    def _get_steps(self):
        return super()._get_steps() | {
            "reject": ("rectification.plan", lambda plan: plan.reject(self.reason)),
            "cancel": ("rectification.action", lambda step: step.cancel(self.reason)),
        }
