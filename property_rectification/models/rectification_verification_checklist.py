# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class RectificationVerification(models.Model):
    """The checklist of a verification, and what it says about the result."""

    # Beside what a verification is by itself.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.verification"

    point_ids = fields.One2many(
        comodel_name="rectification.verification.point",
        inverse_name="verification_id",
        string="Checklist",
        copy=False,
    )
    can_answer = fields.Boolean(
        compute="_compute_can_answer",
        help="The work is finished and the user may answer the checklist.",
    )

    @api.depends("result", "plan_id.state", "plan_id.action_ids.state")
    @api.depends_context("uid")
    def _compute_can_answer(self):
        for check in self:
            waits = not check.result and check.plan_id.sudo().state == "approved"
            check.can_answer = (
                waits
                and not check._get_obstacle()
                and not check._get_unfinished_problem()
            )

    def _check_points(self):
        """Refuse a pass while a point speaks against it, and say which ones."""
        labels = self._get_point_gap_labels()
        gaps = ((labels.get(point._get_gap()), point.name) for point in self.point_ids)
        missing = [f"- {name} – {label}" for label, name in gaps if label]
        if missing:
            raise UserError(
                self.env._(
                    "This cannot pass yet:\n%(missing)s", missing="\n".join(missing)
                )
            )

    @api.model
    def _get_point_gap_labels(self):
        """Return in words what keeps a point from a pass, by code of the rule."""
        return {
            "unanswered": self.env._("not answered"),
            "failed": self.env._("answered “no”"),
            "photo": self.env._("a photo is missing"),
            "why_not": self.env._("say in the remark why it does not apply"),
        }
