# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How long something may take, and how much of that is used.

A :class:`Duration` is what was promised.  Measured from the report on, by the time
that its unit goes by, it becomes a budget of seconds; a :class:`Stopwatch` uses it up
while it runs.  All moments are naive datetimes in UTC.

>>> from zoneinfo import ZoneInfo
>>> london = AroundTheClock(ZoneInfo("Europe/London"))
>>> reported = datetime(2026, 7, 5, 22, 59)  # a Sunday, one minute before midnight
>>> end_of_term(reported, Duration(1, "calendar_days"), london)
datetime.datetime(2026, 7, 6, 23, 0)
>>> watch = Stopwatch.start(reported, Duration(2, "hours"), london)
>>> watch = watch.pause(reported + timedelta(minutes=30), london)
>>> watch.due(london) is None, watch.remaining(reported + timedelta(days=1), london)
(True, 5400.0)
>>> watch.resume(reported + timedelta(days=1)).due(london)
datetime.datetime(2026, 7, 7, 0, 29)
"""

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .working_time import AroundTheClock, ClockError, WorkingTime

__all__ = [
    "UNITS",
    "AroundTheClock",
    "ClockError",
    "Duration",
    "Stopwatch",
    "WorkingTime",
    "end_of_term",
    "term_seconds",
    "time_for",
    "validate_moment",
]

# Seconds of one; of a day or a week only to judge whether it is absurd.
_SECONDS = {
    "minutes": 60,
    "hours": 3600,
    "working_hours": 3600,
    "calendar_days": 86400,
    "working_days": 86400,
    "weeks": 7 * 86400,
}
UNITS = tuple(_SECONDS)
WORKING_UNITS = ("working_hours", "working_days")
_DAYS = {"calendar_days": 1, "working_days": 1, "weeks": 7}
_LONGEST = 3653 * 86400
# Clocks of servers and phones differ by so much.
_SKEW = timedelta(minutes=1)
# Sums of fractions: less than this is nothing.
_TINY = 1e-6


@dataclass(frozen=True)
class Duration:
    """A promised time, such as 5 working days.

    :raise ClockError: with the code "unit", "number", "too_short", "too_long" or
        "not_whole"
    """

    value: float
    unit: str

    def __post_init__(self):
        if self.unit not in UNITS:
            raise ClockError("unit", unit=self.unit)
        if not _is_number(self.value):
            raise ClockError("number", value=self.value)
        if self.unit in _DAYS and self.value != int(self.value):
            raise ClockError("not_whole", value=self.value, unit=self.unit)
        seconds = self.value * _SECONDS[self.unit]
        if seconds < 1:
            raise ClockError("too_short", value=self.value, unit=self.unit)
        if seconds > _LONGEST:
            raise ClockError("too_long", value=self.value, unit=self.unit)


def _is_number(value):
    if isinstance(value, int):
        return not isinstance(value, bool)
    return isinstance(value, float) and math.isfinite(value)


def time_for(unit, time):
    """Return the time by which a unit goes: the one given, or round the clock.

    :param time: :class:`AroundTheClock` or :class:`WorkingTime`
    """
    return time if unit in WORKING_UNITS else AroundTheClock(time.tz)


def end_of_term(start, duration, time):
    """Return when a term that begins at start is over.

    Minutes and hours are counted from start on.  For days and weeks the local day of
    start is day 0; the term is over at the end of the last day, for working days at
    the end of its work.

    :param time: working time, or round the clock; see :func:`time_for`
    :raise ClockError: when the calendar has no hours, or too few
    """
    time = time_for(duration.unit, time)
    if duration.unit in _DAYS:
        days = int(duration.value) * _DAYS[duration.unit]
        return time.end_of_day(start, days)
    return time.advance(start, _budget(duration))


def term_seconds(start, duration, time):
    """Return the budget of a term that begins at start, in seconds of its own time.

    :param time: working time, or round the clock; see :func:`time_for`
    :raise ClockError: when the calendar has no hours, or too few
    """
    if duration.unit not in _DAYS:
        return _budget(duration)
    end = end_of_term(start, duration, time)
    return time_for(duration.unit, time).measure(start, end)


def _budget(duration):
    """Return whole seconds: nothing finer is stored."""
    return float(round(duration.value * _SECONDS[duration.unit]))


@dataclass(frozen=True)
class Stopwatch:
    """How much of one term is used up, and whether it runs.

    ``time`` in the methods is what :func:`time_for` says for the unit of the term:
    working time for a term in hours would be wrong.

    term: budget in seconds of that time; used: seconds used up to since; since: the
    moment from which it runs again, None while it is paused; paused_at: since when.
    """

    term: float
    used: float = 0.0
    since: datetime | None = None
    paused_at: datetime | None = None

    @classmethod
    def start(cls, start, duration, time):
        """Return a stopwatch that has been running since start."""
        return cls(term_seconds(start, duration, time), since=start)

    def pause(self, now, time):
        """Return it paused.

        :raise ClockError: "paused" when it does not run
        """
        if self.since is None:
            raise ClockError("paused")
        used = self.used_at(now, time)
        return replace(self, used=used, since=None, paused_at=max(now, self.since))

    def resume(self, now):
        """Return it running again.

        :raise ClockError: "running" when it runs
        """
        if self.since is not None:
            raise ClockError("running")
        return replace(self, since=max(now, self.paused_at or now), paused_at=None)

    def change(self, now, start, duration, old_time, new_time):
        """Return it for another duration or another time, running or paused as it was.

        The new term is measured from the original start on.  What is used is kept:
        the past is not measured again because a calendar changes.  Only between
        working time and round the clock, where a second means something else, it is,
        less the part of it that was paused.

        :param start: when the term began
        :param duration: the new :class:`Duration`, or the old one
        :param old_time: what it went by until now
        :param new_time: what it goes by from now on, as :func:`time_for` says
        """
        term = term_seconds(start, duration, new_time)
        both_round = old_time.round_the_clock and new_time.round_the_clock
        if both_round or old_time is new_time:
            return replace(self, term=term)
        if old_time.round_the_clock == new_time.round_the_clock:
            rate = _exchange_rate(start, duration, old_time, term)
            used = self.used_at(now, old_time) * rate
        else:
            used = self._measured_anew(now, start, old_time, new_time)
        since = self.since and max(now, self.since)
        return replace(self, term=term, used=used, since=since)

    def _measured_anew(self, now, start, old_time, new_time):
        now = self.paused_at or now
        passed = old_time.measure(start, now)
        part = self.used_at(now, old_time) / passed if passed > 0 else 1.0
        return min(part, 1.0) * max(new_time.measure(start, now), 0.0)

    def used_at(self, now, time):
        """Return the seconds used at a moment; before since, what was used then."""
        if self.since is None:
            return self.used
        return self.used + max(time.measure(self.since, now), 0.0)

    def share_at(self, now, time):
        """Return the used part of the term: 1.0 when it is used up, more when late."""
        return self.used_at(now, time) / self.term

    def remaining(self, now, time):
        """Return the seconds that are left, negative when late."""
        return self.term - self.used_at(now, time)

    def moment_of(self, share, time):
        """Return when a share of the term is used up, to the second; None when paused.

        For a share that was used up before since, the moment is reckoned back as if
        there had been no pause.

        :raise ClockError: when the calendar has no hours, or too few
        """
        if self.since is None:
            return None
        left = math.ceil(share * self.term - self.used - _TINY)
        if left or not self.used:
            return time.advance(self.since, left)
        # Used up to the last second: not when it was resumed, but when work ended.
        return min(self.since, time.advance(time.advance(self.since, -1), 1))

    def due(self, time):
        """Return when the term is used up, as :meth:`moment_of` does."""
        return self.moment_of(1.0, time)


@dataclass(frozen=True)
class Reckoned:
    """What follows from a promise: its budget, its end, and if hours were missing."""

    seconds: float
    due: datetime | None
    is_fallback: bool


@dataclass(frozen=True)
class Promise:
    """What is recorded about one promise.

    time: working time, or round the clock; value, unit: how long it was to take;
    started: when it began; agreed: the moment that was promised instead of a term;
    used, counted_from, paused: what its stopwatch stands at; met: when it was kept.
    """

    time: object
    unit: str
    value: float
    started: datetime | None = None
    agreed: datetime | None = None
    used: float = 0.0
    counted_from: datetime | None = None
    paused: datetime | None = None
    met: datetime | None = None

    def get_time(self):
        """Return in what time it is counted.

        Round the clock where the calendar ends before the term does: a problem has to
        be logged all the same.
        """
        if self.time.round_the_clock or not self.started or self.agreed:
            return self.time
        try:
            end_of_term(self.started, Duration(self.value, self.unit), self.time)
        except ClockError:
            return AroundTheClock(self.time.tz)
        return self.time

    def reckon(self):
        """Return what follows from it, as :class:`Reckoned`."""
        time = self.get_time()
        seconds = self._get_seconds(time)
        is_fallback = self.unit in WORKING_UNITS and time.round_the_clock
        return Reckoned(seconds, self._get_due(seconds, time), is_fallback)

    def _get_seconds(self, time):
        """Return the seconds that were promised, 0 while nothing has started it."""
        if not self.started:
            return 0
        if self.agreed:
            return (self.agreed - self.started).total_seconds()
        return term_seconds(self.started, Duration(self.value, self.unit), time)

    def _get_due(self, seconds, time):
        """Return when the term ends; of what stood still when it was met, by then."""
        if not self.started:
            return None
        if self.agreed and not self.counted_from and not self.paused:
            return self.agreed
        since = None if self.paused else self.counted_from or self.started
        watch = Stopwatch(seconds, self.used, since, self.paused)
        if self.paused and self.met:
            watch = watch.resume(self.met)
        try:
            return watch.due(time)
        except ClockError:
            # Pauses have moved the end beyond that of the calendar.
            return watch.due(AroundTheClock(time.tz))


def reckon(promises):
    """Return what follows from some promises, as :class:`Reckoned` in their order.

    >>> from zoneinfo import ZoneInfo
    >>> always, begin = AroundTheClock(ZoneInfo("UTC")), datetime(2026, 3, 2, 8)
    >>> [reckoned] = reckon([Promise(always, "hours", 4, begin)])
    >>> reckoned.seconds, reckoned.due
    (14400.0, datetime.datetime(2026, 3, 2, 12, 0))
    """
    return [promise.reckon() for promise in promises]


def moments_of(promises, watches, shares):
    """Return when a share of each promise is used up; None beyond its calendar.

    :param watches: the :class:`Stopwatch` of each
    :param shares: of each, 1.0 for the whole term
    """
    found = []
    for promise, watch, share in zip(promises, watches, shares, strict=True):
        try:
            found.append(watch.moment_of(share, promise.get_time()))
        except ClockError:
            found.append(None)
    return found


def _exchange_rate(start, duration, old_time, term):
    """Return what a second of the old working time is worth in a new one.

    An hour is an hour, but the days of two calendars have different lengths.
    """
    try:
        return term / term_seconds(start, duration, old_time)
    except ClockError:
        # The old calendar has lost its hours: there is nothing to compare with.
        return 1.0


def validate_moment(at, started, now):
    """Return when something was done, if that can be: after started and before now.

    A minute of difference between clocks is forgiven.

    :raise ClockError: "future" or "before_start"

    >>> validate_moment(datetime(2026, 3, 1, 12), datetime(2026, 3, 1, 12, 0, 30),
    ...                 datetime(2026, 3, 1, 13))
    datetime.datetime(2026, 3, 1, 12, 0, 30)
    """
    if at > now + _SKEW:
        raise ClockError("future", at=at)
    if at < started - _SKEW:
        raise ClockError("before_start", at=at, started=started)
    return max(started, min(at, now))
