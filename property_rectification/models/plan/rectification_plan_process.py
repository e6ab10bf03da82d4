# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models

from ...fields import is_given

# Days after the end of the work in which its result is to be verified.
_VERIFICATION_DAYS = {"s1": 1, "s2": 2, "s3": 5, "s4": 5}


class RectificationPlan(models.Model):
    """How a plan goes on once it is in force: verification, checks, next version."""

    _inherit = "rectification.plan"

    def _plan_completion_verifications(self):
        """Fix, before work begins, what the result will be checked against."""
        return (
            self.env["rectification.verification"]
            .sudo()
            ._recording()
            .create(
                [
                    {
                        "plan_id": plan.id,
                        "kind": "completion",
                        "criterion": plan._get_criterion(),
                        "due_date": plan._get_work_end(),
                    }
                    for plan in self
                ]
            )
        )

    def _get_criterion(self):
        """Return what has to be true for a pass, in words."""
        self.ensure_one()
        if self.goal_metric and is_given(self.target) and is_given(self.baseline):
            return self.env._(
                "%(metric)s: %(target)s (it was %(baseline)s)",
                metric=self.goal_metric,
                target=f"{self.target:g}",
                baseline=f"{self.baseline:g}",
            )
        return (
            self.goal_metric
            or self.goal
            or self.env._("Put right, and not seen again: %(plan)s", plan=self.name)
        )

    def _date_completion_verifications(self):
        """Once all work is finished, its verification is due within days of that."""
        for plan in self.filtered(lambda plan: not plan._get_open_actions()):
            due_date = plan._get_promised_verification() or plan._get_usual_due_date()
            waiting = plan.verification_ids.filtered(
                lambda check: check.kind == "completion" and not check.result
            )
            waiting._record({"due_date": due_date})
        return True

    def _get_promised_verification(self):
        """Return the day by which a policy promises the verification, or False."""
        running = self.sudo().ticket_ids.deadline_ids.filtered(
            lambda deadline: deadline.clock == "verify" and deadline.state == "running"
        )
        due_at = min(running.mapped("due_at"), default=False)
        # A term of days ends at midnight: that is the end of the day before.
        return (
            due_at
            and fields.Datetime.context_timestamp(
                self, due_at - timedelta(seconds=1)
            ).date()
        )

    def _get_usual_due_date(self):
        days = _VERIFICATION_DAYS.get(self.severity, _VERIFICATION_DAYS["s3"])
        return fields.Date.context_today(self) + timedelta(days=days)

    def _get_open_actions(self):
        return self.action_ids._filter_open()

    def _get_work_end(self):
        """Return the day by which all actions are to be done."""
        deadlines = self.action_ids.filtered("deadline").mapped("deadline")
        return max(deadlines, default=fields.Date.context_today(self))

    def _plan_effectiveness_checks(self):
        """Plan the checks of the effect, counted from today."""
        today = fields.Date.context_today(self)
        self.env["rectification.verification"].sudo()._recording().create(
            [
                {
                    "plan_id": plan.id,
                    "kind": "effectiveness",
                    "criterion": plan._get_criterion(),
                    "due_date": today + timedelta(days=days),
                }
                for plan in self
                for days in plan._get_requirements().followup_days
            ]
        )

    def _conclude_if_effective(self):
        """Mark plans whose verifications have all passed."""
        passed = self.filtered(
            lambda plan: plan.verification_ids
            and all(v.result == "pass" for v in plan.verification_ids)
        )
        return passed._record({"state": "effective"}) if passed else True

    def _open_next_version(self, reason):
        """Replace a plan that did not work; return its next version.

        The causes and the goal come along, as what was known; the actions do not.

        :param reason: why the plan did not work
        """
        self.ensure_one()
        # What is archived meanwhile comes along, for when it is restored.
        tickets = self.with_context(active_test=False).ticket_ids
        self._record({"state": "ineffective"})
        version = self._recording().create(self._prepare_next_version_vals(reason))
        self.why_ids._copy_to(version)
        tickets._record({"plan_id": version.id})
        body = self.env._(
            "%(plan)s did not work: %(reason)s", plan=self.display_name, reason=reason
        )
        tickets._message_log_batch(bodies={ticket.id: body for ticket in tickets})
        version._tell_of_new_version(body)
        return version

    def _tell_of_new_version(self, body):
        """Tell whom it concerns that they have to plan again."""
        people = self.author_id | self.responsible_id.sudo().user_id
        people |= self.ticket_ids.user_id | self.place_id.manager_user_id
        others = people.filtered("active") - self.env.user
        if others:
            self.message_notify(
                partner_ids=others.partner_id.ids,
                subject=self.display_name,
                body=body,
                force_send=False,
            )

    def _prepare_next_version_vals(self, reason):
        return {
            **self.copy_data()[0],
            "name": self.name,
            "previous_id": self.id,
            "root_id": (self.root_id or self).id,
            "version": self.version + 1,
            "version_reason": reason,
            "author_id": self.author_id.id,
        }
