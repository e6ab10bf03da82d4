# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RectificationVerification(models.Model):
    """What was done, with the photos, for whoever verifies it."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.verification"

    work_ids = fields.Many2many(
        comodel_name="rectification.action",
        string="Work to Verify",
        compute="_compute_work_ids",
        help="The actions of the plan that were not cancelled.",
    )

    @api.constrains("verifier_id")
    def _check_verifier_id(self):
        """Whoever verifies sees all of the work, and is reminded of it."""
        if self.verifier_id.filtered("share"):
            raise ValidationError(
                self.env._("Who verifies a result is one of our own users.")
            )

    @api.depends("plan_id.action_ids.state")
    @api.depends_context("uid")
    def _compute_work_ids(self):
        actions = self.sudo().plan_id.action_ids
        readable = actions.with_env(self.env)._filtered_access("read")
        for check in self:
            check.work_ids = check.sudo().plan_id.action_ids.filtered(
                lambda action: action.state != "cancelled" and action in readable
            )
