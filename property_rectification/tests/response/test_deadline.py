# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...tools.working_times import WorkingTimes
from ..common import RectificationCase

MONDAY = datetime(2026, 3, 2, 9, 0)


@tagged("post_install", "-at_install")
class TestDeadline(RectificationCase):
    """The clocks of a problem under the shipped policy, on a frozen clock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.resource_calendar_id.tz = "UTC"
        freezer = freeze_time(MONDAY)
        cls.clock = freezer.start()
        cls.addClassCleanup(freezer.stop)

    def setUp(self):
        super().setUp()
        self.clock.move_to(MONDAY)

    def _problem(self, code="EQ-LEAK-SLOW", **vals):
        vals.setdefault("occurred_at", fields.Datetime.now())
        return self._create_problem(code, **vals)

    def _deadline(self, problem, clock):
        return problem.deadline_ids.filtered(lambda d: d.clock == clock)

    def test_a_problem_gets_the_clocks_of_its_policy(self):
        problem = self._problem("EQ-LEAK-HEAVY")
        policy = self.env.ref("property_rectification.policy_generic_s1")
        self.assertEqual(problem.policy_id, policy)
        self.assertEqual(
            set(problem.deadline_ids.mapped("clock")),
            set(policy.clock_ids.mapped("clock")),
        )
        first = self._deadline(problem, "acknowledge")
        self.assertEqual(first.due_at, MONDAY + timedelta(minutes=15))
        self.assertEqual(problem.next_deadline_at, first.due_at)
        self.assertEqual(problem.next_clock, "acknowledge")
        self.assertEqual(self._deadline(problem, "verify").state, "waiting")

    def test_met_and_missed(self):
        problem = self._problem("EQ-LEAK-HEAVY")
        self.clock.tick(timedelta(minutes=10))
        problem.with_user(self.coordinator).action_acknowledge()
        self.assertEqual(self._deadline(problem, "acknowledge").state, "met")
        self.assertEqual(problem.next_clock, "attend")
        self.clock.tick(timedelta(hours=2))
        self.assertTrue(self._deadline(problem, "attend").is_late)
        self.assertEqual(problem.deadline_status, "late")
        problem.with_user(self.staff).action_attend()
        self.assertEqual(self._deadline(problem, "attend").state, "missed")

    def test_the_repair_has_a_clock_of_its_own(self):
        problem = self._problem("EQ-LEAK-HEAVY")
        problem.with_user(self.coordinator).action_acknowledge()
        problem.with_user(self.staff).action_made_safe()
        self.assertEqual(self._deadline(problem, "make_safe").state, "met")
        self.assertEqual(self._deadline(problem, "rectify").state, "running")

    def test_working_days_count_from_the_day_after(self):
        problem = self._problem()
        due = self._deadline(problem, "acknowledge").due_at
        self.assertEqual(due.date(), datetime(2026, 3, 3).date())

    def test_pause_and_resume_keep_what_is_left(self):
        problem = self._problem()
        rectify = self._deadline(problem, "rectify")
        due = rectify.due_at
        self.clock.tick(timedelta(days=3))
        part = self.env.ref("property_rectification.pause_reason_part")
        as_coordinator = problem.with_user(self.coordinator)
        as_coordinator.pause(part.id, "The pump is on its way.")
        self.assertEqual(rectify.state, "paused")
        self.assertFalse(rectify.due_at)
        self.assertEqual(rectify.paused_by_id, self.coordinator)
        self.assertEqual(self._deadline(problem, "acknowledge").state, "running")
        self.clock.tick(timedelta(days=10))
        as_coordinator.resume()
        self.assertEqual(rectify.state, "running")
        self.assertEqual(rectify.due_at, due + timedelta(days=10))
        self.assertEqual(rectify.paused_seconds, 10 * 86400)

    def test_pausing_needs_a_reason_and_a_clock_that_may_wait(self):
        problem = self._problem().with_user(self.coordinator)
        part = self.env.ref("property_rectification.pause_reason_part")
        self.assertRefused("waits for", problem.pause, part.id, " ")
        self.assertRefused("waits for", problem.pause, 0, "x")
        problem.pause(part.id, "x")
        self.assertRefused("may wait", problem.pause, part.id, "x")
        problem.resume()
        self.assertRefused("not paused", problem.resume)

    def test_a_change_of_severity_keeps_what_was_used(self):
        problem = self._problem()
        self.clock.tick(timedelta(hours=3))
        problem.with_user(self.coordinator).severity = "s2"
        rectify = self._deadline(problem, "rectify")
        self.assertEqual(rectify.unit, "working_days")
        self.assertEqual(rectify.due_at.date(), datetime(2026, 3, 9).date())
        self.assertFalse(self._deadline(problem, "acknowledge").is_void)
        problem.severity = "s4"
        self.assertTrue(self._deadline(problem, "attend").is_void)
        self.assertEqual(self._deadline(problem, "attend").state, "void")

    def test_an_acknowledgement_belongs_between_the_report_and_now(self):
        problem = self._problem().with_user(self.coordinator)
        now = fields.Datetime.now()
        self.assertRefused(
            "future", problem.action_acknowledge, now + timedelta(days=1)
        )
        early = now - timedelta(days=1)
        self.assertRefused("before", problem.action_acknowledge, early)
        self.assertRefused("no time", problem.action_acknowledge, "yesterday")
        self.assertFalse(problem.acknowledged_at)

    def test_closing_voids_what_was_not_due_yet(self):
        problem = self._problem("EQ-LEAK-HEAVY")
        self.clock.tick(timedelta(minutes=30))
        problem.with_user(self.manager).close_with_outcome("duplicate", "Twice.")
        self.assertEqual(self._deadline(problem, "acknowledge").state, "missed")
        self.assertEqual(self._deadline(problem, "rectify").state, "void")
        self.assertFalse(problem.next_deadline_at)

    def test_the_whole_loop_meets_its_clocks(self):
        problem = self._problem()
        problem.reported_at = fields.Datetime.now()
        completion = self._bring_to_verification(problem)
        self.assertEqual(self._deadline(problem, "rectify").state, "met")
        self.assertEqual(self._deadline(problem, "attend").state, "met")
        self.assertEqual(self._deadline(problem, "verify").state, "running")
        completion.record_result("pass")
        self.assertEqual(self._deadline(problem, "verify").state, "met")

    def test_a_failed_result_was_never_rectified(self):
        problem = self._problem()
        completion = self._bring_to_verification(problem)
        completion.record_result("fail", "Still wet.")
        self.assertEqual(self._deadline(problem, "rectify").state, "running")

    def test_a_calendar_without_hours_counts_round_the_clock_and_says_so(self):
        self.env.company.resource_calendar_id.attendance_ids.unlink()
        deadline = self._deadline(self._problem(), "acknowledge")
        self.assertTrue(deadline.is_fallback)
        self.assertEqual(deadline.due_at, datetime(2026, 3, 4))

    def test_a_calendar_in_which_nobody_ever_works_counts_round_the_clock(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Closed for good",
                "calendar_id": self.env.company.resource_calendar_id.id,
                "date_from": datetime(2026, 1, 1),
                "date_to": datetime(2036, 1, 1),
            }
        )
        self.assertTrue(self._deadline(self._problem(), "acknowledge").is_fallback)

    def test_a_calendar_that_ends_too_early_does_not_stop_a_report(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Closed from Thursday on",
                "calendar_id": self.env.company.resource_calendar_id.id,
                "date_from": datetime(2026, 3, 5),
                "date_to": datetime(2036, 1, 1),
            }
        )
        problem = self._problem("EQ-ACCESS")
        rectify = self._deadline(problem, "rectify")
        self.assertEqual(rectify.unit, "working_days")
        self.assertTrue(rectify.is_fallback)
        self.assertEqual(rectify.due_at, datetime(2026, 3, 8))
        self.assertFalse(self._deadline(problem, "inform").is_fallback)
        problem.with_user(self.coordinator).severity = "s3"
        self.assertEqual(self._deadline(problem, "attend").unit, "working_days")
        self.assertTrue(self._deadline(problem, "attend").due_at)

    def test_the_times_that_promises_are_measured_by_leave_a_trace(self):
        problem = self._problem()
        vals = {"closed_date": MONDAY}
        as_manager = problem.with_user(self.manager)
        self.assertRefused("by hand", as_manager.write, vals)
        as_manager.reported_at = MONDAY + timedelta(minutes=5)
        self.env.flush_all()
        self.cr.precommit.run()
        values = problem.message_ids.sudo().tracking_value_ids
        self.assertIn("reported_at", values.field_id.mapped("name"))

    def test_without_a_time_zone_days_are_those_of_utc(self):
        for name in (False, "", "Mars/Olympus_Mons"):
            with self.subTest(name):
                self.assertEqual(str(WorkingTimes()._get_zone(name)), "UTC")

    def test_what_is_computed_is_not_written_by_hand(self):
        deadline = self._deadline(self._problem(), "acknowledge")
        deadline = deadline.with_user(self.manager)
        for name, value in (
            ("due_at", "2030-01-01 00:00:00"),
            ("state", "met"),
            ("met_at", "2026-03-02 09:00:00"),
            ("next_rung_at", False),
        ):
            with self.subTest(name):
                self.assertRefused("by hand", deadline.write, {name: value})

    def test_holidays_do_not_count(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.env.company.resource_calendar_id.id,
                "date_from": datetime(2026, 3, 3),
                "date_to": datetime(2026, 3, 3, 23, 59),
            }
        )
        due = self._deadline(self._problem(), "acknowledge").due_at
        self.assertEqual(due.date(), datetime(2026, 3, 4).date())

    def test_the_policy_says_how_deep(self):
        policy = self.env.ref("property_rectification.policy_generic_s3")
        policy.write({"plan_depth": "full", "followup_days": "10"})
        problem = self._problem()
        needs = problem._get_requirements()
        self.assertTrue(needs.full_plan)
        self.assertEqual(needs.followup_days, (10,))

    def test_other_teams_have_no_clocks(self):
        self.assertFalse(self._create_ticket().deadline_ids)


@tagged("post_install", "-at_install")
class TestPolicy(RectificationCase):
    def _policy(self, **vals):
        values = {"name": "Policy", "clock_ids": [Command.create({})], **vals}
        return self.env["rectification.policy"].create(values)

    def test_the_most_specific_policy_applies(self):
        for_type = self._policy(problem_type_id=self._type("EQ-LEAK-SLOW").id)
        here = self._policy(place_id=self.building.id, severity="s3")
        self._policy(place_id=self.elsewhere.id, severity="s3")
        self.assertEqual(self._create_problem().policy_id, for_type)
        self.assertEqual(self._create_problem("EQ-GUTTER").policy_id, here)

    def test_equal_policies_are_refused(self):
        self._policy(kind="hygiene")
        with self.assertRaisesRegex(ValidationError, "exactly the same"):
            self._policy(kind="hygiene")

    def test_a_policy_without_clocks_cannot_be_on(self):
        with self.assertRaisesRegex(ValidationError, "no clock"):
            self._policy(kind="hygiene", clock_ids=[])
        self._policy(kind="hygiene", clock_ids=[], active=False)

    def test_absurd_terms_are_refused(self):
        terms = ((0, "hours"), (-1, "hours"), (999, "weeks"), (1.5, "weeks"))
        for duration, unit in terms:
            clock = Command.create({"duration": duration, "unit": unit})
            with self.subTest(duration), self.assertRaises(ValidationError):
                self._policy(kind="safety", clock_ids=[clock])

    def test_days_of_checks_are_days(self):
        for text in ("soon", "30;60", "-1", "0", "99999"):
            with self.subTest(text), self.assertRaises(ValidationError):
                self._policy(kind="safety", followup_days=text)
