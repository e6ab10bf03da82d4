# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ...models.problem.helpdesk_ticket_lifecycle import OUTCOMES


class RectificationReason(models.TransientModel):
    """Asks for the reason of a step that must not be taken without one."""

    _name = "rectification.reason"
    _description = "Reason"

    operation = fields.Selection(
        selection=[
            ("close", "Close with another outcome"),
            ("reopen", "Reopen"),
        ],
        required=True,
        readonly=True,
    )
    res_id = fields.Integer(required=True, readonly=True)
    outcome = fields.Selection(selection=OUTCOMES[1:])
    reason = fields.Text(required=True)

    def action_apply(self):
        """Take the step with its reason; the step itself checks who may do so."""
        self.ensure_one()
        model, step = self._get_steps()[self.operation]
        record = self.env[model].browse(self.res_id).exists()
        if not record:
            raise UserError(self.env._("This record has been deleted meanwhile."))
        step(record)
        return {"type": "ir.actions.act_window_close"}

    def _get_steps(self):
        """Return the model that each operation is about, and its step.

        Extension point: each room adds its operations, and steps for them.

        :return: dict operation -> (name of a model, function of one of its records)
        """
        return {
            "close": ("helpdesk.ticket", self._apply_close),
            "reopen": ("helpdesk.ticket", lambda ticket: ticket.reopen(self.reason)),
        }

    def _apply_close(self, ticket):
        ticket.close_with_outcome(self.outcome, self.reason)
