# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..rules import lifecycle
from .one_at_a_time import decide_alone


class RectificationPlan(models.Model):
    """Who decides about a plan, and when it is ready for that."""

    _inherit = "rectification.plan"  # pylint: disable=consider-merging-classes-inherited

    rejected_by_id = fields.Many2one(
        comodel_name="res.users", readonly=True, copy=False, string="Sent Back By"
    )
    rejected_at = fields.Datetime(readonly=True, copy=False, string="Sent Back")

    def action_submit(self):
        """Ask for the approval of these plans.

        :raise UserError: when a plan is not a complete draft
        """
        self.check_access("write")
        for plan in self:
            plan._check_state("draft")
            plan._raise_plan_gaps()
        return self._record(
            {"state": "submitted", "submitted_at": fields.Datetime.now()}
        )

    def action_approve(self):
        """Put these plans in force: work may begin.

        A full plan needs a quality manager who is not its author; a simple one
        may be started by whoever plans it.

        :raise UserError: when a plan is not complete, or the user may not approve it
        """
        self.check_access("write")
        # Two people decide at the same moment: the second one reads who was first.
        decide_alone(self)
        for plan in self:
            plan._check_state("submitted" if plan.depth == "full" else "draft")
            plan._check_approver()
            plan._raise_plan_gaps()
        self._record(
            {
                "state": "approved",
                "approver_id": self.env.uid,
                "approved_at": fields.Datetime.now(),
                "rejected_by_id": False,
                "rejected_at": False,
            }
        )
        self._plan_completion_verifications()
        return self.action_ids._schedule_activities()

    def reject(self, reason):
        """Send submitted plans back to their authors.

        :param reason: what has to be changed; the chatter keeps it
        """
        self.check_access("write")
        decide_alone(self)
        for plan in self:
            plan._check_state("submitted")
            plan._check_approver()
        if not (reason or "").strip():
            raise UserError(self.env._("Say what has to be changed."))
        self._record(
            {
                "state": "draft",
                "submitted_at": False,
                "rejected_by_id": self.env.uid,
                "rejected_at": fields.Datetime.now(),
            }
        )
        self._message_log_batch(bodies={plan.id: reason for plan in self})
        return True

    def _check_state(self, state):
        self.ensure_one()
        self._check_not_archived()
        if self.state == state:
            return
        labels = dict(self._fields["state"]._description_selection(self.env))
        lines = [
            self._get_decision_words(),
            self.env._(
                "“%(plan)s” is “%(current)s”; this needs it to be “%(wanted)s”.",
                plan=self.display_name,
                current=labels[self.state],
                wanted=labels[state],
            ),
        ]
        raise UserError("\n".join(filter(None, lines)))

    def _get_decision_words(self):
        """Say who decided about this plan and when, or None while nobody has."""
        if self.approver_id:
            return self.env._(
                "%(user)s approved “%(plan)s” on %(date)s.",
                user=self.approver_id.name,
                plan=self.display_name,
                date=format_datetime(self.env, self.approved_at),
            )
        if self.state == "draft" and self.rejected_by_id:
            return self.env._(
                "%(user)s sent “%(plan)s” back on %(date)s.",
                user=self.rejected_by_id.name,
                plan=self.display_name,
                date=format_datetime(self.env, self.rejected_at),
            )
        return None

    def _check_approver(self):
        obstacle = self._get_decision_obstacle()
        if obstacle:
            raise UserError(obstacle)

    def _get_decision_obstacle(self):
        """Say why the user may not decide about this plan, if so.

        A full plan is decided by a quality manager who did not write it.
        """
        self.ensure_one()
        if self.depth != "full":
            return False
        group = "property_rectification.group_rectification_manager"
        if not self.env.user.has_group(group):
            return self.env._("Only a quality manager may decide about a full plan.")
        person = self.env.user._rectification_person_ids()
        author = self.author_id._rectification_person_ids()
        if lifecycle.conflicts(person, {"author": author}):
            return self.env._("The author of a plan cannot decide about it.")
        return False
