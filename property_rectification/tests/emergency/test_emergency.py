# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from ..common_emergency import NIGHT, EmergencyCase

FORM = "property_rectification.helpdesk_ticket_view_form"


class TestDeployment(EmergencyCase):
    """What is sent, closed and fetched: a checklist that tells who and when."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.valve, cls.pump, cls.guard, cls.elsewhere_valve = cls.env[
            "rectification.resource"
        ].create(
            [
                {"name": "Main valve: cellar, left", "place_id": cls.building.id},
                {
                    "name": "Pump",
                    "kind": "material",
                    "place_id": cls.estate.id,
                    "problem_type_ids": [(6, 0, cls._type("EQ-LEAK-HEAVY").ids)],
                },
                {
                    "name": "Guard with cones",
                    "kind": "people",
                    "place_id": cls.estate.id,
                    "problem_kind": "safety",
                },
                {"name": "Their valve", "place_id": cls.elsewhere.id},
            ]
        )

    def test_checklist_is_that_of_the_place_and_of_the_problem(self):
        problem = self._emergency()
        self.assertEqual(
            problem.deployment_ids.mapped("name"), [self.valve.name, self.pump.name]
        )
        gas = self._create_problem("SF-GAS")
        self.assertEqual(gas.deployment_ids.resource_id, self.valve | self.guard)
        self.assertFalse(self._create_problem().deployment_ids)

    def test_raised_twice_has_one_checklist(self):
        problem = self._emergency()
        for severity in ("s3", "s1"):
            problem.with_user(self.coordinator).severity = severity
        self.assertEqual(len(problem.deployment_ids), 2)

    def test_phone_comes_from_the_contact(self):
        self.valve.partner_id = self.contractor
        problem = self._emergency()
        self.assertEqual(problem.deployment_ids[0].phone, "+1 555-0188")

    def test_staff_tick_with_time_and_name(self):
        problem = self._emergency()
        line = problem.deployment_ids[0]
        with freeze_time(NIGHT):
            line.with_user(self.staff).action_done()
        self.assertEqual(line.done_at, NIGHT)
        self.assertEqual(line.done_by_id, self.staff)
        self.assertIn(line.name, problem.message_ids[0].body)
        self.assertRefused("already", line.with_user(self.coordinator).action_done)
        line.with_user(self.staff).action_undo()
        self.assertFalse(line.is_done or line.done_at or line.done_by_id)
        self.assertRefused("not ticked", line.with_user(self.staff).action_undo)

    def test_who_may_not_tick(self):
        line = self._emergency().deployment_ids[0]
        for user in (self.auditor, self.outsider, self.owner):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                line.with_user(user).action_done()
        self.assertFalse(line.is_done)

    def test_ticks_are_facts(self):
        line = self._emergency().deployment_ids[0]
        as_coordinator = line.with_user(self.coordinator)
        self.assertRefused("by hand", as_coordinator.write, {"is_done": True})
        as_coordinator.action_done()
        self.assertRefused("on record", as_coordinator.unlink)
        other = self._emergency()
        for vals in ({"name": "Something else"}, {"ticket_id": other.id}):
            self.assertRefused("on record", as_coordinator.write, vals)
        with self.assertRaises(AccessError):
            line.with_user(self.staff).write({"name": "Something else"})

    def test_coordinator_adds_a_line(self):
        problem = self._emergency()
        with Form(problem.with_user(self.coordinator), view=FORM) as form:
            with form.deployment_ids.new() as line:
                line.name = "Sandbags"
                line.kind = "material"
        self.assertIn("Sandbags", problem.deployment_ids.mapped("name"))

    def test_resources_are_those_of_the_own_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        place = self.env["property.place"].create(
            {"name": "There", "kind": "estate", "company_id": other.id}
        )
        resource = self.env["rectification.resource"].create(
            {"name": "Valve", "place_id": place.id}
        )
        for user in (self.staff, self.coordinator, self.manager, self.auditor):
            self.assertFalse(resource.with_user(user).has_access("read"))
        self.assertFalse(self.valve.with_user(self.owner).has_access("read"))


@tagged("post_install", "-at_install")
class TestEmergencyForm(EmergencyCase):
    """The box of an emergency says what has to be known, to everybody."""

    def test_box_opens_for_all_personas(self):
        self._put_on_duty(self.staff_employee)
        self._put_on_duty(self.coordinator_employee, sequence=20)
        problem = self._emergency()
        for user in (self.staff, self.coordinator, self.manager, self.auditor):
            with self.subTest(user=user.login):
                form = Form(problem.with_user(user), view=FORM)
                self.assertIn(self.coordinator_employee.name, form.next_call_text)
                self.assertEqual(
                    form.can_answer, user != self.auditor, "the auditor only reads"
                )

    def test_forms_and_lists_of_the_configuration_open(self):
        duty = self._put_on_duty(self.staff_employee)
        resource = self.env["rectification.resource"].create(
            {"name": "Valve", "place_id": self.estate.id}
        )
        for user in (self.staff, self.coordinator, self.manager, self.auditor):
            for record in (duty, resource, self.estate):
                with self.subTest(user=user.login, model=record._name):
                    Form(record.with_user(user))

    def test_response_time_in_words(self):
        ticket = self.env["helpdesk.ticket"]
        for seconds, words in (
            (0, "0 min 0 s"),
            (200, "3 min 20 s"),
            (3 * 3600 + 60, "3 h 1 min"),
            (50 * 3600, "2 d 2 h"),
        ):
            self.assertEqual(ticket._format_waiting(timedelta(seconds=seconds)), words)

    def test_response_seconds_are_an_average_in_reports(self):
        with freeze_time(NIGHT):
            quick, slow = self._emergency(), self._emergency()
        with freeze_time(NIGHT + timedelta(seconds=30)):
            quick.with_user(self.coordinator).action_acknowledge()
        with freeze_time(NIGHT + timedelta(seconds=90)):
            slow.with_user(self.coordinator).action_acknowledge()
        unanswered = self._emergency()
        self.assertFalse(unanswered.response_seconds)
        [[average]] = self.env["helpdesk.ticket"]._read_group(
            [("id", "in", (quick | slow).ids)], [], ["response_seconds:avg"]
        )
        self.assertEqual(average, 60)
        self.assertRefused("by hand", quick.write, {"acknowledged_at": NIGHT})

    def test_ordinary_tickets_have_none_of_it(self):
        ticket = self._create_ticket()
        self.assertFalse(ticket.call_ids | ticket.call_ids)
        self.assertFalse(ticket.response_time)
        with self.assertRaises(UserError):
            ticket.action_no_access()
