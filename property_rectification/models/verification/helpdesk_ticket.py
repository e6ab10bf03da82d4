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

    def _suspend(self, is_suspended):
        """What was away when nothing was drawn comes back to be verified."""
        res = super()._suspend(is_suspended)
        if not is_suspended:
            missed = self.filtered(lambda t: t.rectification_state != "closed")
            missed.plan_id.sudo()._recall()
        return res
