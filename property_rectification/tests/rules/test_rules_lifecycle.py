# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...rules.lifecycle import (
    SEVERITIES,
    STATES,
    ActionFacts,
    Facts,
    PlanFacts,
    Requirements,
    conflicts,
    draft_gaps,
    gaps,
    next_state,
    outcome,
    requirements_for,
    state,
    strictest,
)

ACTIONS = st.builds(
    ActionFacts,
    state=st.sampled_from(["todo", "in_progress", "done", "cancelled"]),
    has_assignee=st.booleans(),
    has_deadline=st.booleans(),
    has_evidence=st.booleans(),
    containment_open=st.booleans(),
    preventive=st.booleans(),
)
RESULTS = st.sampled_from([None, "pass", "partly", "fail"])
PLANS = st.builds(
    PlanFacts,
    is_full=st.booleans(),
    approved=st.booleans(),
    has_goal=st.booleans(),
    has_figures=st.booleans(),
    goal_is_past=st.booleans(),
    has_verified_cause=st.booleans(),
    has_escape_cause=st.booleans(),
    actions=st.lists(ACTIONS, max_size=3).map(tuple),
    completion=RESULTS,
    checks=st.lists(RESULTS, max_size=3).map(tuple),
)
FACTS = st.builds(
    Facts,
    kind=st.sampled_from(["equipment", "hygiene", "safety", "service", "suggestion"]),
    has_type=st.booleans(),
    has_place=st.booleans(),
    has_occurred_at=st.booleans(),
    has_reporter=st.booleans(),
    has_staff_concerned=st.booleans(),
    acknowledged=st.booleans(),
    chronic=st.booleans(),
    outcome=st.sampled_from([None, None, "declined"]),
    plan=st.none() | PLANS,
    further=st.lists(
        st.tuples(st.sampled_from(STATES[1:]), st.sampled_from(["permit", "budget"])),
        max_size=2,
    ).map(tuple),
)
NEEDS = st.sampled_from([requirements_for(severity) for severity in SEVERITIES])

LOGGED = Facts(
    kind="equipment",
    has_type=True,
    has_place=True,
    has_occurred_at=True,
    has_reporter=True,
    acknowledged=True,
)
DONE = ActionFacts("done", has_assignee=True, has_deadline=True, has_evidence=True)
FINISHED = PlanFacts(
    is_full=True,
    approved=True,
    has_goal=True,
    has_figures=True,
    has_verified_cause=True,
    has_escape_cause=True,
    actions=(DONE,),
    completion="pass",
    checks=("pass", "pass", "pass"),
)


class TestLifecycleProperties(BaseCase):
    """What must hold whatever is recorded."""

    @given(facts=FACTS, needs=NEEDS)
    def test_the_next_gate_always_says_what_is_missing(self, facts, needs):
        current = state(facts, needs)
        target = next_state(current)
        if target:
            self.assertTrue(gaps(facts, needs, target))

    @given(facts=FACTS, needs=NEEDS, target=st.sampled_from(STATES))
    def test_no_gap_up_to_where_the_problem_is(self, facts, needs, target):
        reached = STATES.index(state(facts, needs))
        if facts.outcome is None:
            missing = gaps(facts, needs, target)
            self.assertEqual(bool(missing), STATES.index(target) > reached)

    @given(facts=FACTS, needs=NEEDS)
    def test_effective_needs_every_verification(self, facts, needs):
        if outcome(facts, needs) == "effective":
            self.assertEqual(facts.plan.completion, "pass")
            self.assertTrue(all(check == "pass" for check in facts.plan.checks))
            self.assertGreaterEqual(len(facts.plan.checks), len(needs.followup_days))

    @given(facts=FACTS, needs=NEEDS)
    def test_losing_the_acknowledgement_never_moves_forward(self, facts, needs):
        before = state(facts, needs)
        after = state(replace(facts, acknowledged=False), needs)
        self.assertLessEqual(STATES.index(after), STATES.index(before))

    @given(facts=FACTS)
    def test_more_severe_never_gets_further(self, facts):
        reached = [STATES.index(state(facts, requirements_for(s))) for s in SEVERITIES]
        self.assertEqual(reached, sorted(reached))

    @given(
        person=st.sets(st.integers(1, 5), min_size=1),
        author=st.sets(st.integers(1, 5)),
        executor=st.sets(st.integers(1, 5)),
    )
    def test_a_person_conflicts_with_each_role_held(self, person, author, executor):
        roles = conflicts(person, {"author": author, "executor": executor})
        self.assertEqual("author" in roles, bool(person & author))
        self.assertEqual("executor" in roles, bool(person & executor))


class TestLifecycleGates(BaseCase):
    """Each gate, by the one fact that is missing."""

    def _gaps(self, target, severity="s1", **plan):
        facts = replace(LOGGED, plan=replace(FINISHED, **plan))
        return gaps(facts, requirements_for(severity), target)

    def test_everything_recorded_is_closed_effective(self):
        facts, needs = replace(LOGGED, plan=FINISHED), requirements_for("s1")
        self.assertEqual(state(facts, needs), "closed")
        self.assertEqual(outcome(facts, needs), "effective")

    def test_a_chronic_problem_needs_prevention_that_is_done(self):
        for preventive, state_of_it, missing in (
            (False, "done", ["preventive"]),
            (True, "cancelled", ["preventive"]),
            (True, "done", []),
        ):
            action = replace(DONE, preventive=preventive, state=state_of_it)
            plan = replace(FINISHED, actions=(DONE, action))
            facts = replace(LOGGED, chronic=True, plan=plan)
            found = gaps(facts, requirements_for("s1"), "closed")
            self.assertEqual(found, missing)

    def test_log(self):
        for name, gap in (
            ("has_type", "type"),
            ("has_place", "place"),
            ("has_occurred_at", "occurred_at"),
            ("has_reporter", "reporter"),
            ("acknowledged", "acknowledgement"),
        ):
            facts = replace(LOGGED, **{name: False})
            self.assertEqual(gaps(facts, requirements_for("s4"), "responding"), [gap])

    def test_service_needs_the_staff_concerned(self):
        facts = replace(LOGGED, kind="service")
        self.assertEqual(state(facts, requirements_for("s3")), "new")
        facts = replace(facts, has_staff_concerned=True)
        self.assertEqual(state(facts, requirements_for("s3")), "responding")

    def test_plan(self):
        self.assertEqual(self._gaps("rectifying", approved=False), ["approval"])
        self.assertEqual(self._gaps("rectifying", has_goal=False), ["goal"])
        self.assertEqual(self._gaps("rectifying", has_figures=False), ["figures"])
        self.assertEqual(self._gaps("rectifying", goal_is_past=True), [])
        self.assertEqual(
            self._gaps("rectifying", has_verified_cause=False), ["verified_cause"]
        )
        self.assertEqual(
            self._gaps("rectifying", has_escape_cause=False), ["escape_cause"]
        )
        self.assertEqual(self._gaps("rectifying", is_full=False), ["full_plan"])
        self.assertEqual(self._gaps("rectifying", actions=()), ["actions"])

    def test_a_draft_has_a_goal_that_is_to_be_reached_yet(self):
        late, needs = replace(FINISHED, goal_is_past=True), requirements_for("s1")
        self.assertEqual(draft_gaps(FINISHED, needs), [])
        self.assertEqual(draft_gaps(late, needs), ["goal_is_past"])
        self.assertEqual(draft_gaps(replace(late, is_full=False), Requirements()), [])

    def test_a_policy_may_ask_for_the_cause_of_a_simple_plan(self):
        simple = replace(FINISHED, is_full=False, has_verified_cause=False)
        facts = replace(LOGGED, plan=simple)
        self.assertEqual(gaps(facts, Requirements(), "rectifying"), [])
        needs = Requirements(cause=True)
        self.assertEqual(gaps(facts, needs, "rectifying"), ["verified_cause"])

    def test_a_simple_plan_needs_no_analysis(self):
        simple = PlanFacts(approved=True, actions=(DONE,), completion="pass")
        facts = replace(LOGGED, plan=simple)
        self.assertEqual(state(facts, requirements_for("s4")), "closed")
        self.assertEqual(state(facts, requirements_for("s1")), "analysing")

    def test_every_live_action_needs_someone_and_a_date(self):
        bare = ActionFacts()
        self.assertEqual(
            self._gaps("rectifying", actions=(DONE, bare)), ["assignee", "deadline"]
        )
        cancelled = replace(bare, state="cancelled")
        self.assertEqual(self._gaps("rectifying", actions=(DONE, cancelled)), [])

    def test_work(self):
        todo = replace(DONE, state="todo")
        self.assertEqual(
            self._gaps("verifying", actions=(DONE, todo)), ["open_actions"]
        )
        unproven = replace(DONE, has_evidence=False)
        self.assertEqual(self._gaps("verifying", actions=(unproven,)), ["evidence"])
        self.assertEqual(self._gaps("verifying", "s2", actions=(DONE,)), [])
        taped = replace(DONE, containment_open=True)
        self.assertEqual(self._gaps("verifying", actions=(taped,)), ["containment"])

    def test_cancelling_everything_is_no_work(self):
        cancelled = replace(DONE, state="cancelled")
        self.assertEqual(self._gaps("verifying", actions=(cancelled,)), ["actions"])

    def test_verifications(self):
        for result in (None, "partly", "fail"):
            self.assertEqual(
                self._gaps("monitoring", completion=result), ["completion"]
            )
            self.assertEqual(
                self._gaps("closed", checks=("pass", "pass", result)), ["checks"]
            )
        self.assertEqual(self._gaps("closed", checks=("pass", "pass")), ["checks"])

    def test_what_others_ask_for_is_a_gap_of_its_gate(self):
        needs = requirements_for("s1")
        facts = replace(LOGGED, plan=FINISHED, further=(("verifying", "permit"),))
        self.assertEqual(state(facts, needs), "rectifying")
        self.assertEqual(gaps(facts, needs, "rectifying"), [])
        for target in ("verifying", "closed"):
            self.assertEqual(gaps(facts, needs, target), ["permit"])
        todo = replace(FINISHED, actions=(DONE, replace(DONE, state="todo")))
        self.assertEqual(
            gaps(replace(facts, plan=todo), needs, "verifying"),
            ["open_actions", "permit"],
        )

    def test_what_others_ask_for_is_asked_at_every_gate(self):
        needs = requirements_for("s1")
        facts = replace(LOGGED, plan=FINISHED)
        for rung, reached in zip(STATES[1:], STATES, strict=False):
            held = replace(facts, further=((rung, "permit"),))
            self.assertEqual(state(held, needs), reached)
            self.assertEqual(gaps(held, needs, "closed"), ["permit"])

    def test_a_declared_outcome_asks_for_nothing_further(self):
        facts = Facts(outcome="no_access", further=(("closed", "permit"),))
        self.assertEqual(state(facts, Requirements()), "closed")
        self.assertEqual(gaps(facts, Requirements(), "closed"), [])

    def test_declared_outcome_closes_but_is_not_effective(self):
        facts = Facts(outcome="no_access")
        needs = Requirements()
        self.assertEqual(state(facts, needs), "closed")
        self.assertEqual(outcome(facts, needs), "no_access")

    def test_strictest(self):
        self.assertEqual(strictest(["s4", None, "s2"]), "s2")
        self.assertIsNone(strictest([]))
