# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailActivity(models.Model):
    """An activity that stands for an emergency call: done is acknowledged."""

    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        """Acknowledge the emergencies that these activities call for."""
        called = self._get_called_problems()
        res = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        if called:
            called.action_acknowledge()
        return res

    def _get_called_problems(self):
        """Return the problems of calls among these that nobody has answered."""
        ours = self.env.ref(
            "property_rectification.mail_activity_type_call", raise_if_not_found=False
        )
        calls = self.filtered(
            lambda activity: activity.activity_type_id == ours
            and activity.res_model == "helpdesk.ticket"
        )
        problems = self.env["helpdesk.ticket"].browse(calls.mapped("res_id"))
        return problems.exists().filtered(
            lambda p: not p.acknowledged_at and p.rectification_state != "closed"
        )
