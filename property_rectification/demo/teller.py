# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Tell the demo problems: each step by its own user, through the public methods.

So every demo state is a fact that the gates have let through.  What a step has
dated "now" is dated back to the moment of the story before the next step.
"""

from datetime import datetime, time, timedelta

from odoo import Command, fields

from .date_back import DateBack
from .photo import photo

_MODULE = "property_rectification"
# What happened in a story is no news to anybody.
_QUIET = {
    "mail_create_nosubscribe": True,
    "mail_auto_subscribe_no_notify": True,
    "mail_activity_quick_update": True,
}
# Days until somebody answers at the latest: ten minutes for an emergency.
_SEEN_AFTER = {"s1": 10 / 1440, "s2": 50 / 1440}


def tell_all(env, problems):
    """Create the problems of the stories; return the tickets in their order."""
    teller = Teller(env)
    ids = [teller.tell(problem, place).id for place, problem in enumerate(problems)]
    teller.settle_calls()
    return env["helpdesk.ticket"].browse(ids)


class Teller:
    """Knows who is who, and what time it is in the story."""

    def __init__(self, env):
        self.env = env(context={**env.context, **_QUIET})
        self.now = fields.Datetime.now()
        self.moment = self.now
        self.actor = self.env
        self.date_back = DateBack(self.env)
        self.emergencies = {}
        self.told = {}
        self.is_attended = False

    def _ref(self, xmlid):
        return self.env.ref(f"{_MODULE}.{xmlid}")

    def _user(self, key):
        return self._ref(f"user_{key}_demo")

    def _employee(self, key):
        return self._ref(f"employee_{key}_demo")

    def _contact(self, key):
        prefix = "partner" if key.startswith("owner") else "resident"
        return self._ref(f"{prefix}_{key}_demo")

    def _as(self, key, record):
        return self._act(self._user(key), record)

    def _act(self, user, record):
        """Return a record as one of the users, who now is the one that acts."""
        record = record.with_user(user)
        self.actor = record.env
        return record

    # ------------------------------------------------------------------
    # Time
    # ------------------------------------------------------------------

    def _reported_at(self, problem, position):
        """Return when a problem was reported: in the morning, or just before now."""
        if problem.days < 0.05:
            return self.now - timedelta(days=problem.days)
        day = (self.now - timedelta(days=problem.days)).date()
        morning = time(7 + position % 4, position * 7 % 60)
        return min(datetime.combine(day, morning), self.now - timedelta(hours=1))

    # ------------------------------------------------------------------
    # Story
    # ------------------------------------------------------------------

    def tell(self, problem, position):
        """Create one problem and let everything happen that its story tells."""
        reported_at = self._reported_at(problem, position)
        ticket = self._report(problem, reported_at)
        self.told[problem.key] = ticket
        self._call(ticket, problem, reported_at)
        self.date_back(self.actor, reported_at)
        self.is_attended = bool(problem.plans) or problem.days >= 1
        steps = self._steps(ticket, problem)
        for after, step in sorted(steps, key=lambda step: step[0]):
            self.moment = self._moment(reported_at, after)
            step(ticket)
            self.date_back(self.actor, self.moment)
        return ticket

    def _moment(self, reported_at, after):
        """Return the time of a step: by day, after the report and before now."""
        moment = reported_at + timedelta(days=after)
        daytime = min(max(moment.time(), time(7)), time(19))
        moment = datetime.combine(moment.date(), daytime)
        return max(reported_at, min(moment, self.now - timedelta(minutes=5)))

    def _steps(self, ticket, problem):
        """Yield (days after the report, what happens) in any order."""
        if problem.seen:
            after = self._seen_after(ticket, problem)
            yield after, lambda t: self._acknowledge(t, problem.seen)
        for wait in problem.waits:
            yield wait.after, lambda t, wait=wait: self._wait(t, wait)
        for said in problem.said:
            yield said.after, lambda t, said=said: self._say(t, said)
        if problem.group:
            yield problem.group.after, lambda t: self._lead(t, problem.group)
        if problem.informed:
            yield problem.informed.after, lambda t: self._inform(t, problem.informed)
        for plan in problem.plans:
            yield from self._plan_steps(plan)
        if problem.end:
            yield problem.end.after, lambda t: self._end(t, problem.end)

    def _seen_after(self, ticket, problem):
        usual = _SEEN_AFTER.get(ticket.severity, problem.seen.after)
        return min(problem.seen.after, usual)

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

    def _report(self, problem, reported_at):
        occurred_at = reported_at - timedelta(hours=problem.lag)
        vals = {
            "name": problem.name,
            "description": problem.text,
            "problem_type_id": self._ref(f"problem_type_{problem.type}").id,
            "place_id": self._ref(f"place_{problem.place}_demo").id,
            "problem_source": problem.source,
            "occurred_at": occurred_at,
            "noticed_at": occurred_at,
            "reported_at": reported_at,
            "involvement_ids": [self._involve(person) for person in problem.people],
        }
        if problem.contact:
            vals["partner_id"] = self._contact(problem.contact).id
        if problem.equipment:
            vals["equipment_id"] = self._ref(f"equipment_{problem.equipment}_demo").id
        if problem.severity:
            vals["severity"] = problem.severity
        tickets = self._as(problem.by, self.env["helpdesk.ticket"])
        # The portal creates with more rights than its user has.
        # Nobody is called now for what happened then.
        ticket = tickets.sudo(tickets.env.user.share)._recording().create(vals)
        return self.env["helpdesk.ticket"].browse(ticket.id)

    def _call(self, ticket, problem, reported_at):
        """Let people be called for an emergency until the story says who answers."""
        emergency = ticket._filter_emergencies()
        if not emergency:
            return
        until = self.now
        if problem.seen:
            until = self._moment(reported_at, self._seen_after(ticket, problem))
        emergency._begin_emergency(reported_at)
        while emergency.next_call_at and emergency.next_call_at < until:
            emergency._call_next(emergency.next_call_at)
        self.emergencies[emergency] = emergency.next_call_at

    def settle_calls(self):
        """Bring the dates of the calls back to what they were in the stories."""
        asked = self.env["helpdesk.ticket"]
        for emergency, next_call_at in self.emergencies.items():
            asked |= emergency
            if not emergency.acknowledged_at:
                emergency._record({"next_call_at": next_call_at})
        asked.modified(["reported_at", "acknowledged_at"])
        self._forget_messages(asked.filtered("acknowledged_at"))

    def _forget_messages(self, answered):
        """What has been answered long ago is no news in anybody's inbox."""
        messages = self.env["mail.message"].search(
            [
                ("model", "=", "helpdesk.ticket"),
                ("res_id", "in", answered.ids),
                ("message_type", "=", "user_notification"),
            ]
        )
        messages.unlink()

    def _involve(self, person):
        return Command.create(
            {
                "employee_id": self._employee(person.employee).id,
                "role": person.role,
                "responsibility": person.responsibility,
                "conclusion": person.conclusion,
            }
        )

    def _acknowledge(self, ticket, seen):
        ticket = self._as(seen.by, ticket)
        ticket.action_acknowledge()
        ticket.user_id = ticket.env.user
        if self.is_attended:
            # Somebody went there before a plan was made, and made it safe for now.
            ticket.action_attend()
            if ticket.severity == "s1":
                ticket.action_made_safe()
        if ticket.partner_id:
            # Whoever answers a report rings back.
            ticket._record({"owner_informed_at": ticket.acknowledged_at})

    def _wait(self, ticket, wait):
        """Let the clocks stand still since then."""
        self._as(wait.by, ticket).pause(
            self._ref(f"pause_reason_{wait.reason}").id, wait.note
        )

    def _say(self, ticket, said):
        subtype = "mail.mt_note" if said.internal else "mail.mt_comment"
        ticket = self._as(said.by, ticket)
        ticket.sudo(ticket.env.user.share).message_post(
            body=said.text,
            author_id=ticket.env.user.partner_id.id,
            message_type="comment",
            subtype_xmlid=subtype,
        )

    def _lead(self, ticket, group):
        led = ticket.browse([self.told[key].id for key in group.keys])
        self._as(group.by, led).link_to_leading(ticket.id)

    def _inform(self, ticket, informed):
        """Show the news where owners read it; no mail leaves a demo."""
        ticket = self._as(informed.by, ticket)
        problems = ticket._get_group().sudo()
        author = ticket.env.user.partner_id
        words = ("News about your report", informed.text)
        problems._send_letters([], lambda tickets: words, author)
        problems._record({"owner_informed_at": fields.Datetime.now()})

    def _end(self, ticket, end):
        self._as("quality", ticket).close_with_outcome(end.outcome, end.reason)

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
