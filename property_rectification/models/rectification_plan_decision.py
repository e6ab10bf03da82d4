# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ..rules import lifecycle


class RectificationPlan(models.Model):
    """Who decides about a plan, and when it is ready for that."""

    _inherit = "rectification.plan"  # pylint: disable=consider-merging-classes-inherited

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
        for plan in self:
            plan._check_state("submitted" if plan.depth == "full" else "draft")
            plan._check_approver()
            plan._raise_plan_gaps()
        self._record(
            {
                "state": "approved",
                "approver_id": self.env.uid,
                "approved_at": fields.Datetime.now(),
            }
        )
        self._plan_completion_verifications()
        return self.action_ids._schedule_activities()

    def reject(self, reason):
        """Send submitted plans back to their authors.

        :param reason: what has to be changed; the chatter keeps it
        """
        self.check_access("write")
        for plan in self:
            plan._check_state("submitted")
            plan._check_approver()
        if not (reason or "").strip():
            raise UserError(self.env._("Say what has to be changed."))
        self._record({"state": "draft", "submitted_at": False})
        self._message_log_batch(bodies={plan.id: reason for plan in self})
        return True

    def _check_state(self, state):
        self.ensure_one()
        if self.state != state:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(plan)s” is “%(current)s”; this needs it to be “%(wanted)s”.",
                    plan=self.display_name,
                    current=labels[self.state],
                    wanted=labels[state],
                )
            )

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
