# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class RectificationPolicyApply(models.TransientModel):
    """Asks before open problems get the clocks of a policy."""

    _name = "rectification.policy.apply"
    _description = "Apply a Response Policy to Open Problems"

    policy_id = fields.Many2one(
        comodel_name="rectification.policy",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    problem_count = fields.Integer(
        string="Open Problems", compute="_compute_problem_count"
    )

    @api.depends("policy_id")
    def _compute_problem_count(self):
        for wizard in self:
            policy = wizard.policy_id
            wizard.problem_count = policy and len(policy._find_problems_to_apply())

    def action_apply(self):
        """Apply the policy and say to how many problems."""
        self.ensure_one()
        count = self.policy_id.apply_to_open_problems()
        message = self.env._(
            "%(count)s open problems have the clocks of “%(policy)s”, or of a policy "
            "that is more specific.",
            count=count,
            policy=self.policy_id.name,
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
