# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import new_test_user, tagged

from ..common import GROUP
from ..common_gate import GateCase


@tagged("post_install", "-at_install")
class TestDetours(GateCase):
    """Ways round a gate that lead through another feature."""

    @classmethod
    def _join(cls, problem, plan):
        problem.with_user(cls.coordinator).action_acknowledge()
        problem.with_user(cls.coordinator).join_plan(plan.id)

    def _ask_maintenance(self, plan):
        action = plan.action_ids.sudo()
        self._rpc(self.coordinator, action, "action_request_maintenance")
        done = self.env["maintenance.stage"].search([("done", "=", True)], limit=1)
        return action, action.maintenance_request_id, done

    # ------------------------------------------------------------------
    # Archive
    # ------------------------------------------------------------------

    def test_who_archives_a_report_remains_its_reporter(self):
        plan = self._plan(self._create_problem())
        own = self._create_problem(
            user=self.verifier,
            place_id=self.other_unit.id,
            partner_id=self.verifier.partner_id.id,
        )
        self._join(own, plan)
        self._approve(plan)
        self._work(plan)
        self._rpc(self.verifier, own, "write", {"active": False})
        self.assertRpcRefused(
            "You reported the problem",
            self.verifier,
            plan.verification_ids,
            "record_result",
            "pass",
        )

    def test_what_was_away_at_the_draw_is_verified(self):
        policy = self.env.ref("property_rectification.policy_generic_s4")
        policy.verification_share = 0
        minor = self._create_problem("HY-BULKY")
        plan = self._plan(minor)
        more = self._create_problem("HY-BIN", place_id=self.other_unit.id)
        self._join(more, plan)
        self._approve(plan)
        self._rpc(self.coordinator, more, "write", {"active": False})
        self._work(plan)
        self.assertEqual(minor.rectification_outcome, "unverified")
        self._rpc(self.coordinator, more, "write", {"active": True})
        self.assertEqual(plan.sudo().sampling, "recalled")
        self._answer_points(plan)
        self._rpc(self.verifier, plan.verification_ids, "record_result", "pass")
        self.assertEqual(more.rectification_state, "monitoring")

    def test_what_was_closed_unverified_is_restored_as_it_was(self):
        policy = self.env.ref("property_rectification.policy_generic_s4")
        policy.verification_share = 0
        problem = self._create_problem("HY-BULKY")
        plan = self._plan(problem)
        self._approve(plan)
        self._work(plan)
        for active in (False, True):
            self._rpc(self.coordinator, problem, "write", {"active": active})
        self.assertEqual(plan.sudo().sampling, "skipped")
        self.assertEqual(problem.rectification_outcome, "unverified")

    # ------------------------------------------------------------------
    # What is verified is not taken back
    # ------------------------------------------------------------------

    def test_who_sees_no_verification_takes_nothing_back(self):
        far = new_test_user(self.env, "far", f"{GROUP}staff")
        employee = self.env["hr.employee"].create({"name": "Far", "user_id": far.id})
        plan = self._plan(self._create_problem(), employee_id=employee.id)
        self._approve(plan)
        action = plan.action_ids.sudo()
        self._rpc(far, action, "write", {"evidence": "Replaced."})
        self._rpc(far, action, "action_done")
        self._answer_points(plan)
        self._rpc(self.verifier, plan.verification_ids, "record_result", "pass")
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertRpcRefused("was verified already", far, action, "action_undo")
        self.assertEqual(action.state, "done")

    def test_a_request_reopens_no_action_of_a_version_that_is_over(self):
        problem = self._create_problem()
        plan = self._plan(problem)
        self._approve(plan)
        action, request, done = self._ask_maintenance(plan)
        stage = request.stage_id
        request.stage_id = done
        plan.sudo()._open_next_version("The owner says that it still drips.")
        request.stage_id = stage
        self.assertEqual(action.state, "done")
        self.assertFalse(action.activity_ids)

    # ------------------------------------------------------------------
    # Elsewhere
    # ------------------------------------------------------------------

    def test_a_plan_does_not_move_to_another_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        plan = self._plan(self._create_problem())
        vals = {"company_id": company.id, "place_id": False}
        self.assertRpcRefused("another company", self.coordinator, plan, "write", vals)
        self.assertEqual(plan.sudo().company_id, self.env.company)

    def test_what_left_for_an_ordinary_team_stays_on_record(self):
        problem = self._create_problem()
        problem.with_user(self.coordinator).action_acknowledge()
        team = self.env["helpdesk.ticket.team"].create({"name": "Ordinary"})
        self._rpc(self.coordinator, problem, "write", {"team_id": team.id})
        self.assertFalse(problem.is_problem)
        problem.unlink()
        self.assertTrue(problem.exists())
        self.assertFalse(problem.active)
