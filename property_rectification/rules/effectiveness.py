# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Whether what was done has worked, as far as figures can tell.

A proposal, never a decision: somebody who knows the place decides.

>>> from datetime import datetime
>>> window = Window(place=7, type=3, since=datetime(2026, 3, 1, 12))
>>> later = datetime(2026, 3, 9)
>>> reports = [(7, 3, datetime(2026, 2, 1)), (7, 3, later), (7, 4, later)]
>>> returns(window, reports)
1
>>> propose(0, 0), propose(1, 0), propose(2, 0), propose(1, 1)
('pass', 'partly', 'fail', 'fail')
"""

from dataclasses import dataclass
from datetime import datetime

# So often may it come back before the work counts as useless.
_FAIL_FROM = 2


@dataclass(frozen=True)
class Window:
    """What is watched for the effect of a plan: problems of a type at a place.

    since: when the work was verified.
    """

    place: int
    type: int
    since: datetime


def returns(window, reports):
    """Return how often the problem was reported again within a window.

    :param reports: iterable of (place, type, moment of the report)
    """
    return sum(
        (place, kind) == (window.place, window.type) and reported > window.since
        for place, kind, reported in reports
    )


def propose(returned, still_open):
    """Return what the figures speak for: pass, partly or fail.

    :param returned: how often it was reported again
    :param still_open: how many of these are open now: what is there cannot be gone
    """
    if returned >= _FAIL_FROM or still_open:
        return "fail"
    return "partly" if returned else "pass"
