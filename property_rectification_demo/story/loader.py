# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Tell the demo problems: each step by its own user, through the public methods.

So every demo state is a fact that the gates have let through.  What a step has
dated "now" is dated back to the moment of the story before the next step.
"""

from datetime import datetime, time, timedelta

from odoo import Command, fields

from .plan_loader import PlanTeller

# Days until somebody answers at the latest: ten minutes for an emergency.
_SEEN_AFTER = {"s1": 10 / 1440, "s2": 50 / 1440}


def tell_all(env, problems):
    """Create the problems of the stories; return the tickets in their order."""
    teller = Teller(env)
    ids = [teller.tell(problem, place).id for place, problem in enumerate(problems)]
    teller.settle_calls()
    return env["helpdesk.ticket"].browse(ids)


class Teller(PlanTeller):
    """Knows how problems are told, one after the other."""

    def __init__(self, env):
        super().__init__(env)
        self.emergencies = {}
        self.told = {}
        self.is_attended = False

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
