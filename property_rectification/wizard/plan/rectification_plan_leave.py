# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class RectificationPlanLeave(models.TransientModel):
    """Asks why problems are taken out of their plan."""

    _name = "rectification.plan.leave"
    _inherit = "rectification.problem.choice"
    _description = "Take Out of the Plan"

    reason = fields.Text(required=True)

    def action_apply(self):
        """Take them out; the problems check whether that is possible."""
        self.ensure_one()
        self.ticket_ids.leave_plan(self.reason)
        return {"type": "ir.actions.act_window_close"}
