# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class RectificationPlan(models.Model):
    """What the form of a plan shows beside the plan itself."""

    # The model is split by what its parts are about, to keep files readable.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.plan"

    can_decide = fields.Boolean(
        compute="_compute_can_decide",
        help="The user may put this plan in force, or send it back.",
    )
    problem_count = fields.Integer(compute="_compute_problem_count")
    missing = fields.Html(
        compute="_compute_missing",
        help="What this plan still needs before it can be decided.",
    )

    @api.depends("depth", "author_id")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        for plan in self:
            plan.can_decide = not plan._get_decision_obstacle()

    @api.depends("ticket_ids")
    def _compute_problem_count(self):
        for plan in self:
            plan.problem_count = len(plan.ticket_ids)

    @api.depends(
        "state",
        "depth",
        "goal_metric",
        "target_date",
        "baseline",
        "target",
        "why_ids.status",
        "why_ids.is_escape",
        "dead_end_whys",
        "action_ids.state",
        "action_ids.employee_id",
        "action_ids.partner_id",
        "action_ids.deadline",
        "ticket_ids.severity",
    )
    def _compute_missing(self):
        ticket_model = self.env["helpdesk.ticket"]
        for plan in self:
            gaps = plan._get_gaps() if plan.state == "draft" else []
            plan.missing = ticket_model._gaps_as_html(gaps)
