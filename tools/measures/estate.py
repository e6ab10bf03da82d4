# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An estate with years of problems, plans, actions and verifications.

One of each is made the usual way, the others are copied by the database.
"""

from odoo import Command, fields

from measures import bulk

GROUP = "property_rectification.group_rectification_"
HOUSES, PARTS = 200, 20
EMPLOYEES, CONTRACTORS = 40, 20
# Actions of each plan; verifications of each plan.
STEPS, CHECKS = 3, 2
_TABLES = (
    "helpdesk_ticket",
    "rectification_plan",
    "rectification_action",
    "rectification_verification",
    "property_place",
)
# Every tenth plan is in force: its actions are due around today.
_PLAN = {
    "name": "'Plan ' || n",
    "state": "CASE WHEN mod(n, 10) = 0 THEN 'approved' ELSE 'effective' END",
    "place_id": "place.id",
}
_TICKET = {
    "number": "'ESTATE' || n",
    "reported_at": "now() AT TIME ZONE 'utc' - n * interval '5 minutes'",
    "problem_type_id": "type_id",
    "rectification_state": "CASE mod(n, 30) WHEN 0 THEN 'rectifying' ELSE 'closed' END",
    "place_id": "place.id",
    "plan_id": "plan.id",
}
_ACTION = {
    "name": "'Step ' || step",
    "plan_id": "plan.id",
    "place_id": "plan.place_id",
    "state": "CASE WHEN plan.state = 'approved' THEN 'todo' ELSE 'done' END",
    "deadline": "current_date - 10 + mod(plan.id / 10 + step, 40)",
    "employee_id": "CASE WHEN contractor IS NULL THEN employee END",
    "partner_id": "contractor",
    "executor_id": "COALESCE(contractor, contact)",
}
_CHECK = {
    "plan_id": "plan.id",
    "place_id": "plan.place_id",
    "due_date": "current_date - 10 + mod(plan.id / 10 + step, 40)",
    "result": "CASE WHEN plan.state = 'effective' THEN 'pass' END",
}


class Estate:
    """Who works where, and how much of it there is by now."""

    def __init__(self, env):
        self.env = env
        self.coordinator = self._create_user("coordinator")
        self.manager = self._create_user("manager")
        self.employees = env["hr.employee"].create(
            [{"name": f"Employee {number}"} for number in range(EMPLOYEES)]
        )
        self.contractors = env["res.partner"].create(
            [{"name": f"Contractor {number}"} for number in range(CONTRACTORS)]
        )
        self.places = self._create_places()
        self.types = env["rectification.problem.type"].search([])
        self.plan = self.create_plan()
        self.size = 0

    def _create_user(self, role):
        user = self.env["res.users"].create(
            {
                "name": f"The {role}",
                "login": f"bench_{role}_{self.env.cr.now():%s}",
                "email": "bench@example.com",
                "group_ids": [Command.link(self.env.ref(GROUP + role).id)],
            }
        )
        self.env["hr.employee"].create({"name": user.name, "user_id": user.id})
        return user

    def _create_places(self):
        """Create houses with flats; the coordinator works at all of them."""
        places = self.env["property.place"]
        workers = [Command.set(self.coordinator.employee_ids.ids)]
        root = places.create({"name": "Bench", "kind": "estate", "worker_ids": workers})
        houses = places.create(
            [
                {"name": f"House {number}", "kind": "building", "parent_id": root.id}
                for number in range(HOUSES)
            ]
        )
        return places.create(
            [
                {"name": f"Flat {number}", "kind": "unit", "parent_id": house.id}
                for house in houses
                for number in range(PARTS)
            ]
        )

    def create_plan(self, problems=1, actions=1, whys=0, checks=1):
        """Create a full plan the usual way, as the coordinator writes it."""
        env = self.env(user=self.coordinator)
        tickets = env["helpdesk.ticket"].create(
            [self._problem_vals(number) for number in range(problems)]
        )
        tickets.action_acknowledge()
        tickets[:1].action_plan()
        plan = tickets[0].plan_id
        tickets.sudo()._record({"plan_id": plan.id})
        plan.action_ids.unlink()
        plan.write(
            {
                "depth": "full",
                "goal_metric": "Leaks",
                "action_ids": [
                    Command.create(self._action_vals(number))
                    for number in range(actions)
                ],
                "why_ids": [
                    Command.create(self._why_vals(number)) for number in range(whys)
                ],
            }
        )
        self.env["rectification.verification"]._recording().create(
            [
                {"plan_id": plan.id, "due_date": fields.Date.today()}
                for _number in range(checks)
            ]
        )
        return plan

    def _problem_vals(self, number):
        return {
            "name": f"Problem {number}",
            "description": "It drips.",
            "problem_type_id": self.types[number].id,
            "place_id": self.places[number].id,
            "partner_name": "Jo Berg",
            "occurred_at": fields.Datetime.now(),
        }

    def _action_vals(self, number):
        who = (
            {"partner_id": self.contractors[number].id}
            if number % 3 == 2
            else {"employee_id": self.employees[number].id}
        )
        return {"name": f"Step {number}", "deadline": fields.Date.today(), **who}

    def _why_vals(self, number):
        return {
            "client_key": f"why {number}",
            "client_parent_key": number % 4 and f"why {number - 1}",
            "statement": f"Why {number}",
            "status": "verified" if number % 2 else "suspected",
            "evidence": "Seen on the spot.",
        }

    # ------------------------------------------------------------------
    # Many
    # ------------------------------------------------------------------

    def grow(self, size):
        """Grow to so many problems and about as many actions."""
        first, self.size = self.size + 1, size
        numbers = f"generate_series({first}, {size}) AS n"
        cr = self.env.cr
        cr.execute("SELECT MAX(id) FROM rectification_plan")
        [newest] = cr.fetchone()
        plans = f"generate_series({first // STEPS + 1}, {size // STEPS}) AS n"
        bulk.copy(self.env, self.plan, _PLAN, f"{plans}, {self._place()}")
        made = f"(SELECT * FROM rectification_plan WHERE id > {newest}) AS plan"
        bulk.copy(self.env, self.plan.action_ids, _ACTION, f"{made}, {self._step()}")
        steps = f"generate_series(1, {CHECKS}) AS step"
        bulk.copy(self.env, self.plan.verification_ids, _CHECK, f"{made}, {steps}")
        bulk.copy(
            self.env,
            self.plan.ticket_ids,
            _TICKET,
            f"{numbers} LEFT JOIN rectification_plan AS plan"
            f" ON plan.id = {newest} + n - {first} + 1 AND plan.id > {newest},"
            f" {self._place()}, {self._type()}",
        )
        bulk.analyse(self.env, *_TABLES)

    def _place(self):
        return f"LATERAL (SELECT {_nth(self.places, 'n')} AS id) AS place"

    def _type(self):
        return f"LATERAL (SELECT {_nth(self.types, 'n * 7')} AS type_id) AS type"

    def _step(self):
        """Each third action goes to a contractor."""
        number = "plan.id / 10 + step"
        contacts = self.employees.work_contact_id
        contractor = f"CASE WHEN step = 3 THEN {_nth(self.contractors, number)} END"
        return (
            f"generate_series(1, {STEPS}) AS step, LATERAL (SELECT"
            f" {_nth(self.employees, number)} AS employee,"
            f" {_nth(contacts, number)} AS contact,"
            f" {contractor} AS contractor) AS who"
        )


def _nth(records, number):
    """SQL: the id of one of the records, round and round."""
    ids = ",".join(map(str, records.ids))
    return f"('{{{ids}}}'::integer[])[1 + mod({number}, {len(records)})]"
