# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Many problems, one cause: which problem may be part of which other one.

One problem leads; the others are part of it and share its plan.  A group is flat:
what is part of another problem never leads.

>>> burst = Member(key=1, company=1, severity="s2", is_problem=True, is_open=True)
>>> obstacle(Member(2, 1, "s3", True, True), burst)
>>> obstacle(Member(2, 1, "s1", True, True), burst)
'more_severe'
>>> obstacle(burst, burst)
'itself'
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    """What matters of a problem that leads, or is to be part of another one.

    severity: s1 to s4 or None; is_led: part of another problem already; leads:
    others are part of it; has_plan: has a plan of its own.
    """

    key: int
    company: int
    severity: str | None = None
    is_problem: bool = False
    is_open: bool = False
    is_led: bool = False
    leads: bool = False
    has_plan: bool = False


def standing_obstacle(led, leading):
    """Return why two problems can never be in one group this way, or None.

    :param led: :class:`Member` that is to be part of the other
    :param leading: :class:`Member` that leads
    """
    checks = {
        "itself": led.key == leading.key,
        "not_a_problem": not (led.is_problem and leading.is_problem),
        "other_company": led.company != leading.company,
        "leads": led.leads,
        "leading_is_led": leading.is_led,
        # The group is worked on by the severity of the one that leads it.
        "more_severe": (led.severity or "s3") < (leading.severity or "s3"),
    }
    return next((code for code, found in checks.items() if found), None)


def obstacle(led, leading):
    """Return why a problem cannot be linked to a leading one now, or None."""
    standing = standing_obstacle(led, leading)
    if standing:
        return standing
    checks = {
        "is_led": led.is_led,
        "leading_closed": not leading.is_open,
        "closed": not led.is_open,
        "has_plan": led.has_plan,
    }
    return next((code for code, found in checks.items() if found), None)


def leader(members):
    """Return the key of the one that should lead some problems, or None.

    Whoever leads already, then whoever has a plan, then the most severe one, then
    the oldest.

    >>> leader([Member(7, 1, "s3"), Member(8, 1, "s2"), Member(9, 1, "s2")])
    8
    """

    def rank(member):
        standing = (not member.leads, not member.has_plan)
        return (*standing, member.severity or "s3", member.key)

    return min(members, key=rank).key if members else None
