# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Which response policy a problem falls under.

A policy names what it is for; what it leaves open fits everything.  Of those that
fit, the most specific one applies: a type counts more than a place, the nearer
place more than the one around it, a place more than a kind, then severity and
company.  Of two that are equally specific the one in force later applies.

>>> leaks = Scope(type=7)
>>> urgent = Scope(severity="s2")
>>> choose({1: urgent, 2: leaks}, Subject(type=7, severity="s2"))
2
"""

import datetime
import re
from dataclasses import dataclass

_DAYS = re.compile(r"\s*\d{1,4}\s*(,\s*\d{1,4}\s*)*")


@dataclass(frozen=True)
class Scope:
    """What a policy is for; None fits everything.

    valid_from: the first day on which a problem is reported that it is for.
    """

    company: int | None = None
    place: int | None = None
    kind: str | None = None
    type: int | None = None
    severity: str | None = None
    valid_from: datetime.date | None = None


@dataclass(frozen=True)
class Subject:
    """What is known of a problem.  places: from the root to its own place."""

    company: int | None = None
    places: tuple = ()
    kind: str | None = None
    type: int | None = None
    severity: str | None = None
    reported_on: datetime.date | None = None


def fits(scope, subject):
    """Tell whether a policy is for a problem.

    A date that is not known on either side excludes nothing.
    """
    dated = scope.valid_from and subject.reported_on
    return (
        scope.company in (None, subject.company)
        and (scope.place is None or scope.place in subject.places)
        and scope.kind in (None, subject.kind)
        and scope.type in (None, subject.type)
        and scope.severity in (None, subject.severity)
        and not (dated and scope.valid_from > subject.reported_on)
    )


def _rank(scope, subject):
    depth = subject.places.index(scope.place) + 1 if scope.place else 0
    return (
        scope.type is not None,
        depth,
        scope.kind is not None,
        scope.severity is not None,
        scope.company is not None,
        scope.valid_from or datetime.date.min,
    )


def choose(scopes, subject):
    """Return the key of the policy that a problem falls under, or None.

    :param scopes: mapping of key to :class:`Scope`; the first key wins a tie
    :param subject: :class:`Subject`
    """
    fitting = [key for key, scope in scopes.items() if fits(scope, subject)]
    return max(fitting, key=lambda key: _rank(scopes[key], subject), default=None)


def follow_up_days(text):
    """Return the days of effectiveness checks from a text, in ascending order.

    :raise ValueError: when the text is not a list of days between 1 and 3650

    >>> follow_up_days("60, 30")
    (30, 60)
    >>> follow_up_days("")
    ()
    """
    if not (text or "").strip():
        return ()
    if not _DAYS.fullmatch(text):
        raise ValueError(text)
    days = sorted({int(part) for part in text.split(",")})
    if not 1 <= days[0] <= days[-1] <= 3650:
        raise ValueError(text)
    return tuple(days)
