# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...rules import sampling


class HelpdeskTicket(models.Model):
    """The verifications of a problem; one opened again is verified, drawn or not."""

    _inherit = "helpdesk.ticket"

    plan_verification_ids = fields.One2many(
        related="plan_id.verification_ids",
        string="Verifications",
    )

    @api.model
    def _get_gap_labels(self):
        return {
            **super()._get_gap_labels(),
            "completion": self.env._(
                "Have the result verified by somebody who did not do it."
            ),
            "checks": self.env._("Pass every effectiveness check."),
        }

    def _get_sampling_case(self):
        """Return what decides whether the result is verified, as ``sampling.Case``.

        Extension point: every result is, unless a room says otherwise.
        """
        self.ensure_one()
        return sampling.Case(
            severity=self.severity, share=sampling.EVERY, chronic=False
        )

    def _close_unverified(self):
        """Close problems whose result is not verified, without saying that it worked.

        Extension point: somebody may be asked.
        """
        reason = self.env._("The work is finished. Its result was not verified.")
        return self._record(
            {"declared_outcome": "unverified", "outcome_reason": reason}
        )

    def reopen(self, reason):
        res = super().reopen(reason)
        self.plan_id.sudo()._recall()
        return res

    def _suspend(self, is_suspended):
        """What was away when nothing was drawn comes back to be verified."""
        res = super()._suspend(is_suspended)
        if not is_suspended:
            missed = self.filtered(lambda t: t.rectification_state != "closed")
            missed.plan_id.sudo()._recall()
        return res
