# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailActivity(models.Model):
    """An activity that stands for an action of a plan: done is done in both."""

    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        """Record the actions of these activities as done before they go.

        What was written and attached is the evidence of the action.
        """
        actions = self._get_open_actions()
        if feedback:
            silent = actions.filtered(lambda action: not action.evidence)
            silent.write({"evidence": feedback})
        if attachment_ids:
            files = self.env["ir.attachment"].browse(attachment_ids)
            for action in actions:
                action._add_photos_after(files)
        if actions:
            # It would mark these very activities as done once more.
            actions.with_context(mail_activity_automation_skip=True).action_done()
        return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)

    def _get_open_actions(self):
        ours = self.env.ref(
            "property_rectification.mail_activity_type_action",
            raise_if_not_found=False,
        )
        steps = self.filtered(
            lambda activity: activity.activity_type_id == ours
            and activity.res_model == "rectification.action"
        )
        actions = self.env["rectification.action"].browse(steps.mapped("res_id"))
        return actions.exists()._filter_open()
