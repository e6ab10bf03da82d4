# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Whether what was done has worked, as far as figures can tell.

A proposal, never a decision: somebody who knows the place decides.  What counts as a
return is told by the rule of recurrences: the same type at the same place, around it
or in a part of it, or any problem of the same equipment.

>>> from datetime import datetime
>>> done = datetime(2026, 3, 1, 12)
>>> leak = recurrence.Report(1, datetime(2026, 2, 1), place=7, parent=6, type=3)
>>> later = datetime(2026, 3, 9)
>>> reports = Reports([
...     recurrence.Report(2, datetime(2026, 2, 3), place=7, parent=6, type=3),
...     recurrence.Report(3, later, place=7, parent=6, type=3),
...     recurrence.Report(4, later, place=6, type=3),
...     recurrence.Report(5, later, place=7, parent=6, type=4),
... ])
>>> [report.key for report in reports.find_returns([leak], done)]
[3, 4]
>>> propose(Figures()), propose(Figures(returned=1)), propose(Figures(returned=2))
('pass', 'partly', 'fail')
>>> propose(Figures(returned=1, still_open=1)), propose(Figures(not_fixed=1))
('fail', 'partly')
>>> propose(Figures(rating=1.5)), propose(Figures(rating=4.5, further=("fail",)))
('partly', 'fail')
"""

from collections import defaultdict
from dataclasses import dataclass

from . import recurrence

VERDICTS = ("pass", "partly", "fail")
# Outcomes of what turned out to be nothing: no return, and found nowhere.
NOTHING = ("no_fault_found", "not_ours", "duplicate")
# So often may it come back before the work counts as useless.
_FAIL_FROM = 2
# Of 5; Odoo, too, calls those below it dissatisfied.
_POOR_RATING = 2.33


class Reports:
    """Reports that may be returns, kept so that those of one plan are found fast."""

    def __init__(self, reports):
        """
        :param reports: iterable of ``recurrence.Report``
        """
        self._by_clue = defaultdict(list)
        for report in reports:
            for clue in recurrence.clues(report):
                self._by_clue[clue].append(report)

    def find_returns(self, problems, since):
        """Return the reports that repeat one of some problems, each of them once.

        :param problems: iterable of ``recurrence.Report``
        :param since: when the work was verified; what was reported before is no return
        """
        found = {}
        for problem in problems:
            for trace in recurrence.traces(problem):
                for report in self._by_clue.get(trace, ()):
                    is_same = problem.key not in report.refused
                    if is_same and report.opened > since:
                        found[report.key] = report
        return list(found.values())


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known about an effect.

    returned: problems reported again; not_fixed: further ones of which an owner says
    that they are still there; still_open: how many of both are open now; rating:
    average of what people gave, of 5, None when nobody did; further: what other
    sources speak for, each one of :data:`VERDICTS`.
    """

    returned: int = 0
    still_open: int = 0
    not_fixed: int = 0
    rating: float | None = None
    further: tuple = ()


def propose(figures):
    """Return what the figures speak for, the worst of them: pass, partly or fail."""
    verdicts = (_judge_reports(figures), _judge_rating(figures), *figures.further)
    return max(verdicts, key=VERDICTS.index)


def _judge_reports(figures):
    again = figures.returned + figures.not_fixed
    # What is there cannot be gone.
    if again >= _FAIL_FROM or figures.still_open:
        return "fail"
    return "partly" if again else "pass"


def _judge_rating(figures):
    """People may be cross about something else: a rating alone fails nothing."""
    is_poor = figures.rating is not None and figures.rating < _POOR_RATING
    return "partly" if is_poor else "pass"


def average(ratings):
    """Return the average of some ratings, or None.

    >>> average([2, 3]), average([])
    (2.5, None)
    """
    return sum(ratings) / len(ratings) if ratings else None
