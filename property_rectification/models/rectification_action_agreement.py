# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

_OPEN_STATES = ("todo", "in_progress")
# Who does it and until when.
_ASSIGNMENT = frozenset({"employee_id", "partner_id", "user_id", "deadline"})
# Recorded with what was done: changed only after it has been taken back.
_HISTORY = _ASSIGNMENT - {"user_id"} | {"name", "kind"}
# What the board writes them through.
_BOARD = frozenset({"due", "executor_id"})


class RectificationAction(models.Model):
    """Every action has somebody and a date once its plan left the desk."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.action"

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

    def _get_first_day(self):
        """Return the day before which this action cannot have been due.

        What was done at once, before there was a plan, belongs to it, too.
        """
        plan = self.plan_id.sudo()
        problems = plan.ticket_ids
        moments = [*problems.mapped("occurred_at"), *problems.mapped("reported_at")]
        first = min(filter(None, moments), default=plan.create_date)
        return fields.Datetime.context_timestamp(self, first).date()

    @api.model_create_multi
    def create(self, vals_list):
        actions = super().create(vals_list)
        in_force = actions.filtered(lambda a: a.plan_id.state == "approved")
        if in_force:
            in_force._schedule_activities()
        return actions

    def _check_unfinished(self):
        for action in self:
            if action.state not in _OPEN_STATES and not self.env.su:
                raise UserError(
                    self.env._(
                        "“%(action)s” is finished: what was done, who did it and until "
                        "when stays on record. Take it back first.",
                        action=action.name,
                    )
                )

    def _move_activities(self):
        """Let the activities follow to whom and when actions were given anew."""
        waiting = self.filtered(lambda a: a.state in _OPEN_STATES and a.user_id)
        activities = waiting.sudo().activity_search(
            ["property_rectification.mail_activity_type_action"]
        )
        agreed = {action.id: (action.user_id, action.deadline) for action in waiting}
        moved = activities.filtered(
            lambda a: (a.user_id, a.date_deadline) != agreed[a.res_id]
        )
        for (user, day), group in moved.grouped(lambda a: agreed[a.res_id]).items():
            group.write({"user_id": user.id, "date_deadline": day})
