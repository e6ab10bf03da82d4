# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Several problems under one plan: which one may join which plan, and leave it.

A plan in force was approved for the problems it had: it takes another one only where
that one asks for nothing that the plan does not have, and only while nothing was
verified.  A draft takes any, it has to be completed for the most demanding one.

>>> leak = Problem(company=1, is_problem=True, is_open=True, is_acknowledged=True)
>>> joining_obstacle(leak, Plan(company=1, state="draft"))
>>> joining_obstacle(leak, Plan(company=1, state="submitted"))
'plan_submitted'
>>> joining_obstacle(leak, Plan(company=1, state="approved"), missing=["full_plan"])
'missing'
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Plan:
    """What matters of a plan that a problem joins or leaves.

    state: draft, submitted, approved, effective or ineffective; is_verified: a result
    was signed.
    """

    company: int
    state: str = "draft"
    is_active: bool = True
    is_verified: bool = False


@dataclass(frozen=True)
class Problem:
    """What matters of a problem that joins or leaves a plan.

    is_led: part of another problem, whose plan it shares; is_here: in that very plan
    already; is_planned: another plan is about it, and is more than a first draft.
    """

    company: int
    is_problem: bool = False
    is_open: bool = False
    is_acknowledged: bool = False
    is_led: bool = False
    is_here: bool = False
    is_planned: bool = False


def strictest(requirements):
    """Return what a plan needs for several problems, by what each of them asks for.

    :param requirements: list of ``lifecycle.Requirements``, at least one

    >>> from .lifecycle import Requirements
    >>> one = Requirements(full_plan=True, followup_days=(30,))
    >>> two = Requirements(evidence=True, followup_days=(14, 30))
    >>> both = strictest([one, two])
    >>> both.full_plan, both.cause, both.evidence, both.followup_days
    (True, False, True, (14, 30))
    """
    flags = ("full_plan", "cause", "escape_cause", "evidence")
    return replace(
        requirements[0],
        **{flag: any(getattr(r, flag) for r in requirements) for flag in flags},
        followup_days=tuple(sorted({d for r in requirements for d in r.followup_days})),
    )


def plan_obstacle(plan):
    """Return the code of why no problem can join a plan, or None."""
    checks = {
        "plan_submitted": plan.state == "submitted",
        "plan_over": plan.state in ("effective", "ineffective") or not plan.is_active,
        "plan_verified": plan.is_verified,
    }
    return next((code for code, found in checks.items() if found), None)


def takes_problems(plan):
    """Tell whether some problem can join a plan.

    >>> takes_problems(Plan(company=1, state="approved"))
    True
    >>> takes_problems(Plan(company=1, state="approved", is_verified=True))
    False
    """
    return plan_obstacle(plan) is None


def joining_obstacle(problem, plan, missing=()):
    """Return the code of why a problem cannot join a plan, or None.

    :param missing: what the problem asks of a plan in force that it does not have
    """
    checks = {
        "not_a_problem": not problem.is_problem,
        "other_company": problem.company != plan.company,
        "is_here": problem.is_here,
        "closed": not problem.is_open,
        "not_acknowledged": not problem.is_acknowledged,
        "is_led": problem.is_led,
        "is_planned": problem.is_planned,
    }
    code = next((code for code, found in checks.items() if found), None)
    lacks = "missing" if plan.state != "draft" and missing else None
    return code or plan_obstacle(plan) or lacks


def leaving_obstacle(problem, plan, others):
    """Return the code of why a problem cannot be taken out of its plan, or None.

    :param plan: :class:`Plan` of the problem, None when it has none
    :param others: number of problems that the plan would keep

    >>> leak = Problem(company=1, is_problem=True, is_open=True)
    >>> leaving_obstacle(leak, Plan(company=1, state="approved"), others=0)
    'last'
    """
    if plan is None:
        return "no_plan"
    checks = {
        "is_led": problem.is_led,
        "closed": not problem.is_open,
        "plan_verified": plan.is_verified,
        # Work that was begun is about some problem.
        "last": plan.state != "draft" and not others,
    }
    return next((code for code, found in checks.items() if found), None)
