# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import asdict, replace

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ...fields import is_given
from ...rules import lifecycle
from ...tools.locking import lock_for_decision
from ...tools.texts import require_text


class RectificationPlan(models.Model):
    """Who decides about a plan, and when it is ready for that."""

    _inherit = "rectification.plan"

    rejected_by_id = fields.Many2one(
        comodel_name="res.users",
        readonly=True,
        copy=False,
        string="Sent Back By",
        guarded=True,
    )
    rejected_at = fields.Datetime(
        readonly=True, copy=False, string="Sent Back", guarded=True
    )
    facts = fields.Json(
        compute="_compute_facts",
        store=True,
        compute_sudo=True,
        help="What is recorded about this plan, as far as its problems depend on it.",
    )
    # What the form of a plan shows beside the plan itself
    can_decide = fields.Boolean(
        compute="_compute_can_decide",
        help="The user may put this plan in force, or send it back.",
    )
    problem_count = fields.Integer(compute="_compute_problem_count")
    missing = fields.Html(
        compute="_compute_missing",
        help="What this plan still needs before it can be decided.",
    )

    @api.depends(lambda self: self._get_fact_fields())
    def _compute_facts(self):
        for plan in self:
            plan.facts = asdict(plan._collect_facts())

    @api.depends("depth", "author_id")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        for plan in self:
            plan.can_decide = not plan._get_decision_obstacle()

    @api.depends("ticket_ids")
    def _compute_problem_count(self):
        for plan in self:
            plan.problem_count = len(plan.ticket_ids)

    @api.depends("state", "facts", "dead_end_whys", "ticket_ids.severity")
    def _compute_missing(self):
        ticket_model = self.env["helpdesk.ticket"]
        for plan in self:
            gaps = plan._get_gaps() if plan.state == "draft" else []
            plan.missing = ticket_model._gaps_as_html(gaps)

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

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
        lock_for_decision(self)
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
        return self._begin_work()

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    def reject(self, reason):
        """Send submitted plans back to their authors.

        :param reason: what has to be changed; the chatter keeps it
        """
        self.check_access("write")
        lock_for_decision(self)
        for plan in self:
            plan._check_state("submitted")
            plan._check_approver()
        require_text(reason, self.env._("Say what has to be changed."))
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

    # ------------------------------------------------------------------
    # What is recorded about a plan, and what is missing before its approval
    # ------------------------------------------------------------------

    def _get_facts(self):
        """Return what is recorded about this plan, as ``lifecycle.PlanFacts``."""
        self.ensure_one()
        facts = lifecycle.plan_facts(self.sudo().facts)
        # Two that change by the day and by the words of the taxonomy, until somebody
        # decides.
        return replace(
            facts,
            goal_is_past=self._is_goal_past(),
            blames_people=bool(self.sudo().dead_end_whys),
        )

    @api.model
    def _get_fact_fields(self):
        """Return the names of the fields that :meth:`_collect_facts` reads.

        Extension point: each room adds those that it reads.
        """
        return [
            *("state", "depth", "goal_metric", "target_date", "baseline", "target"),
            *("why_ids.status", "why_ids.is_escape"),
            *("action_ids.state", "action_ids.kind", "action_ids.employee_id"),
            *("action_ids.partner_id", "action_ids.deadline", "action_ids.evidence"),
            *("action_ids.after_attachment_ids", "action_ids.containment_end"),
        ]

    def _collect_facts(self):
        """Return what is recorded, read from causes and actions.

        Extension point: each room adds what it knows.
        """
        self.ensure_one()
        verified = self.why_ids.filtered(lambda w: w.status == "verified")
        return lifecycle.PlanFacts(
            is_full=self.depth == "full",
            approved=self.state in ("approved", "effective"),
            has_goal=bool(self.goal_metric and self.target_date),
            has_figures=is_given(self.baseline) and is_given(self.target),
            has_verified_cause=any(not why.is_escape for why in verified),
            has_escape_cause=any(why.is_escape for why in verified),
            actions=tuple(action._get_facts() for action in self.action_ids),
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
