# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date, datetime, time, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...rules.working_time import ClockError, WorkingTime
from ..common_clock import (
    ALWAYS,
    CALENDARS,
    HOLES,
    LONDON,
    LUNCH,
    MOMENTS,
    NEVER,
    NEW_YORK,
    NIGHT,
    OFFICE,
    SECONDS,
    TIMES,
    WORKING,
    Calendar,
    around,
    working,
)

SECOND = timedelta(seconds=1)
HOUR = 3600


class TestTimeProperties(BaseCase):
    """What must hold for every calendar and every moment."""

    @given(calendar=CALENDARS, first=MOMENTS, second=MOMENTS)
    def test_measure_is_the_sum_of_the_hours(self, calendar, first, second):
        start, stop = sorted((first, second))
        hours = sum((b - a for a, b in calendar(start, stop)), timedelta())
        time = WorkingTime(calendar.zone, calendar)
        self.assertEqual(time.measure(start, stop), hours.total_seconds())
        self.assertEqual(time.measure(stop, start), -hours.total_seconds())

    @given(time=TIMES, start=MOMENTS, seconds=SECONDS)
    def test_advance_is_the_first_moment_of_the_measure(self, time, start, seconds):
        end = time.advance(start, seconds)
        self.assertEqual(time.measure(start, end), seconds)
        if seconds:
            self.assertEqual(time.measure(start, end - SECOND), seconds - 1)

    @given(time=TIMES, start=MOMENTS, seconds=SECONDS.filter(bool))
    def test_advance_leads_back_as_well(self, time, start, seconds):
        end = time.advance(start, -seconds)
        self.assertEqual(time.measure(start, end), -seconds)
        self.assertEqual(time.measure(start, end - SECOND), -seconds - 1)

    @given(time=TIMES, start=MOMENTS, first=SECONDS, second=SECONDS)
    def test_two_steps_are_one(self, time, start, first, second):
        twice = time.advance(time.advance(start, first), second)
        self.assertEqual(twice, time.advance(start, first + second))

    @given(time=TIMES, moments=st.lists(MOMENTS, min_size=3, max_size=3))
    def test_a_part_and_the_rest_are_the_whole(self, time, moments):
        a, b, c = moments
        parts = time.measure(a, b) + time.measure(b, c)
        self.assertEqual(parts, time.measure(a, c))

    @given(time=TIMES, at=MOMENTS)
    def test_next_open_is_open_and_nothing_before_is(self, time, at):
        opens = time.next_open(at)
        self.assertTrue(time.is_open(opens))
        self.assertEqual(time.measure(at, opens), 0)
        self.assertEqual(time.is_open(at), opens == at)

    @given(
        calendar=CALENDARS.filter(lambda calendar: calendar.hours != NIGHT),
        start=MOMENTS,
        days=st.integers(1, 30),
    )
    def test_working_days_are_counted_one_by_one(self, calendar, start, days):
        time = WorkingTime(calendar.zone, calendar)
        self.assertEqual(time.end_of_day(start, days), calendar.end(start, days))

    @given(time=TIMES, start=MOMENTS, days=st.integers(0, 60))
    def test_a_day_ends_at_midnight_round_the_clock(self, time, start, days):
        end = around(time.tz).end_of_day(start, days)

        def local(at):
            return at.replace(tzinfo=timezone.utc).astimezone(time.tz).date()

        self.assertEqual(local(end - SECOND), local(start) + timedelta(days))
        self.assertEqual(local(end), local(start) + timedelta(days + 1))

    @given(time=WORKING, moments=st.lists(MOMENTS, min_size=2, max_size=6))
    def test_what_was_asked_before_changes_nothing(self, time, moments):
        for start in moments:
            fresh = WorkingTime(time.tz, time._ask)
            self.assertEqual(time.advance(start, HOUR), fresh.advance(start, HOUR))
            self.assertEqual(time.is_open(start), fresh.is_open(start))


class TestWorkingTime(BaseCase):
    """Calendars as there are in real life."""

    def test_few_questions_for_a_batch(self):
        for direction in (1, -1):
            calendar = Calendar(LONDON, OFFICE)
            time = WorkingTime(LONDON, calendar)
            for day in range(200):
                start = datetime(2026, 1, 1, 11) + direction * timedelta(day)
                time.advance(start, 40 * HOUR)
            self.assertLessEqual(calendar.calls, 6)

    def test_the_border_of_what_is_known_is_not_seen(self):
        always = working(ALWAYS)
        start = datetime(2026, 1, 5, 12)
        for day in range(100):
            self.assertTrue(always.is_open(start + timedelta(day)))
        for days, end in ((22, 4), (23, 5), (24, 6)):
            desk = working(OFFICE)
            self.assertTrue(desk.is_open(start))
            end = datetime(2026, 2, end, 17)
            self.assertEqual(desk.end_of_day(start, days), end)

    def test_far_back(self):
        """Over years, and to the end of work rather than to the next beginning."""
        holes, start = working(HOLES), datetime(2026, 1, 5, 17, 30)
        end = holes.advance(start, -1500 * HOUR)
        self.assertEqual(holes.measure(start, end), -1500 * HOUR)
        friday = working(OFFICE).advance(start, -8 * HOUR)
        self.assertEqual(friday, datetime(2026, 1, 2, 17))

    def test_nothing_leads_nowhere(self):
        sunday = datetime(2026, 1, 4, 12)
        self.assertEqual(working(OFFICE).advance(sunday, 0), sunday)

    def test_outside_hours_the_clock_waits(self):
        """A report at 3 in the morning is as one at 9."""
        desk = working(OFFICE)
        for hour in (0, 3, 9):
            end = desk.advance(datetime(2026, 1, 5, hour), 2 * HOUR)
            self.assertEqual(end, datetime(2026, 1, 5, 11))

    def test_the_end_of_work_is_not_the_next_morning(self):
        end = working(OFFICE).advance(datetime(2026, 1, 9, 16), HOUR)
        self.assertEqual(end, datetime(2026, 1, 9, 17))

    def test_night_shift(self):
        night = working(NIGHT)
        start = datetime(2026, 1, 5, 23)
        self.assertEqual(night.advance(start, 3 * HOUR), datetime(2026, 1, 6, 2))
        self.assertEqual(night.advance(start, 8 * HOUR), datetime(2026, 1, 6, 23))
        # The morning shift ends at 6, the one of the evening is cut at midnight.
        self.assertEqual(night.end_of_day(start, 1), datetime(2026, 1, 7))

    def test_holidays(self):
        desk = working(OFFICE, off=[date(2026, 1, 6), date(2026, 1, 7)])
        end = desk.advance(datetime(2026, 1, 5, 16), 2 * HOUR)
        self.assertEqual(end, datetime(2026, 1, 8, 10))
        self.assertFalse(desk.is_open(datetime(2026, 1, 6, 10)))

    def test_holes(self):
        end = working(HOLES).advance(datetime(2026, 1, 5), 2 * HOUR)
        self.assertEqual(end, datetime(2026, 1, 8, 8, 30))

    def test_half_a_year_without_work_is_crossed(self):
        off = [date(2026, 1, 6) + timedelta(n) for n in range(180)]
        end = working(OFFICE, off=off).advance(datetime(2026, 1, 5, 16), 2 * HOUR)
        self.assertEqual(end, datetime(2026, 7, 6, 9))

    def test_touching_overlapping_and_empty_intervals(self):
        day = datetime(2026, 1, 5)

        def untidy(start, stop):
            at = [day.replace(hour=hour) for hour in (9, 12, 10, 11, 12, 14, 13, 15)]
            pairs = [*zip(at[::2], at[1::2], strict=True), (day, day - SECOND)]
            return [pair for pair in pairs if start <= pair[0] < stop]

        time = WorkingTime(LONDON, untidy)
        self.assertEqual(time.measure(day, day + timedelta(1)), 6 * HOUR)

    def test_intervals_beyond_the_window_asked_for_count_once(self):
        def careless(start, stop):
            return [(datetime(2020, 1, 1), datetime(2040, 1, 1))]

        time = WorkingTime(LONDON, careless)
        end = time.advance(datetime(2026, 1, 1), 400 * 86400)
        self.assertEqual(end, datetime(2026, 1, 1) + timedelta(400))

    def test_a_day_that_ends_a_microsecond_early_is_whole(self):
        def days(start, stop):
            first = datetime.combine(start.date(), time.min)
            starts = (first + timedelta(n) for n in range((stop - start).days + 2))
            return [(a, datetime.combine(a, time.max)) for a in starts]

        always = WorkingTime(LONDON, days)
        start = datetime(2026, 1, 5, 12)
        self.assertEqual(always.advance(start, 86400), start + timedelta(1))
        self.assertEqual(always.end_of_day(start, 1), datetime(2026, 1, 7))

    def test_daylight_saving_in_working_hours(self):
        """Nine is nine on the wall, whatever it is in UTC."""
        for zone, day, hour in (
            (LONDON, 27, 9),
            (LONDON, 30, 8),
            (NEW_YORK, 6, 14),
            (NEW_YORK, 9, 13),
        ):
            desk = working(OFFICE, zone)
            opens = desk.next_open(datetime(2026, 3, day, 3))
            self.assertEqual(opens, datetime(2026, 3, day, hour))

    def test_daylight_saving_in_a_night_shift(self):
        """The shift has seven hours in spring and nine in autumn."""
        for start, hours in (
            (datetime(2026, 3, 28, 22), 7),
            (datetime(2026, 10, 24, 21), 9),
        ):
            next_day = start + timedelta(hours=14)
            self.assertEqual(working(NIGHT).measure(start, next_day), hours * HOUR)

    def test_always_open_is_round_the_clock(self):
        start = datetime(2026, 3, 28, 22, 10)
        for zone in (LONDON, NEW_YORK):
            always, clock = working(ALWAYS, zone), around(zone)
            for days in (1, 2, 30):
                end = clock.end_of_day(start, days)
                self.assertEqual(always.end_of_day(start, days), end)
                self.assertEqual(always.measure(start, end), clock.measure(start, end))

    def test_frappe_helpdesk_2212_lunch_break(self):
        """A term goes on after the lunch break, and does not count it."""
        desk = working(LUNCH)
        end = desk.advance(datetime(2026, 1, 5, 11), 3 * HOUR)
        self.assertEqual(end, datetime(2026, 1, 5, 15))
        self.assertFalse(desk.is_open(datetime(2026, 1, 5, 12, 30)))
        self.assertEqual(
            desk.advance(datetime(2026, 1, 5, 12, 30), HOUR), datetime(2026, 1, 5, 14)
        )


class TestBadCalendars(BaseCase):
    """A clear error, and never an endless search."""

    def _refused(self, code, method, *args):
        with self.assertRaises(ClockError) as caught:
            method(*args)
        self.assertEqual(caught.exception.code, code)

    def test_no_hours(self):
        start = datetime(2026, 1, 5)
        calendar = Calendar(LONDON, NEVER)
        never = WorkingTime(LONDON, calendar)
        self._refused("no_hours", never.advance, start, 1)
        self._refused("no_hours", never.next_open, start)
        self._refused("no_hours", never.end_of_day, start, 1)
        self.assertFalse(never.is_open(start))
        self.assertEqual(never.measure(start, datetime(2026, 2, 5)), 0)
        self.assertLess(calendar.calls, 10)

    def test_hours_that_run_out(self):
        def january(start, stop):
            pair = (datetime(2026, 1, 5, 9), datetime(2026, 1, 5, 17))
            return [pair] if start <= pair[0] < stop else []

        time = WorkingTime(LONDON, january)
        start = datetime(2026, 1, 5)
        self.assertEqual(time.advance(start, 8 * HOUR), datetime(2026, 1, 5, 17))
        self._refused("no_hours", time.advance, start, 9 * HOUR)
        # Before it began there is nothing to reckon back to.
        later = datetime(2026, 1, 5, 12)
        self.assertEqual(time.advance(later, -5 * HOUR), datetime(2026, 1, 5, 9))

    def test_reckoning_back_without_hours_stays(self):
        start = datetime(2026, 1, 5)
        self.assertEqual(working(NEVER).advance(start, -HOUR), start)

    def test_too_few_hours(self):
        def yearly(start, stop):
            starts = [datetime(year, 1, 5, 9) for year in range(1800, 2120)]
            return [(a, a + timedelta(hours=1)) for a in starts if start <= a < stop]

        time = WorkingTime(LONDON, yearly)
        self._refused("too_far", time.advance, datetime(2026, 1, 1), 100 * HOUR)
        # Back it goes as far as it looked, and refuses nothing.
        time = WorkingTime(LONDON, yearly)
        back = time.advance(datetime(2026, 1, 1), -100 * HOUR)
        self.assertIn(back.year, range(1960, 1970))

    def test_the_end_of_the_world(self):
        start = datetime(9999, 12, 30)
        self._refused("too_far", around().advance, start, 3 * 86400)
        self._refused("too_far", around().end_of_day, start, 1)
        self._refused("too_far", working(OFFICE).advance, start, 40 * HOUR)
