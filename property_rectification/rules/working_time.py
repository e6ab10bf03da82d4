# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How time is measured: round the clock, or only while somebody works.

All moments are naive datetimes in UTC; a time zone only says which local day a
moment belongs to.  Amounts are seconds.

>>> from datetime import time
>>> from zoneinfo import ZoneInfo
>>> def nine_to_five(start, stop):  # in London's winter, every day of the week
...     days = ((start + timedelta(n)).date() for n in range((stop - start).days + 2))
...     return [(datetime.combine(day, time(9)), datetime.combine(day, time(17)))
...             for day in days]
>>> desk = WorkingTime(ZoneInfo("Europe/London"), nine_to_five)
>>> desk.advance(datetime(2026, 1, 5, 16), 2 * 3600)
datetime.datetime(2026, 1, 6, 10, 0)
>>> desk.measure(datetime(2026, 1, 5, 16), datetime(2026, 1, 6, 10)) / 3600
2.0
>>> desk.is_open(datetime(2026, 1, 5, 17)), desk.next_open(datetime(2026, 1, 5, 17))
(False, datetime.datetime(2026, 1, 6, 9, 0))
"""

from bisect import bisect_left, bisect_right
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from itertools import accumulate

_NOTHING = timedelta()
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)
# How much of a calendar is asked for at once: first little, then ever more.
_FIRST_WINDOW = timedelta(days=32)
_LARGEST_WINDOW = timedelta(days=366)
# A calendar that is silent for so long has no hours any more.
_LONGEST_GAP = timedelta(days=2 * 366)
_FARTHEST = timedelta(days=60 * 366)

_REASONS = {
    "unit": "Unknown unit of time: %(unit)s.",
    "number": "A duration is a number, not %(value)s.",
    "too_short": "A duration of %(value)s is too short: one second is the least.",
    "too_long": "A duration of %(value)s %(unit)s is too long: ten years is the most.",
    "not_whole": "%(value)s %(unit)s: days and weeks are counted in whole numbers.",
    "no_hours": "The working calendar has no working hours from %(at)s on.",
    "too_far": "The end of the term lies too far away to be reckoned.",
    "paused": "The clock is paused already.",
    "running": "The clock is running already.",
    "future": "This moment lies in the future: %(at)s.",
    "before_start": "This moment, %(at)s, lies before the report of %(started)s.",
}


class ClockError(ValueError):
    """What is wrong with a time: in English, and as a code to translate it by.

    >>> str(ClockError("unit", unit="fortnights"))
    'Unknown unit of time: fortnights.'
    """

    def __init__(self, code, **details):
        super().__init__(_REASONS[code] % details)
        self.code = code
        self.details = details


@contextmanager
def _within_reach():
    """Say so when a moment lies beyond the calendar of datetimes."""
    try:
        yield
    except OverflowError:
        raise ClockError("too_far") from None


class AroundTheClock:
    """Time that never stops: 24 hours on each day of the year.

    :param tz: ``tzinfo`` that says where a day begins and ends
    """

    round_the_clock = True

    def __init__(self, tz):
        self.tz = tz

    def measure(self, start, stop):
        """Return the seconds from one moment to another; negative to an earlier one."""
        return (stop - start).total_seconds()

    @_within_reach()
    def advance(self, start, seconds):
        """Return the first moment at which so many seconds are measured from start.

        Nothing leads back to start itself; a negative number leads into the past.
        """
        return start + timedelta(seconds=seconds)

    def is_open(self, at):
        """Return whether time is counted at this moment."""
        return True

    def next_open(self, at):
        """Return the first moment, from this one on, at which time is counted."""
        return at

    @_within_reach()
    def end_of_day(self, start, days):
        """Return the end of the n-th day after the day of start, which is day 0."""
        return self._midnight(self._date(start) + days * _DAY)

    def _date(self, at):
        """Return the local date of a moment."""
        return at.replace(tzinfo=timezone.utc).astimezone(self.tz).date()

    def _midnight(self, date):
        """Return the moment at which a local date ends."""
        local = datetime.combine(date + _DAY, datetime.min.time(), self.tz)
        return local.astimezone(timezone.utc).replace(tzinfo=None)


class WorkingTime(AroundTheClock):
    """Time that is only counted while somebody works.

    What was learned about the calendar is remembered: use one object for a batch.

    :param intervals: callable ``(start, stop)`` that returns a list of (start, stop)
        in which work is done, holidays taken out; they may touch or overlap
    :raise ClockError: by the methods that look ahead, when nobody works for two
        years ("no_hours") or the answer is 60 years away ("too_far")
    """

    round_the_clock = False

    def __init__(self, tz, intervals):
        super().__init__(tz)
        self._ask = intervals
        # Known is what lies between _since and _until: parallel lists of the
        # intervals' starts and stops, and of the time worked up to each stop.
        self._since = self._until = None
        self._starts, self._stops, self._worked = [], [], []

    def measure(self, start, stop):
        """Return the working seconds from one moment to another.

        They are negative when the other one is earlier.
        """
        self._cover(min(start, stop), max(start, stop))
        return (self._worked_at(stop) - self._worked_at(start)).total_seconds()

    @_within_reach()
    def advance(self, start, seconds):
        """Return the first moment at which so many seconds are measured from start.

        Nothing leads back to start itself.  A negative number leads into the past,
        and no further than to where the calendar begins.
        """
        amount = timedelta(seconds=seconds)
        if amount > _NOTHING:
            self._look_ahead(start, amount)
        elif amount < _NOTHING:
            self._look_back(start, -amount)
        else:
            return start
        target = max(self._worked_at(start) + amount, _NOTHING)
        if not self._stops:
            return start
        index = bisect_left(self._worked, target)
        return self._stops[index] - (self._worked[index] - target)

    def is_open(self, at):
        """Return whether somebody works at this moment."""
        self._cover(at, at + _SECOND)
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._stops[index]

    @_within_reach()
    def next_open(self, at):
        """Return the first moment, from this one on, at which somebody works."""
        if self.is_open(at):
            return at
        self._look_ahead(at, timedelta.resolution)
        return self._starts[bisect_left(self._starts, at)]

    @_within_reach()
    def end_of_day(self, start, days):
        """Return when work ends on the n-th working day after the day of start.

        The day of start is day 0, also when nobody works on it.  Work that goes on
        past midnight belongs to two days.
        """
        midnight = self._midnight(self._date(start))
        for _day in range(days):
            midnight = self._midnight(self._date(self.next_open(midnight)))
        self._cover(start, midnight)
        index = bisect_left(self._starts, midnight) - 1
        return min(self._stops[index], midnight)

    def _worked_at(self, at):
        """Return the working time between the first known interval and a moment."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return _NOTHING
        return self._worked[index] - max(self._stops[index] - at, _NOTHING)

    def _look_ahead(self, start, amount):
        """Learn the calendar until so much time was worked after start."""
        self._cover(start, start)
        while self._worked_at(self._until) - self._worked_at(start) < amount:
            last = max(self._stops[-1:] + [start])
            if self._until - last >= _LONGEST_GAP:
                raise ClockError("no_hours", at=last)
            if self._until - start >= _FARTHEST:
                raise ClockError("too_far")
            self._learn(self._until, self._until + self._next_window())

    def _look_back(self, start, amount):
        """Learn the calendar until more than so much was worked before start."""
        self._cover(start, start)
        while self._worked_at(start) <= amount:
            first = min(self._starts[:1] + [start])
            if first - self._since >= _LONGEST_GAP or start - self._since >= _FARTHEST:
                return
            self._learn(self._since - self._next_window(), self._since)

    def _next_window(self):
        known = self._until - self._since
        return min(max(known, _FIRST_WINDOW), _LARGEST_WINDOW)

    def _cover(self, start, stop):
        """Learn the calendar between two moments, and somewhat more."""
        if self._since is None:
            self._since = self._until = start - _DAY
        if start < self._since:
            wanted = max(self._since - start, self._next_window())
            self._learn(self._since - wanted, self._since)
        if stop > self._until:
            wanted = max(stop - self._until, self._next_window())
            self._learn(self._until, self._until + wanted)

    def _learn(self, start, stop):
        """Add what the calendar says about a window beside the known one."""
        pairs = list(zip(self._starts, self._stops, strict=True))
        pairs += [
            (max(_whole(opens), start), min(_whole(closes), stop))
            for opens, closes in self._ask(start, stop)
        ]
        merged = _merge(pairs)
        self._since, self._until = min(self._since, start), max(self._until, stop)
        self._starts = [opens for opens, _closes in merged]
        self._stops = [closes for _opens, closes in merged]
        self._worked = list(accumulate(closes - opens for opens, closes in merged))


def _whole(at):
    """Round to a second: some calendars end a day a microsecond before midnight."""
    return (at + _SECOND / 2).replace(microsecond=0)


def _merge(pairs):
    """Return the pairs in order, those that touch or overlap as one."""
    merged = []
    for opens, closes in sorted(pairs):
        if opens >= closes:
            continue
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(closes, merged[-1][1]))
        else:
            merged.append((opens, closes))
    return merged
