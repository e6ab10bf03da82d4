# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...rules.clock import (
    UNITS,
    ClockError,
    Duration,
    Stopwatch,
    end_of_term,
    term_seconds,
    time_for,
    validate_moment,
)
from ..common_clock import (
    GAPS,
    LONDON,
    MOMENTS,
    NEVER,
    NEW_YEAR,
    NEW_YORK,
    OFFICE,
    TIMES,
    WORKING,
    around,
    durations,
    working,
)

SECOND = timedelta(seconds=1)
RANKS = {unit: durations(units=[unit]) for unit in UNITS}
PAIRS = st.sampled_from(UNITS).flatmap(lambda u: st.tuples(RANKS[u], RANKS[u]))


class TestTermProperties(BaseCase):
    """What must hold for every term."""

    @given(time=TIMES, start=MOMENTS, pair=PAIRS)
    def test_a_longer_term_never_ends_earlier(self, time, start, pair):
        short, long = sorted(pair, key=lambda duration: duration.value)
        ends = [end_of_term(start, d, time) for d in (short, long)]
        self.assertEqual(ends, sorted(ends))
        self.assertGreater(ends[0], start)

    @given(time=TIMES, start=MOMENTS, gap=GAPS, duration=durations())
    def test_a_later_report_is_never_due_earlier(self, time, start, gap, duration):
        first = end_of_term(start, duration, time)
        self.assertLessEqual(first, end_of_term(start + gap, duration, time))

    @given(time=TIMES, start=MOMENTS, duration=durations())
    def test_the_budget_ends_with_the_term(self, time, start, duration):
        measure = time_for(duration.unit, time)
        end = end_of_term(start, duration, time)
        self.assertEqual(
            measure.measure(start, end), term_seconds(start, duration, time)
        )
        watch = Stopwatch.start(start, duration, measure)
        self.assertEqual(watch.due(measure), end)

    @given(start=MOMENTS, value=st.integers(1, 60))
    def test_round_the_clock_working_units_are_plain_ones(self, start, value):
        for work, plain in (
            ("working_hours", "hours"),
            ("working_days", "calendar_days"),
        ):
            end = end_of_term(start, Duration(value, plain), around())
            self.assertEqual(end_of_term(start, Duration(value, work), around()), end)

    @given(time=WORKING, start=MOMENTS, value=st.integers(1, 60))
    def test_a_week_is_seven_days(self, time, start, value):
        self.assertEqual(
            end_of_term(start, Duration(value, "weeks"), time),
            end_of_term(start, Duration(7 * value, "calendar_days"), time),
        )


class TestTerms(BaseCase):
    """Terms on the days when clocks and calendars are strange."""

    def _ends(self, start, value, unit, time=None):
        return end_of_term(start, Duration(value, unit), time or around())

    def test_the_day_of_awareness_is_day_0(self):
        for hour in (0, 10, 23):
            end = self._ends(datetime(2026, 1, 5, hour), 1, "calendar_days")
            self.assertEqual(end, datetime(2026, 1, 7))
            end = self._ends(
                datetime(2026, 1, 5, hour), 1, "working_days", working(OFFICE)
            )
            self.assertEqual(end, datetime(2026, 1, 6, 17))

    def test_sunday_at_23_59(self):
        """A minute decides: from midnight on, Monday is day 0."""
        sunday = datetime(2026, 1, 4, 23, 59)
        desk = working(OFFICE)
        monday = self._ends(sunday, 1, "working_days", desk)
        self.assertEqual(monday, datetime(2026, 1, 5, 17))
        tuesday = self._ends(sunday + timedelta(minutes=1), 1, "working_days", desk)
        self.assertEqual(tuesday, datetime(2026, 1, 6, 17))

    def test_the_day_is_the_local_one(self):
        """At 23:59 of Sunday in New York it is Monday in London."""
        start = datetime(2026, 1, 5, 4, 59)
        end = self._ends(start, 1, "working_days", working(OFFICE, NEW_YORK))
        self.assertEqual(end, datetime(2026, 1, 5, 22))
        self.assertEqual(
            self._ends(start, 1, "working_days", working(OFFICE)),
            datetime(2026, 1, 6, 17),
        )

    def test_daylight_saving(self):
        """24 hours are 24 hours; a day ends at midnight on the wall."""
        for zone, start, end in (
            (LONDON, datetime(2026, 3, 28, 12), datetime(2026, 3, 29, 23)),
            (LONDON, datetime(2026, 10, 24, 12), datetime(2026, 10, 26)),
            (NEW_YORK, datetime(2026, 3, 7, 12), datetime(2026, 3, 9, 4)),
            (NEW_YORK, datetime(2026, 10, 31, 12), datetime(2026, 11, 2, 5)),
        ):
            time = around(zone)
            self.assertEqual(self._ends(start, 1, "calendar_days", time), end)
            day_later = start + timedelta(hours=24)
            self.assertEqual(self._ends(start, 24, "hours", time), day_later)

    def test_midnight_that_is_missing_or_there_twice(self):
        for zone, start, end in (
            ("America/Sao_Paulo", datetime(2018, 11, 2, 12), datetime(2018, 11, 4, 3)),
            ("Asia/Beirut", datetime(2026, 3, 27, 12), datetime(2026, 3, 28, 22)),
            ("America/Havana", datetime(2026, 10, 30, 12), datetime(2026, 11, 1, 4)),
        ):
            time = around(ZoneInfo(zone))
            self.assertEqual(self._ends(start, 1, "calendar_days", time), end)

    def test_zones_of_half_hours(self):
        for zone, hour, minute in (
            ("Asia/Kolkata", 18, 30),
            ("Asia/Kathmandu", 18, 15),
        ):
            end = self._ends(
                datetime(2026, 1, 5, 12), 1, "calendar_days", around(ZoneInfo(zone))
            )
            self.assertEqual(end, datetime(2026, 1, 6, hour, minute))
        # Lord Howe's clocks change by half an hour, on 5 April at 2.
        time = around(ZoneInfo("Australia/Lord_Howe"))
        start = datetime(2026, 4, 3, 14)
        self.assertEqual(
            self._ends(start, 1, "calendar_days", time), datetime(2026, 4, 5, 13, 30)
        )

    def test_leap_day(self):
        end = self._ends(datetime(2028, 2, 28, 10), 1, "calendar_days")
        self.assertEqual(end, datetime(2028, 3, 1))
        end = self._ends(datetime(2027, 2, 28, 10), 1, "calendar_days")
        self.assertEqual(end, datetime(2027, 3, 2))

    def test_year_end_with_holidays(self):
        desk = working(OFFICE, off=NEW_YEAR)
        start = datetime(2026, 12, 21, 15)
        self.assertEqual(
            self._ends(start, 10, "working_days", desk), datetime(2027, 1, 7, 17)
        )
        self.assertEqual(self._ends(start, 2, "weeks", desk), datetime(2027, 1, 5))

    def test_an_emergency_on_a_holiday_does_not_wait(self):
        """The same night: round the clock for one, the office for the other."""
        desk = working(OFFICE, off=NEW_YEAR)
        start = datetime(2027, 1, 1, 2, 30)
        self.assertEqual(
            self._ends(start, 15, "minutes", desk), datetime(2027, 1, 1, 2, 45)
        )
        self.assertEqual(
            self._ends(start, 24, "hours", desk), datetime(2027, 1, 2, 2, 30)
        )
        self.assertEqual(
            self._ends(start, 2, "working_hours", desk), datetime(2027, 1, 4, 11)
        )
        self.assertEqual(
            self._ends(start, 1, "working_days", desk), datetime(2027, 1, 4, 17)
        )

    def test_no_hours(self):
        for unit in ("working_hours", "working_days"):
            with self.assertRaisesRegex(ClockError, "no working hours"):
                self._ends(datetime(2026, 1, 5), 1, unit, working(NEVER))
        start = datetime(2026, 1, 5)
        end = self._ends(start, 1, "hours", working(NEVER))
        self.assertEqual(end, start + timedelta(hours=1))


class TestBadInput(BaseCase):
    """A sentence for people, a code for translators."""

    def _refused(self, code, function, *args):
        with self.assertRaises(ClockError) as caught:
            function(*args)
        self.assertEqual(caught.exception.code, code)
        self.assertRegex(str(caught.exception), r"^[A-Z0-9-].* .*\.$")

    def test_durations(self):
        for value, unit, code in (
            (1, "fortnights", "unit"),
            (1, None, "unit"),
            (0, "hours", "too_short"),
            (-2, "working_days", "too_short"),
            (0.001, "minutes", "too_short"),
            (float("nan"), "hours", "number"),
            (float("inf"), "weeks", "number"),
            (True, "hours", "number"),
            ("5", "hours", "number"),
            (None, "hours", "number"),
            (1.5, "working_days", "not_whole"),
            (0.5, "weeks", "not_whole"),
            (10**400, "hours", "too_long"),
            (3654, "working_days", "too_long"),
            (88_000, "working_hours", "too_long"),
        ):
            with self.subTest(value=value, unit=unit):
                self._refused(code, Duration, value, unit)

    def test_durations_that_are_good(self):
        self.assertEqual(Duration(1.0, "weeks"), Duration(1, "weeks"))
        self.assertEqual(Duration(3653, "calendar_days").value, 3653)
        start = datetime(2026, 1, 5)
        second = end_of_term(start, Duration(1 / 60, "minutes"), around())
        self.assertEqual(second, start + SECOND)
        third = term_seconds(start, Duration(1 / 3, "hours"), around())
        self.assertEqual(third, 1200)

    def test_pausing_and_resuming_twice(self):
        watch = Stopwatch(3600.0, since=datetime(2026, 1, 5))
        now = datetime(2026, 1, 5, 0, 10)
        self._refused("running", watch.resume, now)
        paused = watch.pause(now, around())
        self._refused("paused", paused.pause, now, around())

    def test_moments_that_cannot_be(self):
        started, now = datetime(2026, 1, 5, 10), datetime(2026, 1, 5, 12)
        minute = timedelta(minutes=1)
        for at, counts in (
            (started, started),
            (started - minute, started),
            (now, now),
            (now + minute, now),
            (now - minute, now - minute),
        ):
            self.assertEqual(validate_moment(at, started, now), counts)
        late, early = now + minute + SECOND, started - minute - SECOND
        self._refused("future", validate_moment, late, started, now)
        self._refused("before_start", validate_moment, early, started, now)
