# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """A problem that is opened again is verified, drawn or not."""

    _inherit = "helpdesk.ticket"

    def reopen(self, reason):
        res = super().reopen(reason)
        self.plan_id.sudo()._recall()
        return res

    def _rest(self, is_resting):
        """What was away when nothing was drawn comes back to be verified."""
        res = super()._rest(is_resting)
        if not is_resting:
            missed = self.filtered(lambda t: t.rectification_state != "closed")
            missed.plan_id.sudo()._recall()
        return res
