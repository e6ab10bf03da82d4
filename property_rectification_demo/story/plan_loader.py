# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Tell what was planned about the demo problems, done about it, and what came of it."""

from datetime import timedelta

from odoo import Command, fields

from .personas import Cast
from .photo import photo


class PlanTeller(Cast):
    """Knows how plans are told; their problems are told by the teller."""

    def _plan_steps(self, plan):
        yield plan.after, lambda t: self._draft(t, plan)
        if plan.submitted is not None:
            yield plan.submitted, lambda t: self._submit(t, plan)
        if plan.approved is not None:
            yield plan.approved + 0.01, lambda t: self._approve(t, plan)
        for step in plan.steps:
            yield from self._work(step)
        for check in plan.checks:
            yield check.after + 0.2, lambda t, check=check: self._check(t, check)
        if plan.verifier and plan.approved is not None:
            last = max([plan.approved, *(check.after for check in plan.checks)])
            yield last + 0.3, lambda t: self._name_verifier(t, plan.verifier)

        if plan.elsewhere:
            yield from self._look_steps(plan.elsewhere)

    def _look_steps(self, elsewhere):
        yield elsewhere.after, lambda t: self._look_elsewhere(t, elsewhere)
        yield elsewhere.looked, lambda t: self._record_looks(t, elsewhere)

    def _work(self, step):
        if step.started is not None:
            yield step.started + 0.05, lambda t: self._start(t, step)
        if step.done is not None:
            yield step.done + 0.1, lambda t: self._finish(t, step)

    # ------------------------------------------------------------------
    # Plan
    # ------------------------------------------------------------------

    def _draft(self, ticket, plan):
        """Write the plan in force, or its next version."""
        ticket = self._as(plan.by, ticket)
        ticket.action_plan()
        # A simple plan begins with a proposed action; the story has its own.
        ticket.plan_id.action_ids.unlink()
        vals = {
            "responsible_id": self._employee(plan.by).id,
            "why_ids": [line for why in plan.whys for line in self._explain(why)],
            "action_ids": [self._step(ticket, step) for step in plan.steps],
        }
        if plan.goal:
            due = ticket.reported_at.date() + timedelta(days=plan.goal.due)
            vals |= {
                "goal": plan.goal.goal,
                "goal_metric": plan.goal.metric,
                "baseline": plan.goal.baseline,
                "target": plan.goal.target,
                "target_date": due,
            }
        ticket.plan_id.write(vals)

    def _explain(self, why, parent=False):
        """Yield a why and all that explain it; a statement names its why."""
        status = "verified" if why.evidence else "suspected"
        yield Command.create(
            {
                "client_key": why.statement,
                "client_parent_key": parent,
                "statement": why.statement,
                "cause_id": self._ref(f"cause_{why.cause}").id,
                "branch": why.branch,
                "status": "refuted" if why.refuted else status,
                "evidence": why.evidence,
                "is_escape": why.escape,
            }
        )
        for deeper in why.below:
            yield from self._explain(deeper, why.statement)

    def _step(self, ticket, step):
        who = (
            {"partner_id": self._ref(f"contractor_{step.who[1:]}_demo").id}
            if step.who.startswith("@")
            else {"employee_id": self._employee(step.who).id}
        )
        due = ticket.reported_at.date() + timedelta(days=step.due)
        return Command.create(
            {"name": step.name, "kind": step.kind, "deadline": due, **who}
        )

    def _submit(self, ticket, plan):
        """Submit a goal that lies ahead in the story; its day may be over by now."""
        draft = self._as(plan.by, ticket.plan_id)
        due = draft.target_date
        draft.target_date = max(due, fields.Date.today())
        draft.action_submit()
        draft._record({"target_date": due})

    def _approve(self, ticket, plan):
        approver = plan.by if ticket.plan_id.depth == "simple" else "quality"
        self._as(approver, ticket.plan_id).action_approve()

    # ------------------------------------------------------------------
    # Work and its result
    # ------------------------------------------------------------------

    def _action(self, ticket, step):
        """Return an action as the user who follows it up."""
        actions = ticket.plan_id.action_ids
        action = actions.filtered(lambda action: action.name == step.name)
        return self._act(action.user_id, action)

    def _start(self, ticket, step):
        self._action(ticket, step).action_start()

    def _finish(self, ticket, step):
        action = self._action(ticket, step)
        action.evidence = step.evidence
        if step.photos:
            self._photograph(action)
        action.action_done()
        if step.end:
            action.sudo().containment_end = step.end

    def _photograph(self, action):
        """Take a picture of the action before and after."""
        for side, stain in (("before", True), ("after", False)):
            data = photo(f"{action.name}: {side}", stain)
            picture = Command.create({"name": f"{side}.png", "raw": data})
            action[f"{side}_attachment_ids"] = [picture]

    def _look_elsewhere(self, ticket, elsewhere):
        plan = self._as(elsewhere.by, ticket.plan_id)
        why = plan.why_ids.filtered(lambda why: why.statement == elsewhere.why)
        places = [self._ref(f"place_{key}_demo").id for key in elsewhere.places]
        plan.look_elsewhere(why.id, places)

    def _record_looks(self, ticket, elsewhere):
        checks = self._as(elsewhere.by, ticket.plan_id.read_across_ids)
        for key in elsewhere.nothing:
            self._at(checks, key).action_nothing_found()
        for key, seen in elsewhere.found:
            self._at(checks, key).record_found(seen)

    def _at(self, checks, key):
        return checks.filtered(lambda c: c.place_id == self._ref(f"place_{key}_demo"))

    def _name_verifier(self, ticket, verifier):
        open_checks = ticket.plan_id.verification_ids.filtered(lambda c: not c.result)
        open_checks.verifier_id = self._user(verifier)

    def _check(self, ticket, check):
        plan = ticket.plan_id
        verification = plan.verification_ids.filtered(lambda v: not v.result)[:1]
        self._answer(check, self._as(check.by, verification).point_ids)
        self._as(check.by, verification).record_result(
            check.result, check.finding, check.measured
        )
        if verification.kind == "completion" and check.result == "pass":
            self._date_checks_back(plan)

    def _answer(self, check, points):
        """Answer a checklist as its result says: the first point failed, or none."""
        failed = points[:1] if check.result != "pass" else points.browse()
        failed.write({"answer": "no", "remark": check.finding})
        (points - failed).write({"answer": "yes"})
        for point in (points - failed).filtered("needs_photo"):
            vals = {"name": "photo.png", "raw": photo(check.finding)}
            vals |= {"res_model": point._name, "res_id": point.id}
            point.attachment_ids = [Command.create(vals)]

    def _date_checks_back(self, plan):
        """Count the days of the effectiveness checks from the day of the story."""
        ago = fields.Date.today() - self.moment.date()
        checks = plan.verification_ids.filtered(lambda v: v.kind == "effectiveness")
        for verification in checks.with_context(mail_notrack=True)._recording():
            verification.due_date -= ago
