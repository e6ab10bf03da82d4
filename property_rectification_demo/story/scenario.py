# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The words in which the demo problems are told.

People, places, types and causes are named by the key in their XML id
(``a_201`` is ``place_a_201_demo``).  Unless said otherwise a time is a number of
days after the problem was reported, and `by` is one of the demo users.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Person:
    """Somebody of the staff concerned by a problem."""

    employee: str
    role: str
    responsibility: str = ""
    conclusion: str = ""


@dataclass(frozen=True)
class Seen:
    """A coordinator acknowledges the problem and takes it over.

    after: days; the more severe a problem, the earlier at the latest.
    """

    by: str
    after: float = 0.1


@dataclass(frozen=True)
class Wait:
    """The clocks stand still from a day on, for a reason that the policy allows.

    reason: the key of a pause reason, such as ``part``.
    """

    by: str
    after: float
    reason: str
    note: str


@dataclass(frozen=True)
class Said:
    """A message: to the people who follow the problem, or an internal note."""

    after: float
    by: str
    text: str
    internal: bool = False


@dataclass(frozen=True)
class Why:
    """A cause; it is verified when there is evidence, unless that refutes it.

    below: the whys that explain this one.
    """

    statement: str
    cause: str
    evidence: str = ""
    branch: str = ""
    escape: bool = False
    refuted: bool = False
    below: tuple = ()


@dataclass(frozen=True)
class Step:
    """An action.

    who: an employee, or a firm with a leading ``@``; due, started, done: days;
    end: what became of a containment; cancelled: (days, reason); photos: whether there
    are pictures before and after.
    """

    name: str
    who: str
    due: float
    done: float | None = None
    evidence: str = ""
    kind: str = "corrective"
    started: float | None = None
    end: str | None = None
    cancelled: tuple | None = None
    photos: bool = False


@dataclass(frozen=True)
class Check:
    """A verification; the first one of a plan is that of its completion."""

    after: float
    by: str
    result: str
    finding: str
    measured: str = ""


@dataclass(frozen=True)
class Goal:
    goal: str
    metric: str
    baseline: float
    target: float
    due: float


@dataclass(frozen=True)
class Elsewhere:
    """Somebody looks for the same cause at other places.

    why: its statement; places: where to look; nothing: those where it is not; found:
    (place, what was seen) of those where it is; looked: days, when that was recorded.
    """

    by: str
    after: float
    why: str
    places: tuple
    looked: float
    nothing: tuple = ()
    found: tuple = ()


@dataclass(frozen=True)
class Plan:
    """One version of a plan; a second one belongs after a check that failed.

    submitted and approved: days, or None while that has not happened; a plan with
    a goal is a full one, which the quality manager approves.
    """

    by: str
    after: float
    steps: tuple = ()
    goal: Goal | None = None
    whys: tuple = ()
    submitted: float | None = None
    approved: float | None = None
    verifier: str | None = None
    checks: tuple = ()
    elsewhere: Elsewhere | None = None


@dataclass(frozen=True)
class End:
    """The quality manager closes the problem with an outcome of its own."""

    after: float
    outcome: str
    reason: str


@dataclass(frozen=True)
class Group:
    """A coordinator finds that problems told before have the same cause as this one.

    keys: of the problems that are part of it.
    """

    by: str
    after: float
    keys: tuple


@dataclass(frozen=True)
class Informed:
    """Everybody who reported a problem, or one that is part of it, is told."""

    by: str
    after: float
    text: str


@dataclass(frozen=True)
class Problem:
    """One problem.

    days: how many days ago it was reported; lag: hours between the event and the
    report; contact: the resident, or the portal user, whom it came from.
    """

    key: str
    days: float
    type: str
    place: str
    name: str
    text: str
    by: str
    source: str
    contact: str = ""
    lag: float = 2
    severity: str = ""
    equipment: str = ""
    people: tuple = ()
    seen: Seen | None = None
    plans: tuple = ()
    end: End | None = None
    said: tuple = field(default=())
    group: Group | None = None
    informed: Informed | None = None
    waits: tuple = ()
