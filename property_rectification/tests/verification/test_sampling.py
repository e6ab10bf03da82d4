# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common_gate import GateCase


@tagged("post_install", "-at_install")
class TestSampling(GateCase):
    """Of minor work a share is verified; the rest is closed, and says so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env.ref("property_rectification.policy_generic_s4")
        cls.policy.verification_share = 20

    def setUp(self):
        super().setUp()
        self.numbers = []
        model = type(self.env["rectification.plan"])
        draw = patch.object(model, "_draw_number", lambda _model: self.numbers.pop())
        draw.start()
        self.addCleanup(draw.stop)

    def _finish(self, number=None, problem=None, **action):
        """Finish the work of a minor problem; return the problem."""
        problem = problem or self._create_problem("HY-BULKY")
        plan = self._plan(problem, **action)
        self._approve(plan)
        self.numbers = [] if number is None else [number]
        self._work(plan)
        self.assertFalse(self.numbers, "nothing was drawn")
        return problem

    # ------------------------------------------------------------------
    # Drawn or not
    # ------------------------------------------------------------------

    def test_not_drawn_is_closed_and_never_effective(self):
        problem = self._finish(0.2)
        plan = problem.plan_id
        self.assertEqual(problem.rectification_state, "closed")
        self.assertEqual(problem.rectification_outcome, "unverified")
        self.assertEqual((plan.sampling, plan.sampling_share), ("skipped", 20))
        self.assertEqual(plan.sampling_number, 0.2)
        self.assertEqual(plan.state, "approved")
        self.assertFalse(plan.verification_ids.result)
        for record in (plan, problem):
            told = " ".join(record.message_ids.mapped(lambda m: m.body or ""))
            self.assertIn("not drawn for verification", told)
            self.assertIn("20 %", told)

    def test_drawn_is_verified_as_ever(self):
        problem = self._finish(0.19)
        self.assertEqual(problem.plan_id.sampling, "drawn")
        self.assertEqual(problem.rectification_state, "verifying")
        check = problem.plan_id.verification_ids
        self._rpc(self.verifier, check, "record_result", "pass")
        self.assertEqual(problem.rectification_outcome, "effective")

    def test_nothing_is_drawn_before_the_work_is_finished(self):
        problem = self._create_problem("HY-BULKY")
        plan = self._plan(problem)
        plan.action_ids.copy({"plan_id": plan.id})
        self._approve(plan)
        first, second = plan.action_ids.with_user(self.staff)
        first.action_done()
        self.assertFalse(plan.sampling)
        self.numbers = [0.9]
        second.cancel("Not needed.")
        self.assertEqual(plan.sampling, "skipped")

    def test_a_containment_that_stands_delays_the_draw(self):
        problem = self._finish(kind="containment")
        plan = problem.plan_id
        self.assertFalse(plan.sampling)
        self.numbers = [0.9]
        plan.action_ids.with_user(self.staff).containment_end = "removed"
        self.assertEqual(plan.sampling, "skipped")

    def test_every_result_is_verified_where_nothing_else_is_said(self):
        self.policy.verification_share = 100
        problem = self._finish()
        self.assertFalse(problem.plan_id.sampling)
        self.assertEqual(problem.rectification_state, "verifying")

    def test_more_than_minor_is_always_verified(self):
        self.assertEqual(self._finish_type("HY-BIN").severity, "s3")

    def _finish_type(self, code):
        problem = self._finish(problem=self._create_problem(code))
        self.assertFalse(problem.plan_id.sampling)
        return problem

    def test_one_problem_that_is_more_makes_all_be_verified(self):
        problem = self._create_problem("HY-BULKY")
        plan = self._plan(problem)
        other = self._create_problem("HY-BIN")
        other._record({"plan_id": plan.id})
        self._approve(plan)
        self._work(plan)
        self.assertFalse(plan.sampling)

    def test_what_keeps_coming_back_is_always_verified(self):
        problem = self._create_problem("HY-BULKY")
        problem.sudo()._record({"is_chronic": True})
        self._finish(problem=problem)
        self.assertFalse(problem.plan_id.sampling)

    def test_a_second_version_is_always_verified(self):
        problem = self._finish(0.1)
        check = problem.plan_id.verification_ids
        self._rpc(self.verifier, check, "record_result", "fail", "Still there.")
        self._finish(problem=problem)
        self.assertEqual(problem.plan_id.version, 2)
        self.assertFalse(problem.plan_id.sampling)

    # ------------------------------------------------------------------
    # Nobody draws again, nobody writes it
    # ------------------------------------------------------------------

    def test_a_reopened_action_does_not_draw_again(self):
        problem = self._finish(0.1)
        plan = problem.plan_id
        action = plan.action_ids
        self._rpc(self.staff, action, "action_undo")
        self._rpc(self.staff, action, "action_done")
        self.assertEqual((plan.sampling, plan.sampling_number), ("drawn", 0.1))
        self.assertEqual(problem.rectification_state, "verifying")

    def test_work_begun_again_is_verified_though_it_was_not_drawn(self):
        problem = self._finish(0.9)
        plan = problem.plan_id
        self._rpc(self.staff, plan.action_ids, "action_undo")
        self.assertEqual(problem.rectification_state, "rectifying")
        self.assertFalse(problem.rectification_outcome)
        self._rpc(self.staff, plan.action_ids, "action_done")
        self.assertEqual(plan.sampling, "recalled")
        self.assertEqual(problem.rectification_state, "verifying")

    def test_a_share_that_is_lowered_later_comes_too_late(self):
        self.policy.verification_share = 100
        problem = self._finish()
        self.policy.verification_share = 0
        action = problem.plan_id.action_ids
        self._rpc(self.staff, action, "write", {"evidence": "Swept twice."})
        self._rpc(self.staff, action, "action_undo")
        self._rpc(self.staff, action, "action_done")
        self.assertFalse(problem.plan_id.sampling)
        self.assertEqual(problem.rectification_state, "verifying")

    def test_no_problem_joins_what_nobody_will_look_at(self):
        plan = self._finish(0.9).plan_id
        self.assertTrue(plan._get_join_fact().is_verified)

    def test_a_draw_is_not_written_by_hand(self):
        plan = self._finish(0.1).plan_id
        for vals in (
            {"sampling": "skipped"},
            {"sampling": False},
            {"sampling_number": 0.99},
            {"sampling_share": 0},
        ):
            self.assertRpcRefused(
                "cannot be set by hand", self.manager, plan, "write", vals
            )
        for method in ("_draw_for_verification", "_close_unverified", "_recall"):
            self.assertForbidden(self.manager, plan, method)

    def test_who_does_the_work_cannot_foresee_it(self):
        plan = self._plan(self._create_problem("HY-BULKY"))
        self._approve(plan)
        self.assertFalse(plan.sampling)
        self.assertTrue(plan.verification_ids)

    # ------------------------------------------------------------------
    # What was not drawn
    # ------------------------------------------------------------------

    def test_what_was_not_drawn_is_not_signed(self):
        check = self._finish(0.9).plan_id.verification_ids
        for result in ("pass", "fail"):
            self.assertRpcRefused(
                "not drawn", self.verifier, check, "record_result", result, "x"
            )
        self.assertRpcRefused(
            "not drawn", self.verifier, check.point_ids, "write", {"answer": "yes"}
        )

    def test_it_waits_for_nobody(self):
        check = self._finish(0.9).plan_id.verification_ids
        check._record({"due_date": "2020-01-01"})
        self.assertFalse(check.is_late)
        domain = [("res_model", "=", check._name), ("res_id", "=", check.id)]
        self.assertFalse(self.env["rectification.todo"].search(domain))

    def test_a_quality_manager_finds_and_recalls_it(self):
        problem = self._finish(0.9)
        checks = self.env["rectification.verification"].with_user(self.manager)
        found = checks.search([("plan_id.sampling", "=", "skipped")])
        self.assertEqual(found, problem.plan_id.verification_ids)
        self._rpc(self.manager, problem, "reopen", "I want to see it.")
        self.assertEqual(problem.rectification_state, "verifying")
        self.assertEqual(problem.plan_id.sampling, "recalled")
        self._rpc(self.verifier, found, "record_result", "pass")
        self.assertEqual(problem.rectification_outcome, "effective")

    def test_the_owner_who_says_no_opens_the_next_version(self):
        problem, other = (
            self._create_problem("HY-BULKY"),
            self._create_problem("HY-BULKY", partner_id=self.neighbour.partner_id.id),
        )
        (self.owner | self.neighbour).partner_id.email = "somebody@example.com"
        other.with_user(self.coordinator).link_to_leading(problem.id)
        self._finish(0.9, problem=problem)
        self.assertEqual(
            (problem | other).mapped("rectification_outcome"), ["unverified"] * 2
        )
        self.assertEqual((problem | other).mapped("owner_confirmation"), ["asked"] * 2)
        other.sudo()._take_answer("returned", "Still there", other.partner_id)
        self.assertNotEqual(other.rectification_state, "closed")
        self.assertEqual(problem.rectification_state, "closed")
        problem.sudo()._take_answer("returned", "Here, too", problem.partner_id)
        self.assertEqual(problem.rectification_state, "analysing")
        self.assertEqual(problem.plan_id.version, 2)
        self.assertFalse(problem.rectification_outcome)

    # ------------------------------------------------------------------
    # Policy
    # ------------------------------------------------------------------

    def test_the_share_is_for_minor_problems_alone(self):
        other = self.env.ref("property_rectification.policy_generic_s3")
        for values in ({"verification_share": 50}, {"severity": False}):
            policy = self.policy if "severity" in values else other
            with self.assertRaises(ValidationError), self.cr.savepoint():
                policy.with_user(self.manager).write(values)

    def test_the_share_is_a_percentage(self):
        for share in (-1, 101):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self.policy.verification_share = share
                self.policy.flush_recordset()

    def test_the_form_offers_it_for_minor_problems(self):
        with Form(self.policy.with_user(self.manager)) as form:
            self.assertEqual(form.verification_share, 20)
            form.verification_share = 30
        self.assertEqual(self.policy.verification_share, 30)
        self.assertEqual(self.policy.copy().verification_share, 30)
        with Form(self.policy.copy().with_user(self.manager)) as form:
            form.severity = "s3"
            self.assertEqual(form.verification_share, 100)
