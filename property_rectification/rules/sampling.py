# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Which results of minor work are verified: a share of them, by a draw.

The draw is made when the work is finished, so that nobody knows before whether
somebody will look.

>>> share_of([Case("s4", 20), Case("s4", 50)])
50
>>> is_drawn(50, 0.49), is_drawn(50, 0.5)
(True, False)
"""

from dataclasses import dataclass

EVERY = 100


@dataclass(frozen=True)
class Case:
    """One problem of a plan.

    share: percentage of its policy; chronic: it keeps coming back.
    """

    severity: str | None = None
    share: int = EVERY
    chronic: bool = False


def share_of(cases, version=1):
    """Return the percentage of plans like this one that are verified.

    Every one is where a problem is more than minor or keeps coming back, and where
    an earlier version did not work.  Of several problems the largest share counts.

    :param cases: list of :class:`Case`, the problems of the plan
    :param version: of the plan

    >>> share_of([Case("s4", 20), Case("s3", 100)])
    100
    >>> share_of([Case("s4", 20)], version=2)
    100
    """
    minor = all(case.severity == "s4" and not case.chronic for case in cases)
    if not cases or not minor or version > 1:
        return EVERY
    return max(case.share for case in cases)


def is_drawn(share, number):
    """Tell whether a result is verified.

    :param share: percentage, 0 to 100
    :param number: random, at least 0 and less than 1
    """
    return number * EVERY < share
