# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models


class RectificationIncidentLeave(models.TransientModel):
    """Asks why problems are no longer part of another one."""

    _name = "rectification.incident.leave"
    _description = "Take Out of the Group"

    ticket_ids = fields.Many2many(
        comodel_name="helpdesk.ticket",
        string="Problems",
        required=True,
        readonly=True,
    )
    reason = fields.Text(required=True)

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        if self.env.context.get("active_model") == "helpdesk.ticket":
            selected = self.env.context.get("active_ids") or []
            defaults.setdefault("ticket_ids", [Command.set(selected)])
        return defaults

    def action_apply(self):
        """Let the problems go on by themselves."""
        self.ensure_one()
        self.ticket_ids.unlink_from_leading(self.reason)
        return {"type": "ir.actions.act_window_close"}
