# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import clean_context

# Days in which a problem of a severity is usually rectified.
_USUAL_DAYS = {"s1": 3, "s2": 5, "s3": 28, "s4": 60}


class HelpdeskTicket(models.Model):
    """The plan of a problem: how it is begun, from the template of its type."""

    _inherit = "helpdesk.ticket"

    @api.constrains("team_id")
    def _check_team_of_planned(self):
        """A plan in force would go on without the problem that it is about."""
        for problem in self.filtered("plan_id"):
            if not problem.team_id.use_rectification:
                raise ValidationError(
                    self.env._(
                        "%(problem)s has a plan: take it out of the plan, or close it, "
                        "before another team gets it.",
                        problem=problem.display_name,
                    )
                )

    def action_plan(self):
        """Open the plan in force, making one of the depth that is asked for.

        :return: action that opens the plan
        :raise UserError: when the log is not complete yet, or the problem is closed
        """
        self.ensure_one()
        self._check_is_problem()
        if not self.plan_id:
            self._check_open()
            if self.rectification_state == "new":
                self._raise_gaps("responding")
            self._create_plan()
        return self.plan_id._get_form_action()

    def _create_plan(self):
        # Defaults in the context were meant for the problem, or for the list of work
        # that it was opened from.
        env = self.env(context=clean_context(self.env.context))
        template = env["rectification.plan.template"]._find(self)
        vals = self._prepare_plan_vals() | template._prepare_plan_vals()
        plan = env["rectification.plan"].create(vals)
        self._record({"plan_id": plan.id})
        lines = template.action_ids
        actions = env["rectification.action"].create(
            lines._prepare_action_vals(plan, self._get_usual_executor())
            or self._prepare_action_vals(plan)
        )
        actions._set_dependencies(lines._get_waiting_places())
        return plan

    def _prepare_plan_vals(self):
        full = self._get_requirements().full_plan
        return {
            "name": self.name,
            "depth": "full" if full else "simple",
            "place_id": self.place_id.id,
            "company_id": self.company_id.id,
            "responsible_id": self._get_responsible_employee().id,
        }

    def _get_responsible_employee(self):
        """Return who answers for the problem, as an employee of its company."""
        return self.user_id.sudo().with_company(self.company_id).employee_id

    def _prepare_action_vals(self, plan):
        """The usual small problem is one action: propose it, with who and when."""
        if plan.depth == "full":
            return []
        days = _USUAL_DAYS.get(self.severity, _USUAL_DAYS["s3"])
        return [
            {
                "plan_id": plan.id,
                "name": self.name,
                "employee_id": self._get_usual_executor().id,
                "deadline": fields.Date.context_today(self) + timedelta(days=days),
            }
        ]

    def _get_usual_executor(self):
        return self.place_id._get_manager() or self.env.user.employee_id

    def action_open_plans(self):
        """Open all versions of the plan of this problem."""
        self.ensure_one()
        return self.plan_id.action_open_versions()
