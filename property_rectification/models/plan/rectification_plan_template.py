# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...fields import NullableFloat, check_finite


class RectificationPlanTemplate(models.Model):
    """What is usually done about problems of some types."""

    _name = "rectification.plan.template"
    _description = "Plan Template"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(comodel_name="res.company", index="btree_not_null")
    problem_type_ids = fields.Many2many(
        comodel_name="rectification.problem.type",
        relation="rectification_plan_template_type_rel",
        string="Problem Types",
        required=True,
        check_company=True,
        help="Plans for problems of these types begin with this template.",
    )
    goal = fields.Text(translate=True)
    goal_metric = fields.Char(string="Measured By", translate=True)
    target = NullableFloat(
        help="The figure to be reached; 0 is a figure, empty is none."
    )
    target_days = fields.Integer(
        string="Reached Within",
        default=30,
        aggregator=None,
        help="Days from the day when the plan is made.",
    )
    action_ids = fields.One2many(
        comodel_name="rectification.plan.template.action",
        inverse_name="template_id",
        string="Actions",
        copy=True,
    )

    _target_days_positive = models.Constraint(
        "CHECK (target_days >= 0)", "A goal is not reached in the past."
    )

    @api.constrains("target")
    def _check_target(self):
        check_finite(self, "target")

    @api.model
    def _find(self, problem):
        """Return the template for a problem, an empty one where there is none.

        One of the problem's company comes before one for all companies.
        """
        domain = Domain("problem_type_ids", "in", problem.problem_type_id.ids)
        domain &= Domain("company_id", "in", [False, problem.company_id.id])
        found = self.sudo().search(domain)
        return found.sorted(lambda template: not template.company_id)[:1]

    def _prepare_plan_vals(self):
        """Return what a plan takes over; nothing from no template."""
        if not self:
            return {}
        today = fields.Date.context_today(self)
        return {
            "goal": self.goal,
            "goal_metric": self.goal_metric,
            "target": self.target,
            "target_date": self.goal_metric
            and today + timedelta(days=self.target_days),
        }
