# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...rules.clock import Duration, Stopwatch, WorkingTime, end_of_term, time_for
from ..common_clock import (
    GAPS,
    MOMENTS,
    NEVER,
    OFFICE,
    TIMES,
    WORKING,
    around,
    durations,
    working,
)

SECOND = timedelta(seconds=1)
SHARES = st.sampled_from([0.5, 0.8, 1.0, 1.5, 3.0])


class TestStopwatchProperties(BaseCase):
    """What must hold for every stopwatch."""

    def _watch(self, start, duration, time):
        measure = time_for(duration.unit, time)
        return Stopwatch.start(start, duration, measure), measure

    @given(time=TIMES, start=MOMENTS, gap=GAPS, pause=GAPS, duration=durations())
    def test_a_pause_never_shortens_what_is_left(
        self, time, start, gap, pause, duration
    ):
        watch, time = self._watch(start, duration, time)
        at = start + gap
        paused = watch.pause(at, time)
        resumed = paused.resume(at + pause)
        self.assertIsNone(resumed.paused_at)
        left = watch.remaining(at, time)
        for state in (paused, resumed):
            self.assertEqual(state.remaining(at + pause, time), left)
        if left > 0:
            self.assertGreaterEqual(resumed.due(time), watch.due(time))
            self.assertEqual(time.measure(at + pause, resumed.due(time)), left)

    @given(time=TIMES, start=MOMENTS, gap=GAPS, duration=durations())
    def test_a_pause_of_no_length_changes_nothing(self, time, start, gap, duration):
        watch, time = self._watch(start, duration, time)
        at = start + gap
        resumed = watch.pause(at, time).resume(at)
        self.assertEqual(resumed.due(time), watch.due(time))

    @given(time=TIMES, start=MOMENTS, gap=GAPS, duration=durations())
    def test_a_change_to_the_same_changes_nothing(self, time, start, gap, duration):
        watch, time = self._watch(start, duration, time)
        at = start + gap
        self.assertEqual(watch.change(at, start, duration, time, time), watch)
        paused = watch.pause(at, time)
        self.assertEqual(paused.change(at, start, duration, time, time), paused)
        if isinstance(time, WorkingTime):
            twin = WorkingTime(time.tz, time._ask)
            changed = watch.change(at, start, duration, time, twin)
            self.assertEqual(changed.due(twin), watch.due(time))

    @given(time=TIMES, start=MOMENTS, gap=GAPS, old=durations(), new=durations())
    def test_another_term_is_measured_from_the_original_start(
        self, time, start, gap, old, new
    ):
        """Never paused: as if it had been so from the beginning."""
        watch, old_time = self._watch(start, old, time)
        new_time = time_for(new.unit, time)
        changed = watch.change(start + gap, start, new, old_time, new_time)
        self.assertEqual(changed.due(new_time), end_of_term(start, new, time))

    @given(old=WORKING, new=WORKING, start=MOMENTS, gap=GAPS)
    def test_another_calendar_counts_from_now_on(self, old, new, start, gap):
        watch = Stopwatch.start(start, Duration(200, "working_hours"), old)
        now = start + gap
        left = watch.remaining(now, old)
        assume(left > 0)
        changed = watch.change(now, start, Duration(200, "working_hours"), old, new)
        self.assertEqual(changed.remaining(now, new), left)
        self.assertEqual(changed.due(new), new.advance(now, left))

    @given(time=TIMES, start=MOMENTS, gap=GAPS, back=GAPS, duration=durations())
    def test_a_clock_that_is_behind_takes_nothing_back(
        self, time, start, gap, back, duration
    ):
        watch, time = self._watch(start, duration, time)
        watch = watch.pause(start + gap, time).resume(start + gap)
        early = start + gap - back
        self.assertEqual(watch.used_at(early, time), watch.used)
        again = watch.pause(early, time)
        self.assertEqual(again.used, watch.used)
        self.assertEqual(again.resume(early).since, watch.since)

    @given(time=TIMES, start=MOMENTS, duration=durations(), share=SHARES)
    def test_at_the_moment_of_a_share_it_is_used(self, time, start, duration, share):
        watch, time = self._watch(start, duration, time)
        at = watch.moment_of(share, time)
        self.assertGreaterEqual(watch.share_at(at, time), share)
        self.assertLess(watch.share_at(at - SECOND, time), share)

    @given(time=TIMES, start=MOMENTS, gap=GAPS, duration=durations())
    def test_remaining_is_what_lies_before_due(self, time, start, gap, duration):
        watch, time = self._watch(start, duration, time)
        now = start + gap
        self.assertEqual(watch.remaining(now, time), time.measure(now, watch.due(time)))


class TestStopwatch(BaseCase):
    """Pauses and changes, and the mistakes that other desks made with them."""

    START = datetime(2026, 1, 5, 9)  # a Monday
    DAY = Duration(8, "working_hours")

    def setUp(self):
        super().setUp()
        self.desk = working(OFFICE)

    def _at(self, hour, day=5):
        return datetime(2026, 1, day, hour)

    def test_paused_there_is_no_due_time(self):
        watch = Stopwatch.start(self.START, self.DAY, self.desk)
        paused = watch.pause(self._at(11), self.desk)
        self.assertIsNone(paused.due(self.desk))
        self.assertIsNone(paused.moment_of(0.5, self.desk))
        self.assertEqual(paused.paused_at, self._at(11))

    def test_due_may_lie_in_the_past(self):
        """Two hours late before a pause of a day: two hours late after it."""
        watch = Stopwatch.start(self.START, Duration(2, "working_hours"), self.desk)
        watch = watch.pause(self._at(13), self.desk).resume(self._at(13, 6))
        self.assertEqual(watch.remaining(self._at(13, 6), self.desk), -7200)
        self.assertEqual(watch.due(self.desk), self._at(11, 6))

    def test_used_up_at_closing_time_and_resumed_at_night(self):
        watch = Stopwatch.start(self.START, self.DAY, self.desk)
        watch = watch.pause(self._at(20), self.desk).resume(self._at(22))
        self.assertEqual(watch.due(self.desk), self._at(17))

    def test_days_of_another_length_are_still_days(self):
        """Two of five days are used; three are left, however short they are."""
        mornings = working({day: [(9, 13)] for day in range(5)})
        five = Duration(5, "working_days")
        watch = Stopwatch.start(self._at(17), five, self.desk)
        now = self._at(18, 7)
        watch = watch.change(now, self._at(17), five, self.desk, mornings)
        self.assertEqual(watch.share_at(now, mornings), 0.4)
        self.assertEqual(watch.due(mornings), self._at(13, 12))

    def test_a_calendar_that_lost_its_hours_can_be_replaced(self):
        five = Duration(5, "working_days")
        watch = replace(Stopwatch.start(self.START, five, self.desk), used=3600.0)
        watch = watch.change(self._at(9), self.START, five, working(NEVER), self.desk)
        self.assertEqual(watch.used, 3600)

    def test_paused_time_is_not_used_by_another_unit_either(self):
        """Half was used when it was paused: half of the same time in other hours."""
        watch = Stopwatch.start(self.START, self.DAY, self.desk)
        paused = watch.pause(self._at(13), self.desk)
        changed = paused.change(
            self._at(9, 9), self.START, Duration(24, "hours"), self.desk, around()
        )
        self.assertIsNone(changed.due(around()))
        self.assertEqual(changed.remaining(self._at(9, 9), around()), 20 * 3600)

    def test_what_ran_before_the_first_working_hour_counts_round_the_clock(self):
        watch = Stopwatch.start(self._at(3), self.DAY, self.desk)
        hours = Duration(4, "hours")
        for now in (self._at(3), self._at(4)):
            paused = watch.pause(now, self.desk)
            changed = paused.change(
                self._at(7), self._at(3), hours, self.desk, around()
            )
            self.assertEqual(changed.used, (now - self._at(3)).total_seconds())

    def test_measured_anew_it_is_never_more_than_what_passed(self):
        watch = Stopwatch(8 * 3600.0, used=99 * 3600.0, since=self._at(11))
        changed = watch.change(
            self._at(11), self.START, Duration(4, "hours"), self.desk, around()
        )
        self.assertEqual(changed.used, 2 * 3600)

    def test_a_change_by_a_clock_that_is_behind(self):
        """Nothing is given back, and nothing counts twice."""
        before = self.START - SECOND
        watch = Stopwatch.start(self.START, self.DAY, self.desk)
        hours = Duration(8, "hours")
        changed = watch.change(before, self.START, hours, self.desk, around())
        self.assertEqual(changed, Stopwatch.start(self.START, hours, around()))

    def test_round_the_clock_is_the_same_whoever_says_it(self):
        watch = Stopwatch.start(self.START, Duration(8, "hours"), around())
        changed = watch.change(
            self._at(11), self.START, Duration(8, "hours"), around(), around()
        )
        self.assertEqual(changed, watch)

    def test_the_first_moment_of_a_term_is_its_start(self):
        watch = Stopwatch.start(self._at(3), self.DAY, self.desk)
        self.assertEqual(watch.moment_of(0, self.desk), self._at(3))

    def test_used_up_before_the_calendar_begins(self):
        """Nothing lies before the only working day: it is due when it was resumed."""

        def monday(start, stop):
            return [(self.START, self._at(17))] if start <= self.START < stop else []

        watch = Stopwatch(3600.0, used=3600.0, since=self._at(3))
        desk = WorkingTime(around().tz, monday)
        self.assertEqual(desk.next_open(self._at(3)), self.START)
        self.assertEqual(watch.due(desk), self._at(3))

    def test_fractions_of_a_second_do_not_add_up(self):
        watch = Stopwatch(3600.0, used=3598.9999999999, since=self.START)
        self.assertEqual(watch.due(self.desk), self.START + SECOND)

    def test_glpi_15605_a_change_of_priority_keeps_the_pause(self):
        """Four hours paused: the new term is over four hours later, too."""
        watch = Stopwatch.start(self.START, Duration(8, "hours"), around())
        watch = watch.pause(self._at(10), around()).resume(self._at(14))
        changed = watch.change(
            self._at(15), self.START, Duration(4, "hours"), around(), around()
        )
        self.assertEqual(changed.due(around()), self._at(17))

    def test_glpi_6902_a_change_while_paused_keeps_the_pause(self):
        watch = Stopwatch.start(self.START, self.DAY, self.desk)
        paused = watch.pause(self._at(10), self.desk)
        shorter = Duration(4, "working_hours")
        changed = paused.change(self._at(12), self.START, shorter, self.desk, self.desk)
        self.assertIsNone(changed.due(self.desk))
        self.assertEqual(changed.resume(self._at(16)).due(self.desk), self._at(11, 6))

    def test_glpi_15429_nothing_is_used_when_a_term_begins(self):
        """No rung is due at once, whatever the calendar and the hour."""
        for start in (self.START, self._at(3), self._at(20), self._at(12, 10)):
            watch = Stopwatch.start(start, self.DAY, self.desk)
            self.assertEqual(watch.share_at(start, self.desk), 0)
            for share in (0.5, 0.8, 1.0):
                self.assertGreater(watch.moment_of(share, self.desk), start)

    def test_zammad_4432_no_rung_falls_outside_the_hours(self):
        """A term by the calendar has its rungs by the calendar."""
        friday = self._at(16, 9)
        watch = Stopwatch.start(friday, self.DAY, self.desk)
        rungs = [watch.moment_of(share, self.desk) for share in (0.5, 1.0, 1.5, 3.0)]
        expected = [(12, 12), (16, 12), (12, 13), (16, 14)]
        self.assertEqual(rungs, [self._at(*at) for at in expected])

    def test_zammad_4432_mail_about_a_round_the_clock_term_can_wait(self):
        """The desk tells when it is read: on Monday at 9."""
        watch = Stopwatch.start(self._at(16, 9), Duration(12, "hours"), around())
        due = watch.due(around())
        self.assertFalse(self.desk.is_open(due))
        self.assertEqual(self.desk.next_open(due), self._at(9, 12))

    def test_zammad_3140_no_rung_while_the_other_side_is_to_answer(self):
        """Stopped by our answer, it has no moment at which it could escalate."""
        watch = Stopwatch.start(self.START, self.DAY, self.desk)
        answered = watch.pause(self._at(12), self.desk)
        for share in (0.5, 1.0, 3.0):
            self.assertIsNone(answered.moment_of(share, self.desk))
        self.assertEqual(answered.share_at(self._at(12, 30), self.desk), 3 / 8)

    def test_zammad_5177_one_clock_does_not_overrule_another(self):
        """Whatever happens to the second, the first is due when it was."""
        first = Stopwatch.start(self.START, Duration(2, "working_hours"), self.desk)
        second = Stopwatch.start(self.START, self.DAY, self.desk)
        second = second.pause(self._at(10), self.desk).resume(self._at(12))
        second.change(self._at(12), self.START, self.DAY, self.desk, around())
        self.assertEqual(first.due(self.desk), self._at(11))
        self.assertEqual(second.due(self.desk), self._at(11, 6))

    def test_zammad_1322_an_answer_of_the_reporter_starts_it_again(self):
        """From the answer on, outside hours from the next morning on."""
        watch = Stopwatch.start(self.START, self.DAY, self.desk)
        waiting = watch.pause(self._at(11), self.desk)
        self.assertEqual(waiting.resume(self._at(13)).due(self.desk), self._at(11, 6))
        self.assertEqual(waiting.resume(self._at(20)).due(self.desk), self._at(15, 6))

    def test_frappe_helpdesk_1554_a_paused_clock_stands_still(self):
        watch = Stopwatch.start(self.START, self.DAY, self.desk)
        paused = watch.pause(self._at(10), self.desk)
        for now in (self._at(10), self._at(15), self._at(15, 20)):
            self.assertEqual(paused.used_at(now, self.desk), 3600)
            self.assertEqual(paused.remaining(now, self.desk), 7 * 3600)
