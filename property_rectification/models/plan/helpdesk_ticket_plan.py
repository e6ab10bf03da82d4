# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import clean_context

# Days in which a problem of a severity is usually rectified.
_USUAL_DAYS = {"s1": 3, "s2": 5, "s3": 28, "s4": 60}


class HelpdeskTicket(models.Model):
    """The plan of a problem: how it is begun, from the template of its type."""

    _inherit = "helpdesk.ticket"

    plan_id = fields.Many2one(
        comodel_name="rectification.plan",
        string="Action Plan",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        guarded=True,
    )
    plan_count = fields.Integer(compute="_compute_plan_count", string="Plan Versions")
    plan_is_archived = fields.Boolean(compute="_compute_plan_is_archived")
    plan_state = fields.Selection(related="plan_id.state", string="Plan")
    plan_action_ids = fields.One2many(related="plan_id.action_ids", string="Actions")

    @api.depends("plan_id.version")
    def _compute_plan_count(self):
        for ticket in self:
            ticket.plan_count = ticket.plan_id.version

    @api.depends("plan_id.active")
    def _compute_plan_is_archived(self):
        for ticket in self:
            plan = ticket.sudo().plan_id
            ticket.plan_is_archived = bool(plan and not plan.active)

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

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

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

    def action_open_plans(self):
        """Open all versions of the plan of this problem."""
        self.ensure_one()
        return self.plan_id.action_open_versions()

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

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

    # ------------------------------------------------------------------
    # What is recorded about the plan
    # ------------------------------------------------------------------

    @api.model
    def _get_fact_fields(self):
        return [*super()._get_fact_fields(), "plan_id.facts"]

    def _get_facts(self):
        plan = self.plan_id
        return replace(super()._get_facts(), plan=plan._get_facts() if plan else None)

    @api.model
    def _get_gap_labels(self):
        return {
            **super()._get_gap_labels(),
            **self._get_plan_gap_labels(),
            **self._get_work_gap_labels(),
        }

    @api.model
    def _get_plan_gap_labels(self):
        return {
            "plan": self.env._("Make an action plan."),
            "full_plan": self.env._("This severity needs a full plan."),
            "goal": self.env._(
                "Give the plan a measurable goal: metric, target and date."
            ),
            "figures": self.env._(
                "Give the goal its figures: the one today and the one to be reached."
            ),
            "goal_is_past": self.env._(
                "Choose a day for the goal that is not over yet."
            ),
            "verified_cause": self.env._("Verify at least one cause."),
            "system_cause": self.env._(
                "Ask on where the causes end with human error: verify below it what "
                "let it happen, and choose its cause."
            ),
            "escape_cause": self.env._(
                "Verify why it was not found earlier (escape cause)."
            ),
            "actions": self.env._("Plan at least one action."),
            "assignee": self.env._("Give every action somebody who does it."),
            "deadline": self.env._("Give every action a date."),
            "approval": self.env._(
                "Have the plan approved by somebody other than its author."
            ),
        }

    @api.model
    def _get_work_gap_labels(self):
        return {
            "open_actions": self.env._(
                "Finish every action, or cancel it with a reason."
            ),
            "no_action_done": self.env._("At least one action has to be done."),
            "evidence": self.env._(
                "Show evidence for every action done: a note or a photo."
            ),
            "containment": self.env._(
                "Remove each containment, or accept it as permanent."
            ),
        }

    def _suspend(self, is_suspended):
        """The plan of problems that are all put away is put away with them."""
        res = super()._suspend(is_suspended)
        plans = self.plan_id.filtered(lambda plan: plan.active == is_suspended)
        if is_suspended:
            plans.invalidate_recordset(["ticket_ids"])
            plans = plans.filtered(lambda plan: not plan.ticket_ids)
        plans.write({"active": not is_suspended})
        return res
