# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date, datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import RectificationCase

# A Tuesday that is a holiday, in the middle of the night.
NIGHT = datetime(2026, 3, 3, 2, 30)


@tagged("post_install", "-at_install")
class TestEscalation(RectificationCase):
    """The ladder on a frozen clock, as the cron climbs it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        calendar = cls.env.company.resource_calendar_id
        calendar.tz = "UTC"
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "date_from": datetime(2026, 3, 3),
                "date_to": datetime(2026, 3, 3, 23, 59, 59),
            }
        )
        cls.estate.manager_id = cls.coordinator_employee
        cls.director = cls.env["hr.employee"].create({"name": "Director"})
        # Nobody else answers for anything in these tests.
        quality = cls.env.ref("property_rectification.group_rectification_manager")
        (quality.user_ids - cls.manager).active = False
        freezer = freeze_time(NIGHT)
        cls.clock = freezer.start()
        cls.addClassCleanup(freezer.stop)

    def setUp(self):
        super().setUp()
        self.clock.move_to(NIGHT)
        self.env["rectification.deadline"].search([])._recording().write(
            {"fired_percent": 1000}
        )

    def _problem(self, code):
        problem = self._create_problem(code, occurred_at=fields.Datetime.now())
        self.env.flush_all()
        return problem

    def _climb(self, to, step=timedelta(minutes=5)):
        """Let the cron run every step until some time; return what was fired."""
        before = self.env["rectification.escalation"].search([])
        now = fields.Datetime.now()
        while now < to:
            now += step
            self.clock.move_to(now)
            self._run()
        return self.env["rectification.escalation"].search([]) - before

    def _run(self):
        deadlines = self.env["rectification.deadline"]
        while batch := deadlines._lock_due_batch():
            batch._escalate()

    def _fired(self, problem, clock):
        logs = self.env["rectification.escalation"].search(
            [("ticket_id", "in", problem.ids), ("clock", "=", clock)], order="percent"
        )
        return [(log.percent, log.user_ids.mapped("login")) for log in logs]

    def test_an_emergency_at_night_on_a_holiday(self):
        problem = self._problem("EQ-LEAK-HEAVY")
        self._climb(NIGHT + timedelta(minutes=50))
        self.assertEqual(
            self._fired(problem, "acknowledge"),
            [
                (50, ["coordinator"]),
                (80, ["coordinator"]),
                (100, ["coordinator", "verifier"]),
                (150, ["manager"]),
                (300, ["manager"]),
            ],
        )
        mails = self._mails(problem)
        self.assertTrue(mails)
        self.assertFalse(any(mails.mapped("scheduled_date")), "sent at once")

    def test_a_normal_problem_at_the_same_time_wakes_nobody(self):
        problem = self._problem("EQ-LEAK-SLOW")
        # Acknowledge within one working day: by Wednesday evening.
        self._climb(NIGHT + timedelta(hours=23), step=timedelta(hours=1))
        self.assertEqual(self._fired(problem, "acknowledge"), [])
        self._climb(NIGHT + timedelta(days=2), step=timedelta(hours=1))
        fired = self._fired(problem, "acknowledge")
        self.assertEqual([percent for percent, _who in fired], [50, 80, 100])

    def test_a_mail_after_hours_waits_for_the_morning(self):
        problem = self._problem("EQ-LEAK-SLOW")
        deadline = problem.deadline_ids.filtered(lambda d: d.clock == "inform")
        deadline.policy_clock_id.unit = "hours"
        self._escalate_at(problem, datetime(2026, 3, 20, 20, 0))
        dates = self._mails(problem).mapped("scheduled_date")
        self.assertTrue(dates)
        self.assertEqual(min(dates), datetime(2026, 3, 23, 8, 0))

    def test_each_rung_fires_once_however_late(self):
        problem = self._problem("EQ-LEAK-HEAVY")
        self._escalate_at(problem, NIGHT + timedelta(hours=3))
        self.assertEqual(len(self._fired(problem, "acknowledge")), 5)
        self.env["rectification.deadline"]._cron_escalate()
        self.assertEqual(len(self._fired(problem, "acknowledge")), 5)
        self.assertFalse(problem.deadline_ids.filtered(lambda d: d.state == "met"))

    def test_what_is_met_is_not_escalated(self):
        problem = self._problem("EQ-LEAK-HEAVY")
        problem.with_user(self.coordinator).action_acknowledge()
        problem.with_user(self.staff).action_attend()
        self._escalate_at(problem, NIGHT + timedelta(minutes=59))
        self.assertEqual(self._fired(problem, "acknowledge"), [])
        self.assertEqual(self._fired(problem, "attend"), [])

    def test_a_paused_clock_tells_nobody(self):
        problem = self._problem("EQ-LEAK-HEAVY")
        no_access = self.env.ref("property_rectification.pause_reason_no_access")
        problem.with_user(self.coordinator).pause(no_access, "Nobody at home.")
        make_safe = problem.deadline_ids.filtered(lambda d: d.clock == "make_safe")
        self.assertEqual(make_safe.state, "paused")
        self._escalate_at(problem, NIGHT + timedelta(days=20))
        self.assertEqual(self._fired(problem, "make_safe"), [])

    def test_a_snooze_needs_a_reason_and_ends(self):
        problem = self._problem("EQ-LEAK-HEAVY")
        first = problem.deadline_ids.filtered(lambda d: d.clock == "acknowledge")
        first = first.with_user(self.coordinator)
        until = NIGHT + timedelta(hours=1)
        self.assertRefused("Say why", first.snooze, until, " ")
        self.assertRefused("future", first.snooze, NIGHT, "x")
        self.assertRefused("future", first.snooze, "tomorrow", "x")
        first.snooze(until, "The plumber is on the phone.")
        self._climb(NIGHT + timedelta(minutes=55))
        self.assertEqual(self._fired(problem, "acknowledge"), [])
        self._escalate_at(problem, until)
        self.assertEqual(len(self._fired(problem, "acknowledge")), 5)
        self.assertIn("plumber", str(problem.message_ids.mapped("body")))

    def test_nobody_to_tell_goes_up_to_the_quality_managers(self):
        self.estate.write({"manager_id": False, "worker_ids": [(5,)]})
        problem = self._problem("EQ-LEAK-HEAVY")
        problem.user_id = False
        self._escalate_at(problem, NIGHT + timedelta(minutes=8))
        self.assertEqual(self._fired(problem, "acknowledge"), [(50, ["manager"])])

    def test_acknowledging_ends_the_reminders(self):
        problem = self._problem("EQ-LEAK-HEAVY")
        self._escalate_at(problem, NIGHT + timedelta(minutes=8))
        self.assertTrue(problem.activity_ids)
        problem.with_user(self.coordinator).action_acknowledge()
        self.assertFalse(problem.activity_ids)

    def test_an_activity_is_due_on_the_local_day(self):
        self.env.company.resource_calendar_id.tz = "Asia/Tokyo"
        problem = self._problem("EQ-LEAK-HEAVY")
        deadline = problem.deadline_ids.filtered(lambda d: d.clock == "acknowledge")
        log = self.env["rectification.escalation"].new({"deadline_id": deadline.id})
        deadline._record({"due_at": datetime(2026, 3, 3, 23, 30)})
        self.assertEqual(log._get_due_date(), date(2026, 3, 4))

    def test_the_chatter_keeps_who_was_told(self):
        problem = self._problem("EQ-LEAK-HEAVY")
        self._escalate_at(problem, NIGHT + timedelta(minutes=8))
        self.assertIn("50 %", str(problem.message_ids[0].body))

    def test_the_link_of_a_mail_opens_the_problem(self):
        problem = self._problem("EQ-LEAK-HEAVY")
        self._escalate_at(problem, NIGHT + timedelta(minutes=8))
        body = problem.deadline_ids.escalation_ids[:1]._get_mail_body()
        action = self.env.ref("property_rectification.helpdesk_ticket_action_problem")
        self.assertIn(f"/odoo/{action.path}/{problem.id}", body)

    def test_an_archived_problem_is_left_alone(self):
        problem = self._problem("EQ-LEAK-HEAVY")
        problem.active = False
        self._escalate_at(problem, NIGHT + timedelta(days=1))
        self.assertEqual(self._fired(problem, "acknowledge"), [])

    def test_a_bad_deadline_holds_up_no_other(self):
        bad, good = (self._problem("EQ-LEAK-HEAVY") for _number in range(2))
        get_words = type(self.env["rectification.escalation"])._get_words

        def _get_words(escalation):
            if escalation.ticket_id == bad:
                raise ValueError("no words")
            return get_words(escalation)

        with patch.object(
            type(self.env["rectification.escalation"]), "_get_words", _get_words
        ):
            self._cron_at(NIGHT + timedelta(minutes=8))
        self.assertEqual(len(self._fired(good, "acknowledge")), 1)
        self.assertFalse(self._fired(bad, "acknowledge"))
        self._run()
        self.assertEqual(len(self._fired(bad, "acknowledge")), 1, "the next run")

    def _cron_at(self, moment):
        """Run the cron without committing; it logs that something failed."""
        self.clock.move_to(moment)
        crons = type(self.env["ir.cron"])
        logger = "odoo.addons.property_rectification.tools.batches"
        with (
            patch.object(crons, "_commit_progress", lambda *args, **kwargs: 60),
            self.assertLogs(logger, "ERROR") as log,
        ):
            self.env["rectification.deadline"]._cron_escalate()
        self.assertEqual(len(log.output), 1)

    def test_rungs_taken_off_the_ladder_are_not_climbed(self):
        first, second = (self._problem("EQ-LEAK-HEAVY") for _number in range(2))
        clocks = first.policy_id.clock_ids
        first.policy_id.rung_ids.unlink()
        self._escalate_at(first, NIGHT + timedelta(minutes=8))
        self.assertFalse(self._fired(first | second, "acknowledge"))
        deadlines = (first | second).deadline_ids
        due = deadlines.filtered(lambda d: d.clock == "acknowledge")
        self.assertEqual(due.mapped("next_rung_at"), [False, False])
        clocks.filtered(lambda c: c.clock == "attend").unlink()
        self._escalate_at(first, NIGHT + timedelta(hours=8))
        self.assertFalse(self._fired(first | second, "attend"))

    def test_a_coordinator_cannot_take_a_deadline_off_its_ladder(self):
        deadline = self._problem("EQ-LEAK-HEAVY").deadline_ids[:1]
        deadline = deadline.with_user(self.coordinator)
        with self.assertRaises(UserError):
            deadline.write({"policy_clock_id": False})
        self.assertTrue(deadline.policy_clock_id)

    def _escalate_at(self, problem, moment):
        self.clock.move_to(moment)
        self._run()

    def _mails(self, problem):
        """Return the e-mails of rungs; messages compare with the clock of the server,
        which is not frozen."""
        return self.env["mail.mail"].search(
            [
                ("model", "=", "helpdesk.ticket"),
                ("res_id", "=", problem.id),
                ("message_type", "=", "email_outgoing"),
            ]
        )
