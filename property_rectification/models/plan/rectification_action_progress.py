# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...rules.actions import OPEN_STATES
from ...tools.texts import require_text


class RectificationAction(models.Model):
    """How the work on an action goes: begun, done, taken back, cancelled."""

    _inherit = "rectification.action"

    # Which action waits for which, and what they cost
    depends_on_ids = fields.Many2many(
        comodel_name="rectification.action",
        relation="rectification_action_dependency_rel",
        column1="action_id",
        column2="depends_on_id",
        string="Waits For",
        domain="[('plan_id', '=', plan_id), ('id', '!=', id)]",
        copy=False,
        help="Actions of the same plan that have to be finished before this begins.",
    )
    blocked_by = fields.Char(
        compute="_compute_blocked_by",
        help="What has to be finished before this action can begin.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    cost = fields.Monetary(tracking=True, help="What it costs, as far as known.")

    _cost_not_negative = models.Constraint(
        "CHECK (cost >= 0)", "An action does not cost less than nothing."
    )

    @api.depends("depends_on_ids.state", "depends_on_ids.name")
    def _compute_blocked_by(self):
        for action in self:
            action.blocked_by = ", ".join(action._get_unfinished().mapped("name"))

    @api.constrains("depends_on_ids", "plan_id")
    def _check_depends_on_ids(self):
        if self._has_cycle("depends_on_ids"):
            raise ValidationError(
                self.env._("Actions cannot wait for each other in a circle.")
            )
        for action in self:
            if action.depends_on_ids.plan_id - action.plan_id:
                raise ValidationError(
                    self.env._(
                        "“%(action)s” can only wait for actions of its own plan.",
                        action=action.name,
                    )
                )

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_start(self):
        """Record that work on these actions has begun."""
        self._check_not_blocked()
        self._check_may_work("todo")
        return self._record(
            {"state": "in_progress", "started_at": fields.Datetime.now()}
        )

    def action_done(self):
        """Record these actions as done by their executors.

        :raise UserError: when the plan is not in force, an action is finished
            already or waits for another one, or it is not the user's
        """
        self._check_not_blocked()
        self._check_may_work(*OPEN_STATES)
        return self._record_done()

    def action_undo(self):
        """Take back a mistaken "done" or "cancelled" while nothing was verified."""
        self._check_may_work("done", "cancelled")
        if self._filter_verified():
            raise UserError(
                self.env._("The result was verified already and cannot be taken back.")
            )
        return self._record_undone()

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    def _record_done(self):
        """Record these actions as done by the user, who may be told so elsewhere."""
        self._record(
            {
                "state": "done",
                "done_at": fields.Datetime.now(),
                "done_by_id": self.env.uid,
            }
        )
        self.activity_feedback(["property_rectification.mail_activity_type_action"])
        return self.plan_id.sudo()._after_work()

    def _record_undone(self):
        self._record(
            {
                "state": "todo",
                "done_at": False,
                "done_by_id": False,
                "cancel_reason": False,
            }
        )
        return self._schedule_activities()

    def cancel(self, reason):
        """Cancel these actions.

        :param reason: why they will not be done; required
        """
        self._check_may_work(*OPEN_STATES)
        require_text(reason, self.env._("Say why the action is cancelled."))
        self._record({"state": "cancelled", "cancel_reason": reason})
        self.activity_unlink(["property_rectification.mail_activity_type_action"])
        self._message_log_batch(bodies={action.id: reason for action in self})
        return self.plan_id.sudo()._after_work()

    def _check_may_work(self, *states):
        self.check_access("write")
        is_coordinator = self._is_coordinator()
        labels = dict(self._fields["state"]._description_selection(self.env))
        for action in self:
            action._check_plan_in_force()
            if action.state not in states:
                raise UserError(
                    self.env._(
                        "“%(action)s” is in the state “%(state)s” already.",
                        action=action.name,
                        state=labels[action.state],
                    )
                )
            if not is_coordinator and not action._is_own_work():
                raise UserError(
                    self.env._("“%(action)s” is not yours to do.", action=action.name)
                )

    def _filter_verified(self):
        """Return those of these actions whose plan has a result that was verified."""
        return self.filtered(lambda action: action.sudo().plan_id._is_verified())

    def _is_own_work(self):
        """Return whether the user may record progress of this action."""
        return self.user_id == self.env.user

    def _check_plan_in_force(self):
        plan = self.plan_id.sudo()
        if plan.state != "approved":
            raise UserError(
                self.env._(
                    "“%(action)s” cannot be worked on: its plan is not in force.",
                    action=self.name,
                )
            )
        plan._check_not_archived()

    def _schedule_activities(self):
        """Tell who follows up these actions, once each."""
        waiting = self.filtered(
            lambda action: action.state == "todo" and action.user_id
        )
        self._create_activities(
            "property_rectification.mail_activity_type_action",
            [
                {
                    "res_id": action.id,
                    "summary": action.name,
                    "user_id": action.user_id.id,
                    "date_deadline": action.deadline,
                }
                for action in waiting
            ],
            notify=True,
        )
        return True

    # ------------------------------------------------------------------
    # Which action waits for which, and what they cost
    # ------------------------------------------------------------------

    def _get_unfinished(self):
        """Return what these actions wait for and what is not finished yet."""
        return self.sudo().depends_on_ids._filter_open()

    def _check_not_blocked(self):
        for action in self:
            # What is recorded together with what it waits for is in order.
            if action._get_unfinished() - self:
                raise UserError(
                    self.env._(
                        "“%(action)s” waits for: %(others)s.",
                        action=action.name,
                        others=action.blocked_by,
                    )
                )

    def _set_dependencies(self, positions):
        """Let these actions wait for each other.

        :param positions: dict of place in this recordset to a list of such places
        """
        for place, others in positions.items():
            waited_for = self.browse(self[other].id for other in others)
            self[place].depends_on_ids = [Command.set(waited_for.ids)]
