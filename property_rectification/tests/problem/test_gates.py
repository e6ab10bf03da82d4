# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..common_gate import GateCase


@tagged("post_install", "-at_install")
class TestGates(GateCase):
    def test_facts_are_not_written_by_hand(self):
        problem = self._create_problem()
        plan = self._plan(problem)
        for record, vals in (
            (problem, {"rectification_state": "closed"}),
            (problem, {"rectification_outcome": "effective"}),
            (problem, {"declared_outcome": "declined"}),
            (problem, {"acknowledged_at": "2026-01-01 00:00:00"}),
            (problem, {"plan_id": False}),
            (problem, {"is_problem": False}),
            (plan, {"state": "approved"}),
            (plan, {"author_id": self.staff.id}),
            (plan, {"approver_id": self.manager.id}),
            (plan, {"version": 9}),
            (plan, {"ticket_ids": [Command.clear()]}),
            (plan.action_ids, {"state": "done"}),
            (plan.action_ids, {"done_by_id": self.staff.id}),
        ):
            self.assertRpcRefused(
                "cannot be set by hand", self.manager, record, "write", vals
            )

    def test_a_further_gap_holds_a_problem_back(self):
        problem, other = self._create_problem(), self._create_problem()
        with self._further_gaps("verifying", problem):
            for each in problem, other:
                self._bring_to_verification(each)
            self.assertEqual(problem.rectification_state, "rectifying")
            self.assertEqual(other.rectification_state, "verifying")
            self.assertIn("Upload the permit.", problem.missing)
            stage = self.env["helpdesk.ticket.stage"].search(
                [("rectification_state", "=", "verifying")], limit=1
            )
            self.assertRpcRefused(
                "Upload the permit.",
                self.coordinator,
                problem,
                "write",
                {"stage_id": stage.id},
            )
        self.assertFalse(problem._get_further_gaps())

    def test_staff_do_not_move_the_dates_of_their_own_work(self):
        plan = self._plan(self._create_problem())
        self._approve(plan)
        action = plan.action_ids
        for vals in (
            {"deadline": "2099-01-01"},
            {"employee_id": self.cleaner.id},
            {"user_id": self.coordinator.id},
            {"name": "Something easier"},
        ):
            self.assertRpcRefused(
                "changed by a coordinator", self.staff, action, "write", vals
            )
        self._rpc(self.staff, action, "write", {"evidence": "Dry."})
        self._rpc(self.coordinator, action, "write", {"deadline": "2099-01-01"})
        self.assertEqual(str(action.deadline), "2099-01-01")

    def test_facts_are_not_given_at_birth(self):
        Ticket = self.env["helpdesk.ticket"]
        vals = {
            "name": "x",
            "description": "x",
            "problem_type_id": self._type("EQ-LEAK-SLOW").id,
            "declared_outcome": "declined",
        }
        with self.assertRaises(UserError):
            call_kw(Ticket.with_user(self.manager), "create", [[vals]], {})

    def test_a_context_does_not_open_the_guard(self):
        problem = self._create_problem()
        for forged in (True, "recording", {}, 1):
            self.assertRpcRefused(
                "cannot be set by hand",
                self.manager,
                problem,
                "write",
                {"rectification_state": "closed"},
                context={"rectification_recording": forged},
            )

    def test_recording_is_not_callable_from_outside(self):
        problem = self._create_problem()
        for method in ("_record", "_recording"):
            self.assertForbidden(self.manager, problem, method, {})

    def test_a_card_is_not_dragged_past_its_facts(self):
        problem = self._create_problem()
        stages = problem._get_problem_stages(problem.team_id.ids)
        for state, words in (
            ("responding", "Acknowledge the problem."),
            ("closed", "Acknowledge the problem."),
        ):
            stage_id = stages[problem.team_id.id, state]
            self.assertRpcRefused(
                words, self.coordinator, problem, "write", {"stage_id": stage_id}
            )
        problem.with_user(self.coordinator).action_acknowledge()
        self.assertRpcRefused(
            "cannot be moved by hand",
            self.coordinator,
            problem,
            "write",
            {"stage_id": stages[problem.team_id.id, "new"]},
        )
        ordinary = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.assertRpcRefused(
            "is not a stage of problems",
            self.coordinator,
            problem,
            "write",
            {"stage_id": ordinary.id},
        )

    def test_responding_needs_a_complete_log(self):
        problem = self._create_problem(
            "SV-LATE", place_id=False, occurred_at=False, partner_id=False
        )
        self._rpc(self.coordinator, problem, "action_acknowledge")
        self.assertEqual(problem.rectification_state, "new")
        for words in (
            "Say at which place it is.",
            "Say when it occurred.",
            "Name who reported it, or a contact.",
            "Name the staff concerned",
        ):
            self.assertRpcRefused(words, self.coordinator, problem, "action_plan")

    def test_a_problem_is_acknowledged_once(self):
        problem = self._create_problem()
        self._rpc(self.coordinator, problem, "action_acknowledge")
        self.assertRpcRefused(
            "was acknowledged by", self.verifier, problem, "action_acknowledge"
        )
        self.assertEqual(problem.acknowledged_by_id, self.coordinator)

    def test_an_incomplete_full_plan_is_not_submitted(self):
        problem = self._create_problem("EQ-LEAK-HEAVY")
        plan = self._plan(problem, employee_id=False, deadline=False)
        for words in (
            "Give the plan a measurable goal",
            "Verify at least one cause.",
            "Verify why it was not found earlier",
            "Give every action somebody who does it.",
            "Give every action a date.",
        ):
            self.assertRpcRefused(words, self.coordinator, plan, "action_submit")
        plan.action_ids.unlink()
        self.assertRpcRefused(
            "Plan at least one action.", self.coordinator, plan, "action_submit"
        )

    def test_a_serious_problem_gets_no_simple_plan(self):
        problem = self._create_problem("EQ-LEAK-HEAVY")
        plan = self._plan(problem)
        plan.depth = "simple"
        self.assertRpcRefused(
            "This severity needs a full plan.",
            self.coordinator,
            plan,
            "action_approve",
        )

    def test_a_plan_is_not_approved_by_its_author(self):
        problem = self._create_problem("EQ-LEAK-HEAVY")
        problem.with_user(self.manager).action_acknowledge()
        problem.with_user(self.manager).action_plan()
        plan = self._plan(problem)
        self._analyse(plan)
        self._rpc(self.manager, plan, "action_submit")
        self.assertRpcRefused(
            "The author of a plan cannot decide about it.",
            self.manager,
            plan,
            "action_approve",
        )
        self.assertEqual(plan.state, "submitted")

    def test_a_coordinator_does_not_approve_a_full_plan(self):
        plan = self._plan(self._create_problem("EQ-LEAK-HEAVY"))
        self._analyse(plan)
        self._rpc(self.coordinator, plan, "action_submit")
        self.assertRpcRefused(
            "Only a quality manager", self.verifier, plan, "action_approve"
        )

    def test_a_draft_is_not_approved(self):
        plan = self._plan(self._create_problem("EQ-LEAK-HEAVY"))
        self._analyse(plan)
        self.assertRpcRefused("To approve", self.manager, plan, "action_approve")

    def test_what_was_approved_stays_as_it_was(self):
        plan = self._plan(self._create_problem("EQ-LEAK-HEAVY"))
        self._analyse(plan)
        self._approve(plan)
        words = "no longer a draft"
        self.assertRpcRefused(words, self.coordinator, plan, "write", {"target": 9})
        why = plan.why_ids[0]
        self.assertRpcRefused(
            words, self.coordinator, why, "write", {"status": "refuted"}
        )
        self.assertRpcRefused("is kept", self.coordinator, why, "unlink")
        self.assertRpcRefused(
            "cancel it with a reason", self.coordinator, plan.action_ids, "unlink"
        )

    def test_work_waits_for_the_plan(self):
        plan = self._plan(self._create_problem())
        self.assertRpcRefused(
            "its plan is not in force", self.staff, plan.action_ids, "action_done"
        )

    def test_work_of_somebody_else_is_not_done(self):
        plan = self._plan(self._create_problem(), employee_id=self.cleaner.id)
        self._approve(plan)
        self.assertForbidden(self.staff, plan.action_ids, "action_done")

    def test_an_action_is_not_cancelled_without_a_reason(self):
        plan = self._plan(self._create_problem())
        self._approve(plan)
        self.assertRpcRefused("Say why", self.staff, plan.action_ids, "cancel", "   ")

    def test_verification_waits_for_the_work(self):
        plan = self._plan(self._create_problem())
        self._approve(plan)
        self.assertRpcRefused(
            "Finish every action",
            self.verifier,
            plan.verification_ids,
            "record_result",
            "pass",
        )

    def test_evidence_is_asked_for_serious_work(self):
        plan = self._plan(self._create_problem("EQ-LEAK-HEAVY"))
        self._analyse(plan)
        self._approve(plan)
        plan.action_ids.with_user(self.staff).action_done()
        self.assertRpcRefused(
            "Show evidence",
            self.verifier,
            plan.verification_ids,
            "record_result",
            "pass",
        )

    def test_nobody_verifies_what_they_had_a_part_in(self):
        problem = self._create_problem("EQ-LEAK-HEAVY")
        check = self._bring_to_verification(problem).sudo()
        self.manager.group_ids |= self.coordinator.group_ids
        check.verifier_id = self.staff
        for user, words in (
            (self.coordinator, "wrote the plan"),
            (self.manager, "approved the plan"),
            (self.staff, "did the work"),
        ):
            self.assertRpcRefused(words, user, check, "record_result", "pass")
        problem.partner_id = self.verifier.partner_id
        self.assertRpcRefused(
            "reported the problem", self.verifier, check, "record_result", "pass"
        )
        self.assertFalse(check.result)

    def test_who_logged_what_staff_found_does_not_verify_it(self):
        problem = self._create_problem(
            user=self.verifier, partner_id=False, problem_source="staff"
        )
        check = self._bring_to_verification(problem)
        self.assertRpcRefused(
            "reported the problem", self.verifier, check, "record_result", "pass"
        )

    def test_a_bad_result_needs_a_reason(self):
        check = self._bring_to_verification(self._create_problem())
        for result in ("partly", "fail"):
            self.assertRpcRefused(
                "Say what was found", self.verifier, check, "record_result", result
            )
        self.assertRpcRefused(
            "The result is pass", self.verifier, check, "record_result", "great"
        )

    def test_a_verification_is_signed_once(self):
        problem = self._create_problem()
        check = self._bring_to_verification(problem)
        self._rpc(self.verifier, check, "record_result", "pass")
        self.assertRpcRefused(
            "has signed this", self.manager, check, "record_result", "fail", "No."
        )
        self.assertRpcRefused(
            "stays as it was signed",
            self.verifier,
            check,
            "write",
            {"evidence": "Something else"},
        )

    def test_an_effect_is_not_confirmed_before_its_day(self):
        problem = self._create_problem()
        self._bring_to_verification(problem).record_result("pass")
        check = problem.plan_id.verification_ids[-1:]
        self.assertRpcRefused(
            "cannot be confirmed before", self.verifier, check, "record_result", "pass"
        )

    def test_a_due_date_is_not_moved_to_cheat(self):
        problem = self._create_problem()
        self._bring_to_verification(problem).record_result("pass")
        check = problem.plan_id.verification_ids[-1:]
        self.assertRpcRefused(
            "cannot be set by hand",
            self.verifier,
            check,
            "write",
            {"due_date": self.today},
        )

    def test_a_verification_is_not_made_by_hand(self):
        plan = self._plan(self._create_problem())
        Verification = self.env["rectification.verification"].with_user(self.manager)
        vals = {"plan_id": plan.id, "kind": "completion", "due_date": self.today}
        with self.assertRaises(UserError):
            call_kw(Verification, "create", [[vals]], {})

    def test_closing_another_way(self):
        problem = self._create_problem()
        close = "close_with_outcome"
        self.assertRpcRefused(
            "Only a quality manager", self.coordinator, problem, close, "declined", "x"
        )
        self.assertRpcRefused("Say why", self.manager, problem, close, "declined", " ")
        for outcome in ("effective", "done", False):
            self.assertRpcRefused(
                "one of the outcomes", self.manager, problem, close, outcome, "x"
            )
        self._rpc(self.manager, problem, close, "declined", "Not a defect.")
        self.assertRpcRefused(
            "is closed", self.manager, problem, close, "declined", "x"
        )
        self.assertRpcRefused(
            "is closed", self.coordinator, problem, "action_acknowledge"
        )

    def test_ordinary_tickets_have_no_loop(self):
        ticket = self._create_ticket()
        self.manager.group_ids |= self.env.ref("helpdesk_mgmt.group_helpdesk_manager")
        for method in ("action_acknowledge", "action_plan"):
            self.assertRpcRefused("is not a problem", self.manager, ticket, method)

    def test_what_was_answered_is_not_deleted(self):
        problem = self._create_problem()
        plan = self._plan(problem)
        self._approve(plan)
        self.assertForbidden(self.coordinator, problem, "unlink")
        for record in (problem, plan.sudo()):
            self._rpc(self.manager, record, "unlink")
            self.assertTrue(record.exists())
            self.assertFalse(record.active)
        self.assertEqual(problem.plan_id, plan)

    def test_the_reason_dialog_checks_like_the_step(self):
        problem = self._create_problem()
        Reason = self.env["rectification.reason"].with_user(self.coordinator)
        dialog = Reason.create(
            {
                "operation": "close",
                "res_id": problem.id,
                "outcome": "declined",
                "reason": "x",
            }
        )
        self.assertRefused("Only a quality manager", dialog.action_apply)
        self.assertNotEqual(problem.rectification_state, "closed")
