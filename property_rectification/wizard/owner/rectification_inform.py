# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class RectificationInform(models.TransientModel):
    """Asks what the reporters of problems are to be told."""

    _name = "rectification.inform"
    _description = "Inform Owners"
    _inherit = "rectification.problem.choice"

    kind = fields.Selection(
        selection=[
            ("received", "We know about it"),
            ("cause_found", "Cause found, work under way"),
            ("delayed", "It takes longer"),
            ("restored", "It should work again"),
            ("own", "In my own words"),
        ],
        string="News",
        required=True,
        default="received",
        help="Left as they are, these words reach everybody in their own language. "
        "Changed words are sent as you write them.",
    )
    message = fields.Text(
        compute="_compute_message",
        store=True,
        readonly=False,
        required=True,
    )
    is_translated = fields.Boolean(compute="_compute_is_translated")
    recipient_count = fields.Integer(
        compute="_compute_recipients",
        string="People",
    )
    unreachable = fields.Text(compute="_compute_recipients")

    @api.depends("kind")
    def _compute_message(self):
        texts = self.env["helpdesk.ticket"]._get_update_texts()
        for wizard in self:
            wizard.message = texts.get(wizard.kind, "")

    @api.depends("message", "kind")
    def _compute_is_translated(self):
        texts = self.env["helpdesk.ticket"]._get_update_texts()
        for wizard in self:
            usual = texts.get(wizard.kind)
            wizard.is_translated = bool(usual) and wizard.message == usual

    @api.depends("ticket_ids")
    def _compute_recipients(self):
        for wizard in self:
            # Whoever asks learns nothing of problems that they may not see.
            problems = wizard.ticket_ids._origin._filtered_access("read")
            group = problems._get_group().sudo()
            letters = group._get_letters()
            silent = group._get_unreachable(letters)
            wizard.recipient_count = len(letters)
            wizard.unreachable = "\n".join(
                " · ".join(filter(None, (t.number, t.partner_name or t.name)))
                for t in silent
            )

    def action_send(self):
        """Send the news, and say how many people it goes to."""
        self.ensure_one()
        words = None if self.is_translated else self.message
        result = self.ticket_ids.inform_owners(words, self.kind)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if result["sent"] else "warning",
                "message": self._get_summary(result),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_summary(self, result):
        if not result["unreachable"]:
            return self.env._(
                "%(sent)s people are written to, each alone.", sent=result["sent"]
            )
        return self.env._(
            "%(sent)s people are written to, each alone. %(missing)s problems have no "
            "e-mail address: call them.",
            sent=result["sent"],
            missing=len(result["unreachable"]),
        )
