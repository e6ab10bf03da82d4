# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The same problem again: reported while it is still open, or back after closing.

"The same" is the same type at the same place, at the place around it or at a part of
it, or any problem of the same equipment.  What counts is the earlier report that ended
last: if even that one is closed, all are.  So it is enough to remember one report for
each trace, and a history of n reports takes n log n steps, for putting it in order.

>>> from datetime import timedelta
>>> day = timedelta(days=1)
>>> start = datetime(2026, 1, 5)
>>> history = [
...     Report(1, start, start + 9 * day, place=7, parent=6, type=3),
...     Report(2, start + 2 * day, start + 3 * day, place=6, type=3),
...     Report(3, start + 20 * day, None, place=7, parent=6, type=3),
...     Report(4, start + 21 * day, None, place=7, parent=6, type=5),
... ]
>>> for report, link in follow(history):
...     print(report.key, link and (link.earlier, link.kind, link.count))
1 None
2 (1, 'open', 2)
3 (1, 'return', 2)
4 None
"""

from bisect import insort
from dataclasses import dataclass
from datetime import datetime

OPEN, RETURN = "open", "return"
USUAL_DAYS = 90
# From this one of a chain on it is no longer chance.
CHRONIC_FROM = 3


@dataclass(frozen=True, slots=True)
class Report:
    """What matters of one problem.

    key: what identifies it; closed: None while it is open; company, place, parent (the
    place around it), type, equipment: keys, or None; days: how long after a closing
    it counts as a return; refused: keys of reports that it is known not to repeat;
    count: its number in its chain when that is decided already, else 0.
    """

    key: int
    opened: datetime
    closed: datetime | None = None
    company: int | None = None
    place: int | None = None
    parent: int | None = None
    type: int | None = None
    equipment: int | None = None
    days: int = USUAL_DAYS
    refused: frozenset = frozenset()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """That a report repeats an earlier one.

    earlier: key of that one; kind: :data:`OPEN` or :data:`RETURN`; count: its number
    in the chain, 2 for the first that repeats another; days: whole days since the
    closing, None for one that was open.
    """

    earlier: int
    kind: str
    count: int
    days: int | None = None

    @property
    def is_chronic(self):
        """Whether the chain is long enough to ask for prevention."""
        return self.count >= CHRONIC_FROM


def days_since(opened, closed):
    """Return the whole days from a closing to a report, None if it was still open.

    >>> days_since(datetime(2026, 3, 2, 8), datetime(2026, 3, 1, 9))
    0
    >>> days_since(datetime(2026, 3, 2, 8), datetime(2026, 3, 2, 9)) is None
    True
    """
    if closed is None or closed > opened:
        return None
    return (opened - closed).days


def follow(reports, most_refused=0):
    """Go through reports in order of time; yield each with its :class:`Link`, or None.

    Reads and yields one by one: what is remembered grows with the number of places and
    types, not with that of reports.

    :param reports: iterable of :class:`Report`, the earliest first
    :param most_refused: how many keys any of them refuses at most
    :raise ValueError: when they are not in order
    """
    memory, last = _Memory(most_refused + 1), None
    for report in reports:
        if last is not None and report.opened < last:
            raise ValueError(f"report {report.key} is not in order of time")
        last = report.opened
        link = None if report.count else memory.find(report)
        memory.keep(report, link.count if link else max(report.count, 1))
        yield report, link


def judge(report, earlier):
    """Return the :class:`Link` of one new report to earlier ones, or None.

    :param report: :class:`Report`
    :param earlier: iterable of decided :class:`Report`, in any order; later ones
        are left out
    """
    memory = _Memory(len(report.refused) + 1)
    for other in sorted(earlier, key=lambda other: other.opened):
        if other.opened <= report.opened:
            memory.keep(other, max(other.count, 1))
    return memory.find(report)


def chronic_pairs(reports, days=USUAL_DAYS):
    """Return the pairs of place and type with reports less than some days apart.

    :param reports: iterable of :class:`Report`, the earliest first
    :return: set of (place key, type key)

    >>> first = Report(1, datetime(2026, 1, 1), place=7, type=3)
    >>> chronic_pairs([first, Report(2, datetime(2026, 3, 31), place=7, type=3)])
    {(7, 3)}
    >>> chronic_pairs([first, Report(2, datetime(2026, 4, 1), place=7, type=3)])
    set()
    """
    last, chronic = {}, set()
    for report in reports:
        pair = (report.place, report.type)
        if None in pair:
            continue
        before = last.get(pair)
        if before is not None and (report.opened - before).days < days:
            chronic.add(pair)
        last[pair] = report.opened
    return chronic


def traces(report):
    """Return under what later reports find this one: a list of keys."""
    company, of_type = report.company, report.type
    found = []
    if report.place is not None and of_type is not None:
        found.append(("at", company, report.place, of_type))
        if report.parent is not None:
            found.append(("within", company, report.parent, of_type))
    if report.equipment is not None:
        found.append(("equipment", company, report.equipment))
    return found


def clues(report):
    """Return where this report looks for earlier ones: keys as of `traces`."""
    company, of_type = report.company, report.type
    found = []
    if report.place is not None and of_type is not None:
        found.append(("at", company, report.place, of_type))
        found.append(("within", company, report.place, of_type))
        if report.parent is not None:
            found.append(("at", company, report.parent, of_type))
    if report.equipment is not None:
        found.append(("equipment", company, report.equipment))
    return found


class _Memory:
    """The reports that ended last, by trace.

    One is enough, but for links that were refused: behind each of these the next one
    is wanted.
    """

    def __init__(self, depth):
        self._depth = depth
        self._ends = {}
        self._number = 0

    def keep(self, report, count):
        self._number += 1
        end = report.closed or datetime.max
        entry = (end, report.opened, self._number, report.key, count)
        for trace in traces(report):
            known = self._ends.setdefault(trace, [])
            insort(known, entry)
            del known[: -self._depth]

    def find(self, report):
        entries = (
            entry
            for clue in clues(report)
            for entry in self._ends.get(clue, ())
            if entry[3] not in report.refused
        )
        found = max(entries, default=None)
        if found is None:
            return None
        end, _opened, _number, key, count = found
        days = days_since(report.opened, end)
        if days is None:
            return Link(key, OPEN, count + 1)
        return Link(key, RETURN, count + 1, days) if days <= report.days else None
