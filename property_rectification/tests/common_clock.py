# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Working calendars and examples for the tests of the clocks."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from ..rules.clock import UNITS, AroundTheClock, Duration, WorkingTime

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
ZONES = (
    LONDON,
    NEW_YORK,
    ZoneInfo("Asia/Kolkata"),
    ZoneInfo("Australia/Lord_Howe"),  # half an hour of daylight saving
    ZoneInfo("America/Havana"),  # midnight is there twice in autumn
    ZoneInfo("Asia/Beirut"),  # midnight is missing in spring
)

WEEK, WORKDAYS = range(7), range(5)
OFFICE = {day: [(9, 17)] for day in WORKDAYS}
LUNCH = {day: [(9, 12), (13, 17)] for day in WORKDAYS}
NIGHT = {day: [(22, 30)] for day in WEEK}
HOLES = {1: [(10, 11.5)], 3: [(8, 9), (20, 24)]}
ALWAYS = {day: [(0, 24)] for day in WEEK}
NEVER = {}


class Calendar:
    """Hours of work by weekday (0 is Monday), local; days off; how often asked.

    Hours beyond 24 belong to the morning after.
    """

    def __init__(self, zone, hours, off=()):
        self.zone, self.hours, self.off = zone, hours, off
        self.calls = 0

    def __call__(self, start, stop):
        self.calls += 1
        pairs = []
        for day in self.days(start, stop):
            pairs += [(self.utc(day, a), self.utc(day, b)) for a, b in self.of(day)]
        return [(max(a, start), min(b, stop)) for a, b in pairs if a < stop > start < b]

    def of(self, day):
        return [] if day in self.off else self.hours.get(day.weekday(), [])

    def days(self, start, stop):
        first = start.date() - timedelta(2)
        return [first + timedelta(n) for n in range((stop - start).days + 5)]

    def utc(self, day, hours):
        local = datetime(day.year, day.month, day.day) + timedelta(hours=hours)
        return (
            local.replace(tzinfo=self.zone)
            .astimezone(timezone.utc)
            .replace(tzinfo=None)
        )

    def end(self, start, days):
        """Count working days one by one; only for hours that end by midnight."""
        day = start.replace(tzinfo=timezone.utc).astimezone(self.zone).date()
        while days:
            day += timedelta(1)
            days -= bool(self.of(day))
        return self.utc(day, self.of(day)[-1][1])


def working(hours, zone=LONDON, off=()):
    return WorkingTime(zone, Calendar(zone, hours, off))


def around(zone=LONDON):
    return AroundTheClock(zone)


NEW_YEAR = [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)]
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1)).map(
    lambda at: at.replace(microsecond=0)
)
CALENDARS = st.builds(
    Calendar,
    st.sampled_from(ZONES),
    st.sampled_from([OFFICE, LUNCH, NIGHT, HOLES, ALWAYS]),
    st.just([]) | st.lists(st.dates(date(2024, 1, 1), date(2029, 1, 1)), max_size=30),
)
WORKING = CALENDARS.map(lambda calendar: WorkingTime(calendar.zone, calendar))
TIMES = WORKING | st.sampled_from(ZONES).map(AroundTheClock)
SECONDS = st.integers(0, 300 * 3600)
GAPS = st.integers(0, 40 * 86400).map(lambda seconds: timedelta(seconds=seconds))


@st.composite
def durations(draw, units=UNITS):
    unit = draw(st.sampled_from(units))
    if unit in ("minutes", "hours", "working_hours"):
        return Duration(draw(st.integers(2, 40_000)) / 100, unit)
    return Duration(draw(st.integers(1, 30)), unit)
