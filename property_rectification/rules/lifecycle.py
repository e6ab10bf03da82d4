# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The state of a problem as a function of what is recorded.

A problem climbs a ladder of states.  Each rung has a gate, a list of facts that
must be recorded; the state is the highest rung whose gate, and every gate below
it, has no gap.  Nobody sets the state: recording or losing a fact moves it.

>>> facts = Facts(kind="equipment", has_type=True, has_place=True)
>>> state(facts, requirements_for("s3"))
'new'
>>> [gap for gap in gaps(facts, requirements_for("s3"), "responding")]
['occurred_at', 'reporter', 'acknowledgement']
"""

from dataclasses import dataclass, field

STATES = (
    "new",
    "responding",
    "analysing",
    "rectifying",
    "verifying",
    "monitoring",
    "closed",
)
SEVERITIES = ("s1", "s2", "s3", "s4")


@dataclass(frozen=True)
class Requirements:
    """How much has to be recorded about a problem before it may move on.

    followup_days: days after a passed completion verification at which the
    effect is checked; empty when no check is asked for.
    """

    full_plan: bool = False
    cause: bool = False
    escape_cause: bool = False
    evidence: bool = False
    followup_days: tuple = ()


# Until a response policy says otherwise: the more harm, the more proof.
_REQUIREMENTS = {
    "s1": Requirements(True, True, True, True, (30, 60, 90)),
    "s2": Requirements(True, True, True, True, (30, 60, 90)),
    "s3": Requirements(followup_days=(30,)),
    "s4": Requirements(),
}


def requirements_for(severity):
    """Return the default :class:`Requirements` of a severity.

    An unknown or missing severity is treated as s3, the normal case.
    """
    return _REQUIREMENTS.get(severity, _REQUIREMENTS["s3"])


def strictest(severities):
    """Return the most severe of some severities, or None for none.

    >>> strictest(["s3", "s1", "s4"])
    's1'
    """
    return min((s for s in severities if s), default=None)


@dataclass(frozen=True)
class ActionFacts:
    """One step of a plan.

    state: todo, in_progress, done or cancelled; containment_open: a temporary
    measure that was neither removed nor accepted as permanent; preventive: meant to
    keep the problem from coming back.
    """

    state: str = "todo"
    has_assignee: bool = False
    has_deadline: bool = False
    has_evidence: bool = False
    containment_open: bool = False
    preventive: bool = False


@dataclass(frozen=True)
class PlanFacts:
    """The plan in force; an ineffective one is no longer in force.

    has_goal: what is measured, and by when; has_figures: the figure today and the one
    to be reached; goal_is_past: the day of the goal is over; blames_people: a chain of
    verified causes ends with people instead of with what let it happen; completion:
    result of the completion verification (pass, partly, fail) or None while open;
    checks: results of the effectiveness checks, None while open.
    """

    is_full: bool = False
    approved: bool = False
    has_goal: bool = False
    has_figures: bool = False
    goal_is_past: bool = False
    has_verified_cause: bool = False
    has_escape_cause: bool = False
    blames_people: bool = False
    actions: tuple = ()
    completion: str | None = None
    checks: tuple = ()


def plan_facts(values):
    """Return :class:`PlanFacts` from plain values, as :func:`dataclasses.asdict` gives.

    :param values: dict, its sequences lists or tuples; None for a plan without facts

    >>> import json
    >>> from dataclasses import asdict
    >>> plan = PlanFacts(actions=(ActionFacts("done"),), checks=("pass",))
    >>> plan_facts(json.loads(json.dumps(asdict(plan)))) == plan
    True
    """
    values = dict(values or {})
    values["actions"] = tuple(ActionFacts(**a) for a in values.get("actions", ()))
    values["checks"] = tuple(values.get("checks", ()))
    return PlanFacts(**values)


@dataclass(frozen=True)
class Facts:
    """What is recorded about one problem.

    outcome: an outcome declared by a person (never "effective"), or None; chronic: it
    came back so often that putting it right once more is not enough; further: what
    others ask for that is not there yet, as (state, gap code) pairs: it is a gap of the
    gate before that state.

    >>> facts = Facts(further=(("responding", "permit"),))
    >>> gaps(facts, Requirements(), "responding")[-1]
    'permit'
    """

    kind: str | None = None
    has_type: bool = False
    has_place: bool = False
    has_occurred_at: bool = False
    has_reporter: bool = False
    has_staff_concerned: bool = False
    acknowledged: bool = False
    outcome: str | None = None
    chronic: bool = False
    plan: PlanFacts | None = field(default=None)
    further: tuple = ()


def _log_gaps(facts, needs):
    checks = {
        "type": facts.has_type,
        "place": facts.has_place,
        "occurred_at": facts.has_occurred_at,
        "reporter": facts.has_reporter,
        # A complaint about a service is about somebody: who was on duty?
        "staff_concerned": facts.kind != "service" or facts.has_staff_concerned,
        "acknowledgement": facts.acknowledged,
    }
    return [gap for gap, recorded in checks.items() if not recorded]


def _analysis_gaps(facts, needs):
    return [] if facts.plan else ["plan"]


def plan_gaps(plan, needs):
    """Return what a plan still lacks before it may be approved.

    :param plan: :class:`PlanFacts`
    :param needs: :class:`Requirements`
    :return: list of gap codes, empty when the plan is complete
    """
    analysed = plan.is_full or needs.cause
    checks = {
        "full_plan": plan.is_full or not needs.full_plan,
        "goal": plan.has_goal or not plan.is_full,
        "figures": plan.has_figures or not plan.is_full,
        "verified_cause": plan.has_verified_cause or not analysed,
        "system_cause": not (plan.blames_people and analysed),
        "escape_cause": plan.has_escape_cause or not needs.escape_cause,
        "actions": any(action.state != "cancelled" for action in plan.actions),
        "assignee": all(_live(plan, "has_assignee")),
        "deadline": all(_live(plan, "has_deadline")),
    }
    return [gap for gap, recorded in checks.items() if not recorded]


def draft_gaps(plan, needs):
    """Return what a draft lacks before it may be submitted.

    Beside what every plan needs: a goal that is to be reached yet.  Once a plan is
    decided its day may pass.

    >>> draft_gaps(PlanFacts(is_full=True, goal_is_past=True), Requirements())[-1]
    'goal_is_past'
    """
    past = ["goal_is_past"] if plan.is_full and plan.goal_is_past else []
    return plan_gaps(plan, needs) + past


def _live(plan, fact):
    return [getattr(a, fact) for a in plan.actions if a.state != "cancelled"]


def _rectifying_gaps(facts, needs):
    approval = [] if facts.plan.approved else ["approval"]
    return plan_gaps(facts.plan, needs) + approval


def _verifying_gaps(facts, needs):
    actions = facts.plan.actions
    done = [action for action in actions if action.state == "done"]
    checks = {
        "open_actions": all(a.state in ("done", "cancelled") for a in actions),
        "no_action_done": bool(done),
        "evidence": not needs.evidence or all(a.has_evidence for a in done),
        "containment": not any(action.containment_open for action in actions),
    }
    return [gap for gap, recorded in checks.items() if not recorded]


def _monitoring_gaps(facts, needs):
    return [] if facts.plan.completion == "pass" else ["completion"]


def lacks_prevention(chronic, plan):
    """Tell whether a chronic problem has no finished preventive action yet.

    >>> lacks_prevention(True, PlanFacts(actions=(ActionFacts("done"),)))
    True
    """
    done = (action for action in plan.actions if action.state == "done")
    return chronic and not any(action.preventive for action in done)


def _closing_gaps(facts, needs):
    checks = facts.plan.checks
    enough = len(checks) >= len(needs.followup_days)
    passed = all(result == "pass" for result in checks)
    found = {
        "checks": enough and passed,
        "preventive": not lacks_prevention(facts.chronic, facts.plan),
    }
    return [gap for gap, recorded in found.items() if not recorded]


_GATES = (
    ("responding", _log_gaps),
    ("analysing", _analysis_gaps),
    ("rectifying", _rectifying_gaps),
    ("verifying", _verifying_gaps),
    ("monitoring", _monitoring_gaps),
    ("closed", _closing_gaps),
)


def _missing(rung, gate, facts, needs):
    """Return the gaps of one gate: its own, and what others ask for there."""
    return gate(facts, needs) + [code for at, code in facts.further if at == rung]


def state(facts, needs):
    """Return the state that the facts support.

    :param facts: :class:`Facts`
    :param needs: :class:`Requirements`
    :return: one of :data:`STATES`
    """
    if facts.outcome:
        return "closed"
    reached = STATES[0]
    for rung, gate in _GATES:
        if _missing(rung, gate, facts, needs):
            break
        reached = rung
    return reached


def outcome(facts, needs):
    """Return the outcome: the declared one, "effective" when proven, or None."""
    if facts.outcome:
        return facts.outcome
    return "effective" if state(facts, needs) == "closed" else None


def gaps(facts, needs, target):
    """Return the gap codes between the facts and a target state.

    Only the first gate that is not passed is listed: what lies behind it cannot
    be worked on yet.

    :param target: one of :data:`STATES`
    :return: list of gap codes, empty when the target is reached already
    """
    if facts.outcome or target == STATES[0]:
        return []
    for rung, gate in _GATES:
        missing = _missing(rung, gate, facts, needs)
        if missing:
            return missing
        if rung == target:
            break
    return []


def next_state(current):
    """Return the state after the current one, or None when closed."""
    position = STATES.index(current) + 1
    return STATES[position] if position < len(STATES) else None


def conflicts(person, roles):
    """Return the names of the roles that a person already has.

    :param person: set of keys that identify one person
    :param roles: mapping of role name to a set of such keys

    >>> conflicts({7}, {"author": {7, 9}, "executor": {8}})
    ['author']
    """
    return [role for role, people in roles.items() if person & people]
