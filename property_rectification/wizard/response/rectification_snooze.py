# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError


class RectificationSnooze(models.TransientModel):
    """Asks until when nobody is to be told of deadlines, and why."""

    _name = "rectification.snooze"
    _description = "Snooze Deadlines"

    deadline_ids = fields.Many2many(
        comodel_name="rectification.deadline",
        string="Deadlines",
        required=True,
        readonly=True,
    )
    until = fields.Datetime(
        string="Tell Nobody Before",
        required=True,
        default=lambda self: fields.Datetime.now() + timedelta(days=1),
    )
    reason = fields.Text(required=True)

    def action_apply(self):
        """Snooze; the deadlines themselves check who may, and until when."""
        self.ensure_one()
        if not self.deadline_ids:
            raise UserError(self.env._("This record has been deleted meanwhile."))
        self.deadline_ids.snooze(self.until, self.reason)
        return {"type": "ir.actions.act_window_close"}
