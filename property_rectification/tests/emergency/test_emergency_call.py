# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user
from odoo.tools import mute_logger

from ..common import GROUP
from ..common_emergency import NIGHT, EmergencyCase


class TestRoster(EmergencyCase):
    """Who is called, in which order, at which hour."""

    def _callees(self, place):
        """Return the names on the list of a place, in their order."""
        problem = self.env["helpdesk.ticket"].new({"place_id": place.id})
        roster = self.env["rectification.duty"]._get_rosters(place)[place.id]
        on_duty = roster._filter_on_duty(fields.Datetime.now())
        people = problem._get_people_to_call(roster, on_duty)
        return [vals["name"] for vals in people.values()]

    def test_nearest_place_first_then_those_around_it(self):
        self._put_on_duty(self.staff_employee)
        self._put_on_duty(self.coordinator_employee, self.building, sequence=2)
        self._put_on_duty(self.contractor, self.building, sequence=1)
        self.assertEqual(
            self._callees(self.unit),
            [self.contractor.name, self.coordinator_employee.name]
            + [self.staff_employee.name],
        )
        self.assertEqual(self._callees(self.estate), [self.staff_employee.name])

    def test_same_person_is_listed_once(self):
        self._put_on_duty(self.staff_employee)
        self._put_on_duty(self.staff_employee, self.building)
        self.assertEqual(self._callees(self.unit), [self.staff_employee.name])

    def test_working_hours_and_holidays(self):
        day = self._put_on_duty(
            self.staff_employee, when="inside", calendar_id=self.calendar.id
        )
        night = self._put_on_duty(
            self.coordinator_employee, when="outside", calendar_id=self.calendar.id
        )
        for moment, on_duty in (
            ("2027-01-04 09:00:00", day),  # Monday 10:00
            ("2027-01-04 02:00:00", night),  # Monday 03:00
            ("2027-01-01 10:00:00", night),  # the holiday, at noon
            ("2027-01-02 10:00:00", night),  # Saturday
        ):
            with self.subTest(moment=moment):
                found = (day | night)._filter_on_duty(
                    fields.Datetime.to_datetime(moment)
                )
                self.assertEqual(found, on_duty)

    def test_a_week_on_call_begins_and_ends_at_local_midnight(self):
        duty = self._put_on_duty(
            self.staff_employee,
            calendar_id=self.calendar.id,
            date_from="2027-01-04",
            date_to="2027-01-10",
        )
        for moment, expected in (
            ("2027-01-03 22:59:00", False),
            ("2027-01-03 23:00:00", True),
            ("2027-01-10 22:59:00", True),
            ("2027-01-10 23:00:00", False),
        ):
            with self.subTest(moment=moment):
                found = duty._filter_on_duty(fields.Datetime.to_datetime(moment))
                self.assertEqual(bool(found), expected)

    def test_calendar_without_hours_leaves_everybody_outside(self):
        empty = self.calendar.copy({"attendance_ids": False})
        inside = self._put_on_duty(
            self.staff_employee, when="inside", calendar_id=empty.id
        )
        outside = self._put_on_duty(
            self.coordinator_employee, when="outside", calendar_id=empty.id
        )
        found = (inside | outside)._filter_on_duty(NIGHT)
        self.assertEqual(found, outside)

    @freeze_time(NIGHT)
    def test_hole_in_the_roster_is_shown_before_it_hurts(self):
        self._put_on_duty(
            self.staff_employee, when="inside", calendar_id=self.calendar.id
        )
        self.assertIn("times more", self.unit.duty_warning)
        self._put_on_duty(
            self.coordinator_employee, when="outside", calendar_id=self.calendar.id
        )
        self.unit.invalidate_recordset(["duty_warning"])
        self.assertFalse(self.unit.duty_warning)

    def test_form_of_a_place_warns_while_it_is_edited(self):
        line = {"employee_id": self.staff_employee.id, "when": "inside"}
        edited = self.estate.new(
            {"duty_ids": [Command.create(line)]}, origin=self.estate
        )
        self.assertTrue(edited.duty_warning)

    def test_somebody_without_login_is_reached_through_the_lead(self):
        duty = self._put_on_duty(self.cleaner)
        self.assertEqual(duty.user_id, self.coordinator)

    def test_line_says_why_somebody_cannot_be_reached(self):
        duty = self._put_on_duty(self.staff_employee)
        self.assertIn("No phone", duty.warning)
        self.staff_employee.mobile_phone = "+1 555-0100"
        self.assertFalse(duty.warning)
        employee = self.env["hr.employee"].create(
            {"name": "Outsider", "user_id": self.outsider.id, "work_phone": "1"}
        )
        self.assertIn("Staff", self._put_on_duty(employee).warning)

    def test_bad_lines_are_refused(self):
        for vals in (
            {"minutes": 0},
            {"minutes": -5},
            {"minutes": 5000},
            {"date_from": "2027-01-02", "date_to": "2027-01-01"},
            {"partner_id": self.contractor.id},
        ):
            with (
                self.subTest(vals=vals),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self._put_on_duty(self.staff_employee, **vals)

    def test_company_leaves_a_minute_at_least(self):
        self.assertRefused(
            "at least one minute",
            self.env.company.write,
            {"rectification_call_minutes": 0},
        )


class TestCalls(EmergencyCase):
    """From the report on, one after the other, until somebody acknowledges."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for place in cls.estate | cls.building:
            place.manager_id = False

    def _at(self, minutes):
        return freeze_time(NIGHT + timedelta(minutes=minutes))

    def test_night_of_a_public_holiday(self):
        """At 02:30 who is on call at night is called, at 02:40 the next one."""
        self._put_on_duty(
            self.coordinator_employee, when="inside", calendar_id=self.calendar.id
        )
        for order, person in enumerate((self.staff_employee, self.contractor)):
            self._put_on_duty(
                person,
                sequence=order,
                when="outside",
                calendar_id=self.calendar.id,
            )
        with self._at(0):
            problem = self._emergency()
            normal = self._create_problem(occurred_at=NIGHT)
        first, second = self.staff_employee.name, self.contractor.name
        self.assertEqual(self._names(problem), [first])
        self.assertEqual(problem.call_ids.called_at, NIGHT)
        self.assertFalse(normal.call_ids)
        for minutes, names in (
            (5, [first]),
            (10, [first, second]),
            (15, [first, second]),
            (20, [first, second, first]),
        ):
            with self._at(minutes), self.subTest(minutes=minutes):
                self._run_cron()
                self.assertEqual(self._names(problem), names)
        self.assertEqual(
            problem.call_ids.mapped("called_at"),
            [NIGHT + timedelta(minutes=minutes) for minutes in (0, 10, 20)],
        )
        with self._at(25):
            problem.with_user(self.staff).action_acknowledge()
        with self._at(60):
            self._run_cron()
        self.assertEqual(len(problem.call_ids), 3)
        self.assertEqual(problem.acknowledged_by_id, self.staff)
        self.assertEqual(problem.response_seconds, 25 * 60)
        self.assertEqual(
            problem.call_ids.mapped("is_acknowledged"), [False, False, True]
        )
        self.assertFalse(normal.call_ids)

    def test_three_times_around_then_all_quality_managers_then_nobody(self):
        self._put_on_duty(self.staff_employee)
        with self._at(0):
            problem = self._emergency()
        for minutes in range(10, 80, 10):
            with self._at(minutes):
                self._run_cron()
        names = self._names(problem)
        self.assertEqual(names[:3], [self.staff_employee.name] * 3)
        rest = problem.call_ids[3:]
        self.assertEqual(set(rest.mapped("source")), {"quality"})
        self.assertIn(self.manager, rest.user_id)
        self.assertEqual(len(rest), len(rest.user_id))
        self.assertFalse(problem.next_call_at)

    def test_nobody_on_duty_calls_the_whole_list(self):
        self._put_on_duty(
            self.staff_employee, when="inside", calendar_id=self.calendar.id
        )
        with self._at(0):
            problem = self._emergency()
            self.assertEqual(self._names(problem), [self.staff_employee.name])
            self.assertEqual(problem.call_ids.source, "off_duty")
            self.assertIn("hole", problem.call_notice)

    def test_without_a_roster_the_manager_of_the_place_is_called(self):
        self.estate.manager_id = self.coordinator_employee
        problem = self._emergency()
        self.assertEqual(self._names(problem), [self.coordinator_employee.name])
        self.assertEqual(problem.call_ids.source, "manager")

    def test_without_anybody_all_quality_managers_are_called_at_once(self):
        problem = self._emergency()
        self.assertIn(self.manager, problem.call_ids.user_id)
        self.assertEqual(set(problem.call_ids.mapped("source")), {"quality"})
        self.assertFalse(problem.next_call_at)

    def test_without_a_place_somebody_is_called_as_well(self):
        problem = self._emergency(place_id=False)
        self.assertIn(self.manager, problem.call_ids.user_id)

    def test_severity_raised_later(self):
        self._put_on_duty(self.staff_employee)
        problem = self._create_problem()
        self.assertFalse(problem.call_ids)
        problem.with_user(self.coordinator).severity = "s1"
        self.assertEqual(self._names(problem), [self.staff_employee.name])
        problem.with_user(self.coordinator).severity = "s3"
        self.assertFalse(problem.next_call_at)
        self.assertFalse(self._activities(problem))

    def test_type_of_an_emergency_chosen_later(self):
        self._put_on_duty(self.staff_employee)
        problem = self._create_problem()
        as_coordinator = problem.with_user(self.coordinator)
        as_coordinator.problem_type_id = self._type("EQ-LEAK-HEAVY")
        self.assertEqual(len(problem.call_ids), 1)

    def test_what_is_answered_already_is_called_for_no_more(self):
        self._put_on_duty(self.staff_employee)
        problem = self._create_problem()
        problem.with_user(self.coordinator).action_acknowledge()
        problem.with_user(self.coordinator).severity = "s1"
        self.assertFalse(problem.call_ids)

    def test_closing_and_archiving_stop_the_calls(self):
        self._put_on_duty(self.staff_employee)
        with self._at(0):
            closed, archived = self._emergency(), self._emergency()
        closed.with_user(self.manager).close_with_outcome("duplicate", "Known.")
        archived.with_user(self.manager).active = False
        with self._at(11):
            self._run_cron()
        self.assertEqual(len((closed | archived).call_ids), 2)

    def test_a_bad_emergency_holds_up_no_other(self):
        self._put_on_duty(self.staff_employee)
        with self._at(0):
            bad, good = self._emergency(), self._emergency()
        tickets = type(self.env["helpdesk.ticket"])
        date_next_call = tickets._date_next_call

        def _date_next_call(problems, callees, at):
            if bad in problems:
                raise ValueError("no date")
            return date_next_call(problems, callees, at)

        logger = "odoo.addons.property_rectification.tools.batches"
        with (
            patch.object(tickets, "_date_next_call", _date_next_call),
            self.assertLogs(logger, "ERROR"),
            self._at(11),
        ):
            self._run_cron()
        self.assertEqual([len(bad.call_ids), len(good.call_ids)], [1, 2])
        with self._at(12):
            self._run_cron()
        self.assertEqual([len(bad.call_ids), len(good.call_ids)], [2, 2])

    def test_a_report_is_kept_when_nobody_can_be_called(self):
        self._put_on_duty(self.staff_employee)
        tickets = type(self.env["helpdesk.ticket"])
        logger = "odoo.addons.property_rectification.tools.batches"
        with (
            patch.object(tickets, "_date_next_call", side_effect=ValueError),
            self.assertLogs(logger, "ERROR"),
            self._at(0),
        ):
            problem = self._emergency()
        self.assertTrue(problem.exists())
        self.assertFalse(problem.call_ids)
        with self._at(2):
            self._run_cron()
        self.assertEqual(len(problem.call_ids), 1, "tried again")

    def test_an_address_without_a_name_is_called(self):
        address = self.env["res.partner"].create(
            {"parent_id": self.contractor.id, "type": "other", "phone": "+1 555-0189"}
        )
        self._put_on_duty(address)
        with self._at(0):
            problem = self._emergency()
        self.assertIn(self.contractor.name, problem.call_ids.name)

    def test_imported_history_calls_nobody(self):
        self._put_on_duty(self.staff_employee)
        problem = (
            self.env["helpdesk.ticket"]
            ._recording()
            .create(
                {
                    "name": "Old",
                    "description": "x",
                    "is_imported": True,
                    "place_id": self.unit.id,
                    "problem_type_id": self._type("EQ-LEAK-HEAVY").id,
                }
            )
        )
        self.assertEqual(problem.severity, "s1")
        self.assertFalse(problem.call_ids)

    def test_owner_report_from_the_portal_calls_too(self):
        self._put_on_duty(self.staff_employee)
        problem = (
            self.env["helpdesk.ticket"]
            .with_user(self.owner)
            .sudo()
            .create(
                {
                    "name": "Water from the ceiling",
                    "description": "x",
                    "place_id": self.unit.id,
                    "problem_type_id": self._type("EQ-LEAK-HEAVY").id,
                }
            )
        )
        self.assertEqual(len(problem.call_ids), 1)

    def test_clock_that_ran_late_gives_the_next_one_all_the_minutes(self):
        for person in (self.staff_employee, self.coordinator_employee):
            self._put_on_duty(person)
        with self._at(0):
            problem = self._emergency()
        with self._at(90):
            self._run_cron()
        self.assertEqual(len(problem.call_ids), 2)
        self.assertEqual(problem.next_call_at, NIGHT + timedelta(minutes=100))

    def test_line_with_its_own_minutes(self):
        self._put_on_duty(self.staff_employee, minutes=3)
        with self._at(0):
            problem = self._emergency()
        self.assertEqual(problem.next_call_at, NIGHT + timedelta(minutes=3))

    def test_same_call_cannot_be_made_twice(self):
        self._put_on_duty(self.staff_employee)
        problem = self._emergency()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            problem.call_ids._recording().copy()

    # ------------------------------------------------------------------
    # Telling
    # ------------------------------------------------------------------

    def _activities(self, problem):
        return problem._get_rectification_activities("mail_activity_type_call")

    def _notified(self, problem):
        messages = self.env["mail.message"].search(
            [
                ("model", "=", "helpdesk.ticket"),
                ("res_id", "=", problem.id),
                ("message_type", "=", "user_notification"),
            ]
        )
        return messages.notified_partner_ids

    def test_activity_and_message_and_no_mail_within_the_transaction(self):
        self._put_on_duty(self.staff_employee)
        problem = self._emergency()
        self.assertEqual(self._activities(problem).user_id, self.staff)
        self.assertEqual(self._notified(problem), self.staff.partner_id)
        problem.with_user(self.coordinator).action_acknowledge()
        self.assertFalse(self._activities(problem))

    def test_contractor_gets_a_queued_mail_and_somebody_phones(self):
        self.estate.manager_id = self.coordinator_employee
        self._put_on_duty(self.contractor)
        problem = self._emergency()
        self.assertEqual(self._activities(problem).user_id, self.coordinator)
        self.assertIn("+1 555-0188", self._activities(problem).note)
        self.assertIn(self.contractor, self._notified(problem))
        mails = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.contractor.ids)]
        )
        self.assertEqual(mails.mapped("state"), ["outgoing"])

    def test_reporter_who_is_on_call_is_told_too(self):
        self._put_on_duty(self.coordinator_employee)
        problem = self._emergency()
        self.assertEqual(self._notified(problem), self.coordinator.partner_id)

    # ------------------------------------------------------------------
    # Who may answer
    # ------------------------------------------------------------------

    def test_staff_called_from_elsewhere_see_it_and_answer(self):
        stranger = new_test_user(self.env, "stranger", f"{GROUP}staff")
        employee = self.env["hr.employee"].create(
            {"name": "Stranger", "user_id": stranger.id}
        )
        self._put_on_duty(employee)
        problem = self._emergency()
        as_stranger = problem.with_user(stranger)
        self.assertTrue(as_stranger.can_answer)
        as_stranger.action_acknowledge()
        self.assertEqual(problem.acknowledged_by_id, stranger)
        self.assertFalse(as_stranger.can_answer)

    def test_staff_who_were_not_called_cannot_answer(self):
        self._put_on_duty(self.coordinator_employee)
        problem = self._emergency()
        with self.assertRaises(AccessError):
            problem.with_user(self.staff).action_acknowledge()
        for user in (self.auditor, self.outsider, self.owner):
            with self.assertRaises(UserError):
                problem.with_user(user).action_acknowledge()
        self.assertFalse(problem.acknowledged_at)

    def test_marking_the_activity_as_done_answers(self):
        self._put_on_duty(self.staff_employee)
        problem = self._emergency()
        self._activities(problem).with_user(self.staff).action_feedback("On my way")
        self.assertEqual(problem.acknowledged_by_id, self.staff)
        self.assertFalse(problem.next_call_at)

    def test_answering_twice_is_refused(self):
        self._put_on_duty(self.staff_employee)
        problem = self._emergency()
        problem.with_user(self.staff).action_acknowledge()
        self.assertRefused(
            "acknowledged", problem.with_user(self.coordinator).action_acknowledge
        )

    def test_calls_are_facts(self):
        self._put_on_duty(self.staff_employee)
        problem = self._emergency()
        call = problem.call_ids
        for user in (self.staff, self.coordinator, self.manager, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                call.with_user(user).write({"is_acknowledged": True})
            with self.subTest(user=user.login), self.assertRaises(UserError):
                call.with_user(user).unlink()
        self.assertRefused("by hand", call.write, {"called_at": NIGHT})
        self.assertRefused("by hand", problem.write, {"next_call_at": False})

    def test_rights_to_the_roster(self):
        duty = self._put_on_duty(self.staff_employee)
        there = self._put_on_duty(self.staff_employee, self.elsewhere)
        self.assertTrue(duty.with_user(self.staff).has_access("read"))
        self.assertFalse(duty.with_user(self.staff).has_access("write"))
        self.assertTrue(duty.with_user(self.coordinator).has_access("write"))
        self.assertFalse(there.with_user(self.coordinator).has_access("write"))
        self.assertTrue(there.with_user(self.manager).has_access("write"))
        self.assertTrue(there.with_user(self.auditor).has_access("read"))
        self.assertFalse(there.with_user(self.auditor).has_access("write"))
        for user in (self.outsider, self.owner):
            with self.assertRaises(AccessError):
                duty.with_user(user).read(["phone"])

    def test_other_company_is_not_called(self):
        other = self.env["res.company"].create({"name": "Other"})
        place = self.env["property.place"].create(
            {"name": "There", "kind": "estate", "company_id": other.id}
        )
        employee = self.env["hr.employee"].create(
            {"name": "There", "company_id": other.id}
        )
        with self.assertRaises(UserError):
            self._put_on_duty(self.staff_employee, place)
        duty = self._put_on_duty(employee, place)
        self.assertFalse(duty.with_user(self.manager).has_access("read"))


class TestCallQueries(EmergencyCase):
    """Calls cost the same for one emergency and for many."""

    def _count(self, method, *args):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        method(*args)
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _vals(self, size):
        return [
            {
                "name": f"Flood {number}",
                "description": "x",
                "problem_type_id": self._type("EQ-LEAK-HEAVY").id,
                "place_id": self.unit.id,
                "occurred_at": fields.Datetime.now(),
                "partner_name": "Jo Berg",
            }
            for number in range(size)
        ]

    def test_logging_many_emergencies(self):
        for person in (self.staff_employee, self.coordinator_employee):
            self._put_on_duty(person)
        self._put_on_duty(
            self.cleaner, when="outside", calendar_id=self.calendar.id, sequence=1
        )
        self.env["rectification.resource"].create(
            {"name": "Main valve", "place_id": self.building.id}
        )
        create = (
            self.env["helpdesk.ticket"]
            .with_context(
                tracking_disable=True,
                mail_create_nolog=True,
                mail_create_nosubscribe=True,
            )
            .create
        )
        create(self._vals(2))
        one, ten, hundred, many = (
            self._count_queries(create, self._vals(size)) for size in (1, 10, 100, 300)
        )
        # One is told of in its own thread; rows are inserted by the hundred, in each
        # of the ten tables concerned and for each of several clocks.
        self.assertLessEqual(ten, one + 2)
        self.assertLessEqual(hundred, one + 2 + 10)
        self.assertLessEqual(many, one + 2 + 40)

    def test_nothing_due_is_one_query(self):
        self._run_cron()
        self.assertEqual(self._count(self.env["helpdesk.ticket"]._cron_call_next), 1)

    def test_calls_that_are_due_read_an_index(self):
        # A table of a few rows is read in any way: ask for the order of the index.
        self.cr.execute("SET LOCAL enable_seqscan = off")
        self.cr.execute("SET LOCAL enable_sort = off")
        query = self.env["helpdesk.ticket"]._search(
            [("next_call_at", "<=", fields.Datetime.now())], order="next_call_at"
        )
        self.cr.execute("EXPLAIN " + self.cr.mogrify(query.select()).decode())
        plan = " ".join(row[0] for row in self.cr.fetchall())
        self.assertIn("helpdesk_ticket_next_calls", plan)
