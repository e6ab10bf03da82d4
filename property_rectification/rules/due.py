# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""When work is due, as people speak of it: late, today, this week, next week, later.

>>> from datetime import date
>>> monday = date(2026, 3, 2)
>>> bucket(date(2026, 3, 8), monday), bucket(date(2026, 3, 9), monday)
('this_week', 'next_week')
>>> [bucket(day, monday) for day in (date(2026, 3, 1), monday, date(2026, 3, 16), None)]
['late', 'today', 'later', 'undated']
"""

from datetime import timedelta

LATE, TODAY, LATER, UNDATED = "late", "today", "later", "undated"
_DAY = timedelta(days=1)


def spans(today, week_start=1):
    """Return the first and the last day of each bucket, in order; None has no end.

    A bucket without a day is left out: on the last day of a week nothing is left of it.

    :param today: date
    :param week_start: first day of the week, 1 for Monday to 7 for Sunday
    :return: dict of bucket to (first, last)

    >>> from datetime import date
    >>> sunday = date(2026, 3, 8)
    >>> list(spans(sunday)), list(spans(sunday, week_start=7))[2]
    (['late', 'today', 'next_week', 'later'], 'this_week')
    """
    this_end = _week_end(today, week_start)
    next_end = this_end + timedelta(days=7)
    found = {
        LATE: (None, today - _DAY),
        TODAY: (today, today),
        "this_week": (today + _DAY, this_end),
        "next_week": (this_end + _DAY, next_end),
        LATER: (next_end + _DAY, None),
    }
    return {
        name: (first, last)
        for name, (first, last) in found.items()
        if not (first and last) or first <= last
    }


def _week_end(day, week_start):
    return day + timedelta(days=(week_start - 1 - day.isoweekday()) % 7)


def bucket(day, today, week_start=1):
    """Return the bucket of a day, ``undated`` for None."""
    if not day:
        return UNDATED
    for name, (_first, last) in spans(today, week_start).items():
        if last is None or day <= last:
            return name
    raise AssertionError("the last bucket has no end")
