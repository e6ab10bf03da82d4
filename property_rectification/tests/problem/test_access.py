# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from ..common import GROUP, RectificationCase


class AccessCase(RectificationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Logged by the superuser: nobody has rights to it for having made it.
        cls.here = cls._create_problem(user=cls.env.user)
        cls.there = cls._create_problem(
            user=cls.env.user, place_id=cls.elsewhere.id, partner_name="A visitor"
        )

    def _can(self, user, record, operation):
        return record.with_user(user).has_access(operation)


class TestProblemAccess(AccessCase):
    """Situation by verb: who may do what with a problem here and elsewhere."""

    def test_staff_read_problems_where_they_work(self):
        self.assertTrue(self._can(self.staff, self.here, "read"))
        self.assertFalse(self._can(self.staff, self.there, "read"))
        self.assertFalse(self._can(self.staff, self.here, "write"))

    def test_staff_log_anywhere_and_correct_it_until_it_is_answered(self):
        problem = self._create_problem(user=self.staff, place_id=self.elsewhere.id)
        problem.with_user(self.staff).name = "Water under the basin"
        problem.with_user(self.manager).action_acknowledge()
        self.assertFalse(self._can(self.staff, problem, "write"))
        self.assertTrue(self._can(self.staff, problem, "read"))

    def test_following_a_problem_gives_no_right_to_change_it(self):
        self.here.message_subscribe(self.staff.partner_id.ids)
        self.assertFalse(self._can(self.staff, self.here, "write"))

    def test_coordinators_answer_problems_of_their_places(self):
        self.assertTrue(self._can(self.coordinator, self.here, "write"))
        self.assertFalse(self._can(self.coordinator, self.there, "read"))
        self.there.user_id = self.coordinator
        self.assertTrue(self._can(self.coordinator, self.there, "write"))

    def test_managers_answer_all_problems(self):
        for problem in self.here | self.there:
            self.assertTrue(self._can(self.manager, problem, "write"))

    def test_auditors_read_all_and_change_nothing(self):
        plan = self._plan(self.here)
        self._analyse(plan)
        self._approve(plan)
        records = (
            self.here,
            self.there,
            plan,
            plan.why_ids,
            plan.action_ids,
            plan.verification_ids,
            self.estate,
            self.occupancy,
        )
        for record in records:
            self.assertTrue(self._can(self.auditor, record, "read"), record)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(self._can(self.auditor, record, operation), record)

    def test_other_users_see_no_problem(self):
        for problem in self.here | self.there:
            self.assertFalse(self._can(self.outsider, problem, "read"))
        with self.assertRaises(AccessError):
            self._create_problem(user=self.outsider)

    def test_rights_end_with_the_work(self):
        self.estate.worker_ids -= self.staff_employee
        self.assertFalse(self._can(self.staff, self.here, "read"))

    def test_whoever_has_an_action_reads_its_problem(self):
        plan = self._plan(self.there.with_user(self.manager).sudo())
        self.assertTrue(self._can(self.staff, self.there, "read"))
        self.assertTrue(self._can(self.staff, plan.action_ids, "write"))
        self.assertFalse(self._can(self.staff, plan, "write"))

    def _plan(self, problem, **action):
        # The coordinator of these tests may not plan elsewhere: the manager does.
        if problem.place_id == self.elsewhere:
            problem.user_id = self.coordinator
        return super()._plan(problem, **action)

    def test_conclusions_about_people_are_for_coordinators(self):
        line = self.env["rectification.involvement"].create(
            {
                "ticket_id": self.here.id,
                "employee_id": self.cleaner.id,
                "conclusion": "Was not told.",
            }
        )
        self.assertEqual(line.with_user(self.coordinator).conclusion, "Was not told.")
        with self.assertRaises(AccessError):
            line.with_user(self.staff).read(["conclusion"])


class TestConfigurationAccess(AccessCase):
    def test_only_managers_configure(self):
        records = (
            self.estate,
            self._type("EQ-LEAK-SLOW"),
            self.env.ref("property_rectification.cause_c01"),
            self.here.team_id,
            self.here.stage_id,
        )
        for record in records:
            self.assertTrue(self._can(self.manager, record, "write"), record)
            for user in (self.staff, self.coordinator, self.auditor, self.owner):
                self.assertFalse(self._can(user, record, "write"), record)

    def test_the_public_does_not_change_stages(self):
        public = self.env.ref("base.public_user")
        for stage in self.env["helpdesk.ticket.stage"].search([]):
            self.assertFalse(self._can(public, stage, "write"))

    def test_who_lives_where_is_for_coordinators(self):
        self.assertTrue(self._can(self.coordinator, self.occupancy, "read"))
        self.assertFalse(self._can(self.staff, self.occupancy, "read"))
        self.assertFalse(self._can(self.neighbour, self.occupancy, "read"))


class TestPortalAccess(AccessCase):
    def test_owners_read_problems_of_their_home(self):
        self.assertTrue(self._can(self.owner, self.here, "read"))
        self.assertFalse(self._can(self.owner, self.here, "write"))
        self.assertFalse(self._can(self.neighbour, self.here, "read"))

    def test_owners_do_not_read_each_others_reports_of_shared_places(self):
        problem = self._create_problem(place_id=self.lobby.id)
        self.assertTrue(self._can(self.owner, problem, "read"))
        self.assertFalse(self._can(self.neighbour, problem, "read"))

    def test_neighbours_of_one_company_stay_strangers(self):
        community = self.env["res.partner"].create(
            {"name": "Community", "is_company": True}
        )
        (self.owner | self.neighbour).partner_id.parent_id = community
        self.assertFalse(self._can(self.neighbour, self.here, "read"))

    def test_following_is_no_key(self):
        self.here.message_subscribe(self.neighbour.partner_id.ids)
        self.assertFalse(self._can(self.neighbour, self.here, "read"))

    def test_former_owners_see_nothing_any_more(self):
        self.occupancy.date_to = self.today.replace(year=self.today.year - 1)
        self.assertFalse(self._can(self.owner, self.here, "read"))

    def test_new_owners_see_what_is_open_but_not_the_past(self):
        past = self._create_problem()
        past.with_user(self.manager).close_with_outcome("declined", "Not a defect.")
        past.write({"reported_at": "2025-01-01 12:00:00", "occurred_at": False})
        self.occupancy.partner_id = self.neighbour.partner_id
        self.assertTrue(self._can(self.neighbour, self.here, "read"))
        self.occupancy.date_from = self.today
        self.assertFalse(self._can(self.neighbour, past, "read"))

    def test_owners_see_their_places_and_what_they_share(self):
        Place = self.env["property.place"].with_user(self.owner)
        seen = Place.search([])
        self.assertEqual(
            set(seen.ids),
            set((self.unit | self.building | self.estate | self.lobby).ids),
        )

    def test_owners_never_see_how_it_is_worked_on(self):
        plan = self._plan(self.here)
        self._analyse(plan)
        self._approve(plan)
        for record in (
            plan,
            plan.why_ids,
            plan.action_ids,
            plan.verification_ids,
            self.env["rectification.involvement"],
            self.env["rectification.todo"],
            self.env["rectification.cause"],
        ):
            self.assertFalse(self._can(self.owner, record, "read"), record)


class TestCompanies(AccessCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Other company"})
        cls.stranger = new_test_user(
            cls.env,
            "stranger",
            f"{GROUP}manager",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def test_managers_see_their_own_company_only(self):
        plan = self._plan(self.here)
        self._analyse(plan)
        self._approve(plan)
        for record in (
            self.here,
            self.estate,
            self.occupancy,
            plan,
            plan.why_ids,
            plan.action_ids,
            plan.verification_ids,
        ):
            self.assertFalse(self._can(self.stranger, record, "read"), record)

    def test_what_belongs_together_is_of_one_company(self):
        foreign = self.env["property.place"].create(
            {"name": "Abroad", "kind": "estate", "company_id": self.company.id}
        )
        with self.assertRaises(UserError):
            self.here.place_id = foreign
        with self.assertRaises(UserError):
            foreign.manager_id = self.coordinator_employee
        with self.assertRaises(UserError):
            self._plan(self.here).place_id = foreign

    def test_a_part_belongs_to_the_company_of_the_whole(self):
        part = self.env["property.place"].create(
            {"name": "Part", "kind": "unit", "parent_id": self.building.id}
        )
        self.assertEqual(part.company_id, self.estate.company_id)
        with self.assertRaises(UserError), self.cr.savepoint():
            part.company_id = self.company
        with self.assertRaises(UserError), self.cr.savepoint():
            self.estate.company_id = self.company
        self.occupancy.unlink()
        self.estate.write({"company_id": self.company.id, "worker_ids": False})
        self.assertEqual(part.company_id, self.company)

    def test_numbers_and_team_work_in_another_company(self):
        Ticket = self.env["helpdesk.ticket"].with_user(self.stranger)
        problem = Ticket.create(
            {
                "name": "x",
                "description": "x",
                "problem_type_id": self._type("EQ-LEAK-SLOW").id,
            }
        )
        self.assertEqual(problem.company_id, self.company)
        self.assertTrue(problem.is_problem)
        self.assertEqual(problem.stage_id.rectification_state, "new")
