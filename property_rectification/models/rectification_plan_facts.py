# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError

from ..rules import lifecycle
from .figure_field import is_given


class RectificationPlan(models.Model):
    """What is recorded about a plan, and what is missing before its approval."""

    # The model is split by what its parts are about, to keep files readable.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.plan"

    def _get_facts(self):
        """Return what is recorded about this plan, as ``lifecycle.PlanFacts``."""
        self.ensure_one()
        verified = self.why_ids.filtered(lambda w: w.status == "verified")
        kinds = self.verification_ids.grouped("kind")
        empty = self.verification_ids.browse()
        completion = kinds.get("completion", empty)
        checks = kinds.get("effectiveness", empty)
        return lifecycle.PlanFacts(
            is_full=self.depth == "full",
            approved=self.state in ("approved", "effective"),
            has_goal=bool(self.goal_metric and self.target_date),
            has_figures=is_given(self.baseline) and is_given(self.target),
            goal_is_past=self._is_goal_past(),
            has_verified_cause=any(not why.is_escape for why in verified),
            has_escape_cause=any(why.is_escape for why in verified),
            blames_people=bool(self.dead_end_whys),
            actions=tuple(action._get_facts() for action in self.action_ids),
            completion=completion[-1:].result or None,
            checks=tuple(check.result or None for check in checks),
        )

    def _get_requirements(self):
        """Return the strictest requirements among the problems of this plan."""
        self.ensure_one()
        problems = self.ticket_ids.sorted(lambda ticket: ticket.severity or "s3")
        return (problems[:1] or self.env["helpdesk.ticket"].new())._get_requirements()

    def _get_gaps(self):
        """Return the gap codes between this plan and a decision about it."""
        is_draft = self.state == "draft"
        rule = lifecycle.draft_gaps if is_draft else lifecycle.plan_gaps
        return rule(self._get_facts(), self._get_requirements())

    def _raise_plan_gaps(self):
        """Refuse to decide a plan that is not complete, and say what is missing."""
        self.ensure_one()
        gaps = self._get_gaps()
        if not gaps:
            return
        labels = self.env["helpdesk.ticket"]._get_gap_labels()
        raise UserError(
            self.env._(
                "“%(plan)s” is not complete:\n%(missing)s",
                plan=self.display_name,
                missing="\n".join(f"- {labels[gap]}" for gap in gaps),
            )
        )

    def _get_people(self):
        """Return who took part in this plan: partner ids by role, for conflicts."""
        self.ensure_one()
        # Who reported a problem has done so, also when it was archived since.
        plan = self.with_context(active_test=False)
        actions = plan.action_ids.filtered(lambda action: action.state == "done")
        return {
            "author": plan.author_id._rectification_person_ids(),
            "approver": plan.approver_id._rectification_person_ids()
            if plan.depth == "full"
            else set(),
            "executor": actions._executor_person_ids(),
            "reporter": plan.ticket_ids._reporter_person_ids(),
        }
