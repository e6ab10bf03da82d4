# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...rules import lifecycle
from ...rules.actions import OPEN_STATES, PREVENTIVE_KINDS
from ...tools import hooks
from ...tools.texts import has_text

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
    }
)

# Who does it and until when.
_ASSIGNMENT = frozenset({"employee_id", "partner_id", "user_id", "deadline"})

# Recorded with what was done: changed only after it has been taken back.
_HISTORY = _ASSIGNMENT - {"user_id"} | {"name", "kind"}

# What the board writes them through.
_BOARD = frozenset({"due", "executor_id"})


class RectificationAction(models.Model):
    """One step of a plan: somebody does something by a date."""

    _name = "rectification.action"
    _description = "Corrective Action"
    _inherit = [
        "rectification.guard.mixin",
        "rectification.activity.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "deadline, sequence, id"
    _check_company_auto = True
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
        guarded=True,
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
    started_at = fields.Datetime(readonly=True, copy=False, guarded=True)
    done_at = fields.Datetime(readonly=True, copy=False, guarded=True)
    done_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Recorded By",
        readonly=True,
        copy=False,
        guarded=True,
    )
    cancel_reason = fields.Text(readonly=True, copy=False, guarded=True)
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

    _open_actions = models.Index(f"(user_id, deadline) WHERE state IN {OPEN_STATES}")
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
            is_open = action.state in OPEN_STATES
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

    @api.constrains("plan_id", "employee_id", "partner_id", "deadline")
    def _check_assignment(self):
        """A draft may lack them: it is not submitted before they are named."""
        for action in self:
            if action.plan_id.state == "draft" or action.state == "cancelled":
                continue
            if not action.deadline:
                raise ValidationError(
                    self.env._(
                        "“%(action)s” needs a date: its plan is no longer a draft.",
                        action=action.name,
                    )
                )
            # A client may send 0, which is a record as long as it is in the cache.
            if not (action.employee_id.id or action.partner_id.id):
                raise ValidationError(
                    self.env._(
                        "“%(action)s” needs somebody who does it: its plan is no "
                        "longer a draft.",
                        action=action.name,
                    )
                )

    @api.constrains("user_id")
    def _check_user_id(self):
        """Owners and contractors are not reminded of our work."""
        if self.user_id.filtered("share"):
            raise ValidationError(
                self.env._("Who follows up an action is one of our own users.")
            )

    @api.constrains("deadline")
    def _check_deadline(self):
        """A date from before the problem is a slip of the finger."""
        for action in self.filtered("deadline"):
            first = action._get_first_day()
            if action.deadline < first:
                raise ValidationError(
                    self.env._(
                        "“%(action)s” cannot be due on %(date)s: its problem came up "
                        "on %(first)s.",
                        action=action.name,
                        date=fields.Date.to_string(action.deadline),
                        first=fields.Date.to_string(first),
                    )
                )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if any(plan.state != "draft" for plan in self.plan_id):
            raise UserError(
                self.env._(
                    "An action of a decided plan is kept: cancel it with a reason."
                )
            )

    @hooks.before_change("plan_id")
    def _check_stays(self, vals):
        raise UserError(self.env._("An action stays in its plan."))

    @hooks.before_change(*_AGREED, *_BOARD)
    def _check_agreement(self, vals):
        self._check_may_plan()
        if _HISTORY.intersection(vals):
            self._check_unfinished()

    @hooks.after_change(*_ASSIGNMENT)
    def _follow_assignment(self, vals):
        self._move_activities()

    @hooks.after_create
    def _schedule_in_force(self):
        in_force = self.filtered(lambda a: a.plan_id.state == "approved")
        if in_force:
            in_force._schedule_activities()

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

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
            has_evidence=bool(has_text(self.evidence) or self.after_attachment_ids),
            containment_open=is_containment and not self.containment_end,
            preventive=self.kind in PREVENTIVE_KINDS,
        )

    def _executor_person_ids(self):
        """Return the partner ids that identify who did these actions."""
        return (
            self.employee_id._rectification_person_ids()
            | self.done_by_id._rectification_person_ids()
            | set(self.partner_id.ids)
        )

    # ------------------------------------------------------------------
    # Every action has somebody and a date once its plan left the desk
    # ------------------------------------------------------------------

    def _get_first_day(self):
        """Return the day before which this action cannot have been due.

        What was done at once, before there was a plan, belongs to it, too.
        """
        plan = self.plan_id.sudo()
        problems = plan.ticket_ids
        moments = [*problems.mapped("occurred_at"), *problems.mapped("reported_at")]
        first = min(filter(None, moments), default=plan.create_date)
        return fields.Datetime.context_timestamp(self, first).date()

    def _filter_open(self):
        """Return those of these actions that are neither done nor cancelled."""
        return self.filtered(lambda action: action.state in OPEN_STATES)

    def _check_unfinished(self):
        for action in self:
            if action.state not in OPEN_STATES and not self.env.su:
                raise UserError(
                    self.env._(
                        "“%(action)s” is finished: what was done, who did it and until "
                        "when stays on record. Take it back first.",
                        action=action.name,
                    )
                )

    def _move_activities(self):
        """Let the activities follow to whom and when actions were given anew."""
        waiting = self._filter_open().filtered("user_id")
        activities = waiting.sudo().activity_search(
            ["property_rectification.mail_activity_type_action"]
        )
        agreed = {action.id: (action.user_id, action.deadline) for action in waiting}
        moved = activities.filtered(
            lambda a: (a.user_id, a.date_deadline) != agreed[a.res_id]
        )
        for (user, day), group in moved.grouped(lambda a: agreed[a.res_id]).items():
            group.write({"user_id": user.id, "date_deadline": day})
