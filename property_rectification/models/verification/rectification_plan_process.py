# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from datetime import timedelta

from odoo import api, fields, models

from ...fields import is_given

# Days in which a finished piece of work is usually verified, by severity.
_VERIFICATION_DAYS = {"s1": 1, "s2": 2, "s3": 5, "s4": 5}


class RectificationPlan(models.Model):
    """How the result of a plan is verified, and its effect checked."""

    _inherit = "rectification.plan"

    verification_ids = fields.One2many(
        comodel_name="rectification.verification",
        inverse_name="plan_id",
        string="Verifications",
        copy=False,
    )
    previous_finding = fields.Char(
        string="Found Then",
        compute="_compute_previous_finding",
        help="The figures with which the version before failed.",
    )

    @api.depends("previous_id.verification_ids.measured")
    def _compute_previous_finding(self):
        for plan in self:
            failed = plan.previous_id._get_failed_checks()
            found = filter(None, failed.mapped("measured"))
            plan.previous_finding = ", ".join(found) or False

    def _get_failed_checks(self):
        return self.verification_ids.filtered(
            lambda check: check.result in ("partly", "fail")
        )

    def _get_change(self):
        return {
            **super()._get_change(),
            "failed": self.previous_id._get_failed_checks(),
        }

    @api.depends("verification_ids.result")
    def _compute_takes_problems(self):
        return super()._compute_takes_problems()

    # ------------------------------------------------------------------
    # What was verified
    # ------------------------------------------------------------------

    @api.model
    def _get_fact_fields(self):
        return [*super()._get_fact_fields(), "verification_ids.result"]

    def _collect_facts(self):
        kinds = self.verification_ids.grouped("kind")
        empty = self.verification_ids.browse()
        completion = kinds.get("completion", empty)
        checks = kinds.get("effectiveness", empty)
        return replace(
            super()._collect_facts(),
            completion=completion[-1:].result or None,
            checks=tuple(check.result or None for check in checks),
        )

    def _is_verified(self):
        return any(self.verification_ids.mapped("result")) or super()._is_verified()

    def _get_suspended_records(self):
        return super()._get_suspended_records() | {
            "rectification.verification": self.verification_ids.ids
        }

    # ------------------------------------------------------------------
    # The verification of the result
    # ------------------------------------------------------------------

    def _begin_work(self):
        """Fix what the result will be checked against before anybody begins."""
        self._plan_completion_verifications()
        return super()._begin_work()

    def _plan_completion_verifications(self):
        """Fix, before work begins, what the result will be checked against."""
        checks = self.env["rectification.verification"].sudo()._recording()
        verifications = checks.create(
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
        verifications._create_points()
        return verifications

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
        """Return the day by which the verification is promised, or False.

        Extension point for the room that gives promises.
        """
        self.ensure_one()
        return False

    def _get_usual_due_date(self):
        days = _VERIFICATION_DAYS.get(self.severity, _VERIFICATION_DAYS["s3"])
        return fields.Date.context_today(self) + timedelta(days=days)

    # ------------------------------------------------------------------
    # The checks of the effect
    # ------------------------------------------------------------------

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
