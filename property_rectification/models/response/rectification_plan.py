# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models


class RectificationPlan(models.Model):
    """Until when a policy promises that the result of a plan is verified."""

    _inherit = "rectification.plan"

    def _get_promised_verification(self):
        running = self.sudo().ticket_ids.deadline_ids.filtered(
            lambda deadline: deadline.clock == "verify" and deadline.state == "running"
        )
        if not (due_at := min(running.mapped("due_at"), default=False)):
            return super()._get_promised_verification()
        # A term of days ends at midnight: that is the end of the day before.
        last = due_at - timedelta(seconds=1)
        return fields.Datetime.context_timestamp(self, last).date()
