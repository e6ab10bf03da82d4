# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, new_test_user

GROUP = "property_rectification.group_rectification_"
# One grey pixel.
PHOTO = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJ"
    b"RU5ErkJggg=="
)
PIXEL = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
        "awAAAABJRU5ErkJggg=="
    )
)


class RectificationCase(TransactionCase):
    """One estate with everybody who has to do with its problems.

    ``owner`` and ``neighbour`` live in the two units of the building, ``staff``,
    ``coordinator`` and ``verifier`` work at the estate, ``manager`` and ``auditor``
    see all places of the company, ``outsider`` is an ordinary internal user.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "no_reset_password": True})
        cls.today = fields.Date.today()
        cls._create_people()
        cls._create_places()

    @classmethod
    def _create_people(cls):
        cls.owner = new_test_user(cls.env, "owner", "base.group_portal", name="Olga")
        cls.neighbour = new_test_user(
            cls.env, "neighbour", "base.group_portal", name="Nils"
        )
        cls.staff = new_test_user(cls.env, "staff", f"{GROUP}staff")
        cls.coordinator = new_test_user(cls.env, "coordinator", f"{GROUP}coordinator")
        cls.verifier = new_test_user(cls.env, "verifier", f"{GROUP}coordinator")
        cls.manager = new_test_user(cls.env, "manager", f"{GROUP}manager")
        cls.auditor = new_test_user(cls.env, "auditor", f"{GROUP}auditor")
        cls.outsider = new_test_user(cls.env, "outsider", "base.group_user")
        users = cls.staff | cls.coordinator | cls.verifier | cls.manager
        employees = cls.env["hr.employee"].create(
            [{"name": user.name, "user_id": user.id} for user in users]
        )
        cls.staff_employee, cls.coordinator_employee = employees[:2]
        cls.workers = employees[:3]
        cls.cleaner = cls.env["hr.employee"].create(
            {"name": "Cleaner without login", "parent_id": cls.coordinator_employee.id}
        )

    @classmethod
    def _create_places(cls):
        Place = cls.env["property.place"]
        cls.estate = Place.create(
            {
                "name": "Estate",
                "kind": "estate",
                "worker_ids": [Command.set(cls.workers.ids)],
            }
        )
        cls.building = Place.create(
            {"name": "Building 1", "kind": "building", "parent_id": cls.estate.id}
        )
        cls.unit, cls.other_unit, cls.lobby, cls.plant = Place.create(
            [
                {"name": name, "kind": kind, "parent_id": cls.building.id}
                for name, kind in (
                    ("Unit 1", "unit"),
                    ("Unit 2", "unit"),
                    ("Lobby", "common"),
                    ("Pump room", "plant"),
                )
            ]
        )
        cls.elsewhere = Place.create({"name": "Another estate", "kind": "estate"})
        since = cls.today - timedelta(days=400)
        cls.occupancy, cls.other_occupancy = cls.env["property.occupancy"].create(
            [
                {"place_id": place.id, "partner_id": partner.id, "date_from": since}
                for place, partner in (
                    (cls.unit, cls.owner.partner_id),
                    (cls.other_unit, cls.neighbour.partner_id),
                )
            ]
        )

    @classmethod
    def _type(cls, code):
        """Return the shipped problem type of a code such as EQ-LEAK-SLOW."""
        name = code.lower().replace("-", "_")
        return cls.env.ref(f"property_rectification.problem_type_{name}")

    @classmethod
    def _create_problem(cls, code="EQ-LEAK-SLOW", user=None, **vals):
        """Log a complete problem in the owner's unit; return it as superuser."""
        values = {
            "name": "Water under the sink",
            "description": "It drips.",
            "problem_type_id": cls._type(code).id,
            "place_id": cls.unit.id,
            "partner_id": cls.owner.partner_id.id,
            "occurred_at": fields.Datetime.now() - timedelta(hours=2),
            **vals,
        }
        Ticket = cls.env["helpdesk.ticket"].with_user(user or cls.coordinator)
        return Ticket.create(values).sudo()

    @classmethod
    def _create_ticket(cls, **vals):
        """Create an ordinary ticket of a team that does not use rectification."""
        team = cls.env["helpdesk.ticket.team"].create({"name": "Ordinary"})
        values = {"name": "Ordinary", "description": "x", "team_id": team.id, **vals}
        return cls.env["helpdesk.ticket"].create(values)

    def _count_queries(self, method, *args):
        """Return the number of queries of a call, everything written included."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        method(*args)
        self.env.flush_all()
        self.cr.precommit.run()
        return self.cr.sql_log_count - before

    # ------------------------------------------------------------------
    # The way of a problem, each step as the persona whose step it is
    # ------------------------------------------------------------------

    @classmethod
    def _plan(cls, problem, **action):
        """Acknowledge and plan a problem with one action of the staff member."""
        as_coordinator = problem.with_user(cls.coordinator)
        if not problem.acknowledged_at:
            as_coordinator.action_acknowledge()
        as_coordinator.action_plan()
        plan = problem.plan_id.with_user(cls.coordinator)
        plan.action_ids.unlink()
        cls.env["rectification.action"].with_user(cls.coordinator).create(
            {
                "plan_id": plan.id,
                "name": "Replace the seal",
                "employee_id": cls.staff_employee.id,
                "deadline": cls.today + timedelta(days=2),
                **action,
            }
        )
        return plan

    @classmethod
    def _analyse(cls, plan):
        """Give a plan what a full plan needs: goal, cause, escape cause."""
        plan.write(
            {
                "depth": "full",
                "goal_metric": "Leaks per month",
                "baseline": 3,
                "target": 0,
                "target_date": cls.today + timedelta(days=30),
            }
        )
        cls.env["rectification.why"].with_user(cls.coordinator).create(
            [
                {
                    "plan_id": plan.id,
                    "statement": statement,
                    "is_escape": is_escape,
                    "status": "verified",
                    "evidence": "Seen on the spot.",
                }
                for statement, is_escape in (
                    ("The seal was worn", False),
                    ("No round looks under sinks", True),
                )
            ]
        )

    @classmethod
    def _approve(cls, plan):
        if plan.depth == "full":
            plan.with_user(cls.coordinator).action_submit()
            plan.with_user(cls.manager).action_approve()
        else:
            plan.with_user(cls.coordinator).action_approve()

    @classmethod
    def _work(cls, plan):
        """Do all actions of a plan as the staff member, with evidence."""
        actions = plan.action_ids.with_user(cls.staff)
        actions.write({"evidence": "Seal replaced, dry after one hour."})
        actions.action_done()
        cls._answer_points(plan)

    @classmethod
    def _answer_points(cls, plan):
        """Answer the whole checklist of a plan with yes, with photos, as the verifier.

        Whether the verifier may do so is not asked here.
        """
        points = plan.sudo().verification_ids.point_ids
        photos = cls._create_photos(points.filtered("needs_photo"))
        for point in points:
            vals = {"answer": "yes", "attachment_ids": photos.get(point, [])}
            point._record(vals)

    @classmethod
    def _create_photos(cls, records):
        """Return the command that links a new photo, by record."""
        photos = cls.env["ir.attachment"].create(
            [
                {
                    "name": "after.png",
                    "datas": PHOTO,
                    "res_model": record._name,
                    "res_id": record.id,
                }
                for record in records
            ]
        )
        return {
            record: [Command.set(photo.ids)]
            for record, photo in zip(records, photos, strict=True)
        }

    @classmethod
    def _bring_to_verification(cls, problem):
        """Take a problem up to where its result waits for verification."""
        plan = cls._plan(problem)
        if problem.severity in ("s1", "s2"):
            cls._analyse(plan)
        cls._approve(plan)
        cls._work(plan)
        return plan.verification_ids.with_user(cls.verifier)

    @classmethod
    def _pass_checks(cls, plan):
        """Pass the effectiveness checks of a plan, as if their days had come."""
        checks = plan.sudo().verification_ids.filtered(lambda v: not v.result)
        checks._record({"due_date": cls.today})
        for check in checks.with_user(cls.verifier):
            check.record_result("pass")

    def assertRefused(self, words, method, *args, **kwargs):
        """Assert that a call is refused and that the message contains the words."""
        with self.assertRaises(UserError) as caught, self.cr.savepoint():
            method(*args, **kwargs)
        self.assertIn(words, str(caught.exception))
