# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.tests import new_test_user, tagged

from ..common import RectificationCase

MONDAY = datetime(2026, 3, 2, 9, 0)
TUESDAY = datetime(2026, 3, 3, 9, 0)


def weekdays(start, stop):
    return [
        Command.create(
            {"name": "Work", "dayofweek": str(d), "hour_from": start, "hour_to": stop}
            | {"day_period": "morning"}
        )
        for d in range(5)
    ]


@tagged("post_install", "-at_install")
class TestCalendarChange(RectificationCase):
    """Deadlines in working time are due anew when their calendar changes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        freezer = freeze_time(MONDAY)
        cls.clock = freezer.start()
        cls.addClassCleanup(freezer.stop)
        cls.calendar, cls.other = cls.env["resource.calendar"].create(
            [
                {"name": name, "tz": "UTC", "attendance_ids": weekdays(8, 16)}
                for name in ("Desk", "Unused")
            ]
        )
        cls.env.company.resource_calendar_id = cls.calendar
        cls.policy = cls.env.ref("property_rectification.policy_generic_s3")
        terms = {"attend": (12, "working_hours"), "inform": (3, "working_days")}
        for name, (duration, unit) in terms.items():
            promise = cls.policy.clock_ids.filtered(lambda c, n=name: c.clock == n)
            promise.write({"duration": duration, "unit": unit})
        cls.office = new_test_user(cls.env, "office", "base.group_system")

    def setUp(self):
        super().setUp()
        self.clock.move_to(MONDAY)
        self.problem = self._create_problem(occurred_at=MONDAY)
        self.attend = self._deadline("attend")
        self.inform = self._deadline("inform")

    def _deadline(self, clock):
        return self.problem.deadline_ids.filtered(lambda d: d.clock == clock)

    def _holiday(self, day, user=None, **vals):
        return (
            self.env["resource.calendar.leaves"]
            .with_user(user or self.office)
            .create(
                {
                    "name": "Holiday",
                    "calendar_id": self.calendar.id,
                    "date_from": day.replace(hour=0),
                    "date_to": day.replace(hour=23, minute=59),
                    **vals,
                }
            )
        )

    def test_before_any_change(self):
        # Seven hours on Monday, five on Tuesday.
        self.assertEqual(self.attend.due_at, datetime(2026, 3, 3, 13))
        self.assertEqual(self.inform.due_at, datetime(2026, 3, 5, 16))

    def test_a_holiday_ahead_moves_what_is_due(self):
        holiday = self._holiday(TUESDAY)
        self.assertEqual(self.attend.due_at, datetime(2026, 3, 4, 13))
        self.assertEqual(self.inform.due_at, datetime(2026, 3, 6, 16))
        self.assertEqual(
            self.problem.next_deadline_at.date(), TUESDAY.date() + timedelta(1)
        )
        holiday.date_from = holiday.date_from + timedelta(days=7)
        self.assertEqual(self.attend.due_at, datetime(2026, 3, 3, 13))
        holiday.unlink()
        self.assertEqual(self.inform.due_at, datetime(2026, 3, 5, 16))

    def test_a_holiday_of_the_whole_company(self):
        self._holiday(TUESDAY, calendar_id=False)
        self.assertEqual(self.attend.due_at, datetime(2026, 3, 4, 13))

    def test_the_holiday_of_one_person_moves_nothing(self):
        resource = self.staff_employee.resource_id
        self._holiday(TUESDAY, self.env.user, resource_id=resource.id)
        self.assertEqual(self.attend.due_at, datetime(2026, 3, 3, 13))

    def test_shorter_hours_count_from_now_on(self):
        self.clock.move_to(MONDAY.replace(hour=15))
        self.calendar.with_user(self.office).write(
            {"attendance_ids": [Command.clear(), *weekdays(8, 10)]}
        )
        # Six hours were used; the other six take three days of two hours.
        self.assertEqual(self.attend.used_seconds, 6 * 3600)
        self.assertEqual(self.attend.due_at, datetime(2026, 3, 5, 10))
        # Three working days are three working days, however long they are.
        self.assertEqual(self.inform.due_at.date(), datetime(2026, 3, 5).date())

    def test_one_attendance_changed_added_removed(self):
        tuesday = self.calendar.attendance_ids.filtered(lambda a: a.dayofweek == "1")
        tuesday.with_user(self.office).hour_from = 10
        self.assertEqual(self.attend.due_at, datetime(2026, 3, 3, 15))
        tuesday.with_user(self.office).unlink()
        self.assertEqual(self.attend.due_at, datetime(2026, 3, 4, 13))
        self.env["resource.calendar.attendance"].with_user(self.office).create(
            {
                "name": "Work",
                "calendar_id": self.calendar.id,
                "dayofweek": "1",
                "day_period": "morning",
                "hour_from": 8,
                "hour_to": 16,
            }
        )
        self.assertEqual(self.attend.due_at, datetime(2026, 3, 3, 13))

    def test_a_pause_survives_the_change(self):
        self.clock.move_to(MONDAY.replace(hour=12))
        reason = self.env.ref("property_rectification.pause_reason_no_access")
        as_coordinator = self.problem.with_user(self.coordinator)
        as_coordinator.pause(reason.id, "Nobody at home.")
        self._holiday(TUESDAY)
        self.assertEqual(self.attend.state, "paused")
        self.assertEqual(self.attend.used_seconds, 3 * 3600)
        as_coordinator.resume()
        self.assertEqual(self.attend.due_at, datetime(2026, 3, 4, 13))

    def test_what_is_met_stays_as_it_was(self):
        self.problem.with_user(self.staff).action_attend()
        due = self.attend.due_at
        self._holiday(TUESDAY)
        self.assertEqual(self.attend.due_at, due)

    def test_another_calendar_for_the_company(self):
        self.clock.move_to(MONDAY.replace(hour=15))
        short = self.env["resource.calendar"].create(
            {"name": "Short", "tz": "UTC", "attendance_ids": weekdays(8, 10)}
        )
        self.env.company.resource_calendar_id = short
        self.assertEqual(self.attend.due_at, datetime(2026, 3, 5, 10))

    def test_a_calendar_that_loses_all_hours_counts_round_the_clock(self):
        self.calendar.attendance_ids.unlink()
        self.assertTrue(self.attend.is_fallback)
        self.assertEqual(self.attend.due_at, MONDAY + timedelta(hours=12))

    def test_a_calendar_that_nothing_is_counted_by(self):
        before = self.attend.due_at
        self.env.flush_all()
        deadlines = self.env["rectification.deadline"]
        none = self.env["res.company"]
        self.assertFalse(deadlines._find_counted_by(self.other, none))
        with self.assertQueryCount(1), deadlines._while_changing(self.other, none):
            pass
        self.other.with_user(self.office).write({"attendance_ids": [Command.clear()]})
        self.assertEqual(self.attend.due_at, before)
