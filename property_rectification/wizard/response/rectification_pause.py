# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class RectificationPause(models.TransientModel):
    """Asks what the clocks of a problem wait for, and shows which will stand still."""

    _name = "rectification.pause"
    _description = "Pause the Clocks"

    ticket_id = fields.Many2one(
        comodel_name="helpdesk.ticket",
        string="Problem",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    allowed_reason_ids = fields.Many2many(
        comodel_name="rectification.pause.reason", compute="_compute_clocks"
    )
    reason_id = fields.Many2one(
        comodel_name="rectification.pause.reason",
        string="Waits For",
        required=True,
        domain="[('id', 'in', allowed_reason_ids)]",
        ondelete="cascade",
    )
    note = fields.Text(required=True)
    stopping = fields.Char(
        string="Will Stand Still",
        compute="_compute_clocks",
        help="The clocks that may wait for this, by the response policy.",
    )
    running = fields.Char(
        string="Run On",
        compute="_compute_clocks",
        help="Promises that do not wait for this.",
    )
    owner_text = fields.Char(related="reason_id.owner_text")

    @api.depends("ticket_id", "reason_id")
    def _compute_clocks(self):
        for wizard in self:
            clocks = wizard.ticket_id.deadline_ids.filtered(
                lambda d: d.state == "running"
            )
            reason = wizard.reason_id._origin
            stopping = clocks.filtered(
                lambda d, reason=reason: (
                    reason and reason in d.policy_clock_id.sudo().pause_reason_ids
                )
            )
            reasons = clocks.policy_clock_id.sudo().pause_reason_ids
            wizard.allowed_reason_ids = reasons.sudo(False)
            wizard.stopping = ", ".join(stopping.mapped("display_name"))
            wizard.running = ", ".join((clocks - stopping).mapped("display_name"))

    def action_apply(self):
        """Pause; the problem itself checks who may, and which clocks."""
        self.ensure_one()
        self.ticket_id.pause(self.reason_id, self.note)
        return {"type": "ir.actions.act_window_close"}
