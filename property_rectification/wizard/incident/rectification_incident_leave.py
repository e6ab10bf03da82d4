# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class RectificationIncidentLeave(models.TransientModel):
    """Asks why problems are no longer part of another one."""

    _name = "rectification.incident.leave"
    _description = "Take Out of the Group"
    _inherit = "rectification.problem.choice"

    reason = fields.Text(required=True)

    def action_apply(self):
        """Let the problems go on by themselves."""
        self.ensure_one()
        self.ticket_ids.unlink_from_leading(self.reason)
        return {"type": "ir.actions.act_window_close"}
