# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from psycopg2.errors import CheckViolation

from odoo.tools import mute_logger

from ..common import RectificationCase


class TestLoop(RectificationCase):
    """The whole way round, each step by whose step it is."""

    def test_a_planned_problem_stays_with_its_kind_of_team(self):
        problem = self._create_problem()
        ordinary = self._create_ticket().team_id
        self._approve(self._plan(problem))
        as_coordinator = problem.with_user(self.coordinator)
        change = {"team_id": ordinary.id}
        self.assertRefused("has a plan", as_coordinator.write, change)
        self.assertTrue(problem.is_problem)

    def test_an_action_does_not_cost_less_than_nothing(self):
        plan = self._plan(self._create_problem())
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            plan.action_ids.cost = -1
            plan.action_ids.flush_recordset()

    def test_who_answers_for_the_problem_answers_for_its_plan(self):
        problem = self._create_problem(user_id=self.coordinator.id)
        plan = self._plan(problem)
        self.assertEqual(plan.responsible_id, self.coordinator_employee)

    def test_report_to_closed_effective(self):
        problem = self._create_problem("EQ-LEAK-HEAVY", user=self.staff)
        self.assertEqual(problem.rectification_state, "new")
        self.assertEqual(problem.severity, "s1")
        problem.with_user(self.coordinator).action_acknowledge()
        self.assertEqual(problem.rectification_state, "responding")
        plan = self._plan(problem)
        self.assertEqual(problem.rectification_state, "analysing")
        self.assertEqual(plan.depth, "full")
        self._analyse(plan)
        plan.action_submit()
        self.assertEqual(problem.rectification_state, "analysing")
        plan.with_user(self.manager).action_approve()
        self.assertEqual(problem.rectification_state, "rectifying")
        self._work(plan)
        self.assertEqual(problem.rectification_state, "verifying")
        completion = plan.verification_ids.with_user(self.verifier)
        completion.record_result("pass", "Dry.")
        self.assertEqual(problem.rectification_state, "monitoring")
        checks = plan.verification_ids - completion
        days = [(check.due_date - self.today).days for check in checks]
        self.assertEqual(days, [30, 60, 90])
        self._pass_checks(plan)
        self.assertEqual(problem.rectification_state, "closed")
        self.assertEqual(problem.rectification_outcome, "effective")
        self.assertEqual(plan.state, "effective")
        self.assertTrue(problem.closed_date)

    def test_the_stage_follows_the_state(self):
        problem = self._create_problem()
        for step in ("new", "responding", "analysing"):
            self.assertEqual(problem.stage_id.rectification_state, step)
            if step == "new":
                problem.with_user(self.coordinator).action_acknowledge()
            elif step == "responding":
                self._plan(problem)
        self.assertTrue(problem.last_stage_update)
        self.assertFalse(problem.closed_date)

    def test_a_minor_problem_takes_one_action_and_one_verification(self):
        problem = self._create_problem("HY-BULKY")
        completion = self._bring_to_verification(problem)
        completion.record_result("pass")
        self.assertEqual(problem.rectification_state, "closed")
        self.assertEqual(problem.rectification_outcome, "effective")

    def test_planning_ignores_defaults_of_the_list_it_is_opened_from(self):
        problem = self._create_problem()
        problem.with_user(self.coordinator).action_acknowledge()
        grouped = problem.with_user(self.coordinator).with_context(
            default_kind="acknowledge", default_state="done"
        )
        grouped.action_plan()
        self.assertEqual(problem.plan_id.action_ids.kind, "corrective")

    def test_planning_a_small_problem_proposes_its_one_action(self):
        problem = self._create_problem()
        problem.with_user(self.coordinator).action_acknowledge()
        problem.with_user(self.coordinator).action_plan()
        action = problem.plan_id.action_ids
        self.assertEqual(action.name, problem.name)
        self.assertTrue(action.employee_id)
        self.assertGreater(action.deadline, self.today)
        problem.plan_id.with_user(self.coordinator).action_approve()
        self.assertEqual(problem.rectification_state, "rectifying")

    def test_failed_verification_opens_the_next_version(self):
        problem = self._create_problem("EQ-LEAK-HEAVY")
        completion = self._bring_to_verification(problem)
        first = problem.plan_id
        completion.record_result("fail", "Still dripping.")
        second = problem.plan_id
        self.assertEqual(first.state, "ineffective")
        self.assertEqual(second.previous_id, first)
        self.assertEqual((second.version, second.state), (2, "draft"))
        self.assertEqual(second.version_reason, "Still dripping.")
        self.assertEqual(second.goal_metric, first.goal_metric)
        self.assertEqual(
            second.why_ids.mapped("statement"), first.why_ids.mapped("statement")
        )
        self.assertFalse(second.action_ids)
        self.assertEqual(problem.rectification_state, "analysing")

    def test_second_version_closes_it(self):
        problem = self._create_problem()
        self._bring_to_verification(problem).record_result("partly", "A bit less.")
        self._bring_to_verification(problem).record_result("pass")
        self._pass_checks(problem.plan_id)
        self.assertEqual(problem.rectification_outcome, "effective")
        self.assertEqual(problem.plan_count, 2)

    def test_failed_effectiveness_check_brings_it_back(self):
        problem = self._create_problem()
        self._bring_to_verification(problem).record_result("pass")
        check = problem.plan_id.verification_ids[-1:]
        self.assertEqual(check.kind, "effectiveness")
        check.with_user(self.verifier).record_result("fail", "It is back.")
        self.assertEqual(problem.rectification_state, "analysing")
        self.assertEqual(problem.plan_id.version, 2)

    def test_the_chatter_tells_the_story(self):
        problem = self._create_problem()
        self.cr.flush()
        self._bring_to_verification(problem).record_result("fail", "Still wet.")
        self.cr.flush()
        bodies = " ".join(problem.message_ids.mapped("body"))
        self.assertIn("Still wet.", bodies)
        tracked = problem.message_ids.tracking_value_ids.field_id.mapped("name")
        self.assertIn("rectification_state", tracked)

    def test_birth_is_not_tracked_as_a_change(self):
        problem = self._create_problem()
        self.cr.flush()
        self.assertFalse(problem.message_ids.tracking_value_ids)

    def test_close_with_another_outcome_and_reopen(self):
        problem = self._create_problem()
        as_manager = problem.with_user(self.manager)
        as_manager.close_with_outcome("no_fault_found", "Dry on two visits.")
        self.assertEqual(problem.rectification_state, "closed")
        self.assertEqual(problem.rectification_outcome, "no_fault_found")
        self.assertTrue(problem.closed_date)
        as_manager.reopen("Wet again.")
        self.assertEqual(problem.rectification_state, "new")
        self.assertFalse(problem.closed_date)
        self.assertFalse(problem.rectification_outcome)

    def test_raising_the_severity_asks_for_more(self):
        problem = self._create_problem()
        self._approve(self._plan(problem))
        self.assertEqual(problem.rectification_state, "rectifying")
        problem.with_user(self.coordinator).severity = "s1"
        self.assertEqual(problem.rectification_state, "analysing")

    def test_containment_has_to_be_removed(self):
        problem = self._create_problem()
        plan = self._plan(problem, kind="containment")
        self._approve(plan)
        self._work(plan)
        self.assertEqual(problem.rectification_state, "rectifying")
        plan.action_ids.with_user(self.staff).containment_end = "removed"
        self.assertEqual(problem.rectification_state, "verifying")

    def test_staff_without_login_work_through_their_manager(self):
        problem = self._create_problem()
        plan = self._plan(problem, employee_id=self.cleaner.id)
        self._approve(plan)
        action = plan.action_ids
        self.assertEqual(action.user_id, self.coordinator)
        self.assertEqual(action.activity_ids.user_id, self.coordinator)
        action.with_user(self.coordinator).action_done()
        action.invalidate_recordset(["activity_ids"])
        self.assertFalse(action.activity_ids)

    def test_a_mistaken_done_can_be_taken_back(self):
        problem = self._create_problem()
        self._bring_to_verification(problem)
        problem.plan_id.action_ids.with_user(self.staff).action_undo()
        self.assertEqual(problem.rectification_state, "rectifying")

    def test_my_work_is_what_has_to_be_done_now(self):
        self.building.manager_id = self.coordinator_employee
        problem = self._create_problem(user=self.staff)
        self.assertEqual(problem.user_id, self.coordinator)
        self.assertEqual(self._work_of(self.coordinator), ["acknowledge"])
        plan = self._plan(problem)
        self.assertEqual(self._work_of(self.coordinator), ["plan"])
        self._approve(plan)
        self.assertEqual(self._work_of(self.coordinator), [])
        self.assertEqual(self._work_of(self.staff), ["do"])
        plan.verification_ids.verifier_id = self.verifier
        self.assertEqual(self._work_of(self.verifier), [])
        self._work(plan)
        self.assertEqual(self._work_of(self.staff), [])
        self.assertEqual(self._work_of(self.verifier), ["verify"])

    def _work_of(self, user):
        todo = self.env["rectification.todo"].with_user(user)
        return todo.search([("is_mine", "=", True)]).mapped("kind")

    def test_follow_up_days_count_from_the_pass(self):
        problem = self._create_problem()
        self._bring_to_verification(problem).record_result("pass")
        check = problem.plan_id.verification_ids[-1:]
        self.assertEqual(check.due_date, self.today + timedelta(days=30))

    def test_my_work_names_the_step_and_how_severe_it_is(self):
        problem = self._create_problem("EQ-LEAK-HEAVY", occurred_at=False)
        problem.with_user(self.coordinator).action_acknowledge()
        self.assertEqual(self._todo(problem).mapped("kind"), ["complete"])
        problem.occurred_at = problem.reported_at
        self.assertEqual(self._todo(problem).mapped("kind"), ["plan"])
        completion = self._bring_to_verification(problem)
        todo = self._todo(completion)
        self.assertEqual((todo.kind, todo.severity), ("verify", "s1"))

    def test_an_effectiveness_check_waits_until_it_is_near(self):
        completion = self._bring_to_verification(self._create_problem())
        completion.record_result("pass")
        check = completion.plan_id.sudo().verification_ids - completion
        self.assertFalse(self._todo(check))
        check._record({"due_date": self.today + timedelta(days=7)})
        self.assertEqual(self._todo(check).kind, "check")

    def test_a_verification_is_due_days_after_the_end_of_the_work(self):
        problem = self._create_problem("EQ-LEAK-HEAVY")
        plan = self._plan(problem, deadline=self.today + timedelta(days=20))
        self._analyse(plan)
        self._approve(plan)
        self.assertEqual(
            plan.verification_ids.due_date, self.today + timedelta(days=20)
        )
        self._work(plan)
        self.assertEqual(plan.verification_ids.due_date, self.today + timedelta(days=1))

    def test_marking_the_activity_done_does_the_action(self):
        plan = self._plan(self._create_problem())
        self._approve(plan)
        action = plan.action_ids
        activity = action.activity_ids.with_user(self.staff)
        activity.action_feedback(feedback="Seal replaced.")
        self.assertEqual(action.state, "done")
        self.assertEqual(action.evidence, "Seal replaced.")
        self.assertFalse(action.activity_ids)

    def _todo(self, record):
        todo = self.env["rectification.todo"]
        todo.invalidate_model()
        return todo.search(
            [("res_model", "=", record._name), ("res_id", "in", record.ids)]
        )
