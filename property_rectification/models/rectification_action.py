# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules import lifecycle

# What was agreed when the work was given out: who does it changes it no more than
# anybody else who does not plan.
_AGREED = frozenset(
    {
        "name",
        "kind",
        "description",
        "employee_id",
        "partner_id",
        "user_id",
        "deadline",
        "sequence",
        "depends_on_ids",
        "cost",
        "repeat_interval",
        "repeat_unit",
    }
)
# What keeps a problem from coming back, rather than putting it right.
_PREVENTIVE_KINDS = ("preventive", "training", "notice")


class RectificationAction(models.Model):
    """One step of a plan: somebody does something by a date."""

    _name = "rectification.action"
    _description = "Corrective Action"
    _inherit = ["rectification.guard.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "deadline, sequence, id"
    _check_company_auto = True

    _guarded_fields = frozenset(
        {
            "state",
            "started_at",
            "done_at",
            "done_by_id",
            "cancel_reason",
            "containment_ended_at",
            "containment_ended_by_id",
            "maintenance_request_id",
            "told_partner_id",
        }
    )

    name = fields.Char(string="What to Do", required=True)
    plan_id = fields.Many2one(
        comodel_name="rectification.plan",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    place_id = fields.Many2one(related="plan_id.place_id", store=True, index=True)
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        selection=[
            ("containment", "Containment"),
            ("corrective", "Corrective"),
            ("preventive", "Preventive"),
            ("training", "Training"),
            ("notice", "Notice to owners"),
        ],
        required=True,
        default="corrective",
    )
    description = fields.Text(string="Details")
    # Who and when
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Done By",
        index="btree_not_null",
        # Who left is archived: what they did, or were to do, does not lose them.
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contractor",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Follows Up",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        help="The user of the employee, or the nearest manager who has one: told about "
        "this action, and may record it as done.",
    )
    deadline = fields.Date(tracking=True)
    is_late = fields.Boolean(compute="_compute_is_late")
    # Progress
    state = fields.Selection(
        selection=[
            ("todo", "To do"),
            ("in_progress", "In progress"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="todo",
        readonly=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    plan_state = fields.Selection(related="plan_id.state", string="Plan State")
    can_work = fields.Boolean(
        compute="_compute_can_work",
        help="The user may record progress of this action.",
    )
    can_plan = fields.Boolean(
        compute="_compute_can_work",
        help="The user may change what is to be done, by whom and when.",
    )
    started_at = fields.Datetime(readonly=True, copy=False)
    done_at = fields.Datetime(readonly=True, copy=False)
    done_by_id = fields.Many2one(
        comodel_name="res.users", string="Recorded By", readonly=True, copy=False
    )
    cancel_reason = fields.Text(readonly=True, copy=False)
    evidence = fields.Text(
        string="What Was Done", copy=False, help="In words, for who verifies it."
    )
    before_attachment_ids = fields.Many2many(
        comodel_name="ir.attachment",
        relation="rectification_action_before_rel",
        string="Photos Before",
        copy=False,
    )
    after_attachment_ids = fields.Many2many(
        comodel_name="ir.attachment",
        relation="rectification_action_after_rel",
        string="Photos After",
        copy=False,
    )
    containment_end = fields.Selection(
        selection=[("removed", "Removed"), ("permanent", "Accepted as permanent")],
        copy=False,
        tracking=True,
        help="What became of the temporary measure.",
    )

    _open_actions = models.Index(
        "(user_id, deadline) WHERE state IN ('todo', 'in_progress')"
    )
    _one_executor = models.Constraint(
        "CHECK (employee_id IS NULL OR partner_id IS NULL)",
        "An action is done either by an employee or by a contractor.",
    )

    @api.depends("employee_id.user_id", "employee_id.parent_id", "plan_id.author_id")
    def _compute_user_id(self):
        for action in self:
            action.user_id = (
                action.employee_id._rectification_user() or action.plan_id.author_id
            )

    @api.depends("deadline", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for action in self:
            is_open = action.state in ("todo", "in_progress")
            action.is_late = bool(
                is_open and action.deadline and action.deadline < today
            )

    @api.depends("plan_id.state", "user_id")
    @api.depends_context("uid")
    def _compute_can_work(self):
        is_coordinator = self._is_coordinator()
        for action in self:
            is_allowed = is_coordinator or action.user_id == self.env.user
            action.can_work = is_allowed and action.plan_state == "approved"
            action.can_plan = is_coordinator

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if any(plan.state != "draft" for plan in self.plan_id):
            raise UserError(
                self.env._(
                    "An action of a decided plan is kept: cancel it with a reason."
                )
            )

    def write(self, vals):
        if "plan_id" in vals:
            raise UserError(self.env._("An action stays in its plan."))
        if (_AGREED | _BOARD).intersection(vals):
            self._check_may_plan()
        if _HISTORY.intersection(vals):
            self._check_unfinished()
        res = super().write(vals)
        if _ASSIGNMENT.intersection(vals):
            self._move_activities()
        return res

    def _check_may_plan(self):
        """Refuse that people move the dates of their own work."""
        if not self.env.su and not self._is_coordinator():
            raise UserError(
                self.env._(
                    "What is to be done, by whom and when is changed by a coordinator."
                )
            )

    def _get_facts(self):
        """Return what is recorded about this action, as ``lifecycle.ActionFacts``."""
        self.ensure_one()
        is_containment = self.kind == "containment" and self.state == "done"
        return lifecycle.ActionFacts(
            state=self.state,
            has_assignee=bool(self.employee_id or self.partner_id),
            has_deadline=bool(self.deadline),
            has_evidence=bool(
                (self.evidence or "").strip() or self.after_attachment_ids
            ),
            containment_open=is_containment and not self.containment_end,
            preventive=self.kind in _PREVENTIVE_KINDS,
        )

    def _executor_person_ids(self):
        """Return the partner ids that identify who did these actions."""
        return (
            self.employee_id._rectification_person_ids()
            | self.done_by_id._rectification_person_ids()
            | set(self.partner_id.ids)
        )
