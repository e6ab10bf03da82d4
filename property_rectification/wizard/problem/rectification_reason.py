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
            ("reject", "Send the plan back"),
            ("cancel", "Cancel the action"),
            ("partly", "Partly effective"),
            ("fail", "Not effective"),
            ("unlink", "Not the same problem"),
            ("skip", "Do not look there"),
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
        steps = {
            "close": ("helpdesk.ticket", self._apply_close),
            "reopen": ("helpdesk.ticket", lambda ticket: ticket.reopen(self.reason)),
            "reject": ("rectification.plan", lambda plan: plan.reject(self.reason)),
            "cancel": ("rectification.action", lambda step: step.cancel(self.reason)),
            "partly": ("rectification.verification", self._apply_result),
            "fail": ("rectification.verification", self._apply_result),
            "skip": (
                "rectification.read.across",
                lambda check: check.skip(self.reason),
            ),
            "unlink": (
                "helpdesk.ticket",
                lambda ticket: ticket.refuse_recurrence(self.reason),
            ),
        }
        model, step = steps[self.operation]
        record = self.env[model].browse(self.res_id).exists()
        if not record:
            raise UserError(self.env._("This record has been deleted meanwhile."))
        step(record)
        return {"type": "ir.actions.act_window_close"}

    def _apply_close(self, ticket):
        ticket.close_with_outcome(self.outcome, self.reason)

    def _apply_result(self, verification):
        verification.record_result(self.operation, self.reason)
