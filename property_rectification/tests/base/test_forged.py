# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from ..common import PHOTO
from ..common_gate import GateCase


@tagged("post_install", "-at_install")
class TestForged(GateCase):
    """What a client sends beside what a form would send."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.problem = cls._create_problem()
        cls.plan = cls._plan(cls.problem)
        cls.action = cls.plan.action_ids.sudo()

    # ------------------------------------------------------------------
    # Contexts
    # ------------------------------------------------------------------

    def test_nobody_pretends_to_uninstall(self):
        """With that context, Odoo itself asks nothing before it deletes."""
        forged = {MODULE_UNINSTALL_FLAG: True}
        photo = self._create_photos(self.action)[self.action]
        self.action.write({"after_attachment_ids": photo})
        self._approve(self.plan)
        self._work(self.plan)
        photo = self.action.after_attachment_ids
        self.assertRpcRefused(
            "is kept", self.coordinator, self.action, "unlink", context=forged
        )
        self.assertRpcRefused(
            "is finished", self.coordinator, photo, "unlink", context=forged
        )
        self._rpc(self.coordinator, self.plan, "unlink", context=forged)
        self.assertFalse(self.plan.exists().active, "archived instead")
        self.assertTrue(photo.exists() and self.action.exists())

    def test_a_default_links_no_foreign_file(self):
        secret = self.env["ir.attachment"].create(
            {
                "name": "passport.png",
                "datas": PHOTO,
                "res_model": "res.users",
                "res_id": self.manager.id,
            }
        )
        model = self.env["rectification.action"].with_user(self.coordinator)
        vals = {"plan_id": self.plan.id, "name": "Look at it"}
        for side in ("before_attachment_ids", "after_attachment_ids"):
            context = {f"default_{side}": secret.ids}
            with self.assertRaises(AccessError), self.cr.savepoint():
                call_kw(model, "create", [vals], {"context": context})

    # ------------------------------------------------------------------
    # Who
    # ------------------------------------------------------------------

    def test_no_contractor_of_another_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        foreign = self.env["res.partner"].create(
            {"name": "Theirs", "company_id": company.id}
        )
        vals = {"employee_id": False, "partner_id": foreign.id}
        self.assertRpcRefused("Theirs", self.coordinator, self.action, "write", vals)

    def test_nobody_outside_follows_up(self):
        vals = {"user_id": self.owner.id}
        self.assertRpcRefused(
            "one of our own users", self.coordinator, self.action, "write", vals
        )

    def test_nobody_outside_verifies_or_looks_elsewhere(self):
        check = self._look(self.lobby)
        verification = self._bring_to_verification(
            self._create_problem(place_id=self.other_unit.id)
        )
        for record, name in ((check, "user_id"), (verification, "verifier_id")):
            vals = {name: self.owner.id}
            self.assertRpcRefused(
                "one of our own users", self.coordinator, record, "write", vals
            )

    # ------------------------------------------------------------------
    # What is over stays as it was
    # ------------------------------------------------------------------

    def test_a_containment_that_stands_is_not_called_otherwise(self):
        self.action.kind = "containment"
        self._approve(self.plan)
        self._work(self.plan)
        for vals in ({"kind": "preventive"}, {"name": "Something else"}):
            self.assertRpcRefused(
                "stays on record", self.coordinator, self.action, "write", vals
            )
        self.assertEqual(self.problem.rectification_state, "rectifying")

    def test_figures_stay_as_they_were_signed(self):
        check = self._bring_to_verification(
            self._create_problem(place_id=self.other_unit.id)
        )
        check.record_result("pass")
        effect = check.plan_id.sudo().verification_ids - check.sudo()
        effect._record({"due_date": self.today})
        self.assertForbidden(self.auditor, effect, "action_measure")
        self._rpc(self.verifier, effect, "action_measure")
        measured_at = effect.measured_at
        effect.with_user(self.verifier).record_result("pass")
        self.assertRpcRefused("has signed", self.coordinator, effect, "action_measure")
        self.assertEqual(effect.measured_at, measured_at)

    def _look(self, places):
        self._analyse(self.plan)
        self.estate.manager_id = self.coordinator_employee
        why = self.plan.why_ids[0]
        return self.plan.look_elsewhere(why.id, places.ids)

    def test_who_looked_elsewhere_stays_on_record(self):
        check = self._look(self.lobby)
        self._rpc(self.coordinator, check, "action_nothing_found")
        for vals in (
            {"employee_id": self.cleaner.id},
            {"deadline": self.today + timedelta(days=90)},
        ):
            self.assertRpcRefused(
                "Nothing found", self.coordinator, check, "write", vals
            )

    def test_a_draft_for_which_somebody_looked_is_archived(self):
        checks = self._look(self.lobby | self.other_unit)
        self._rpc(self.coordinator, checks[0], "action_nothing_found")
        self._rpc(self.coordinator, self.plan, "unlink")
        self.assertFalse(self.plan.exists().active)
        self.assertEqual(checks.exists(), checks)

    def test_nobody_is_reminded_to_look_for_an_archived_plan(self):
        check = self._look(self.lobby)
        mine = [("res_model", "=", check._name), ("res_id", "=", check.id)]
        todo = self.env["rectification.todo"]
        for active in (True, False, True):
            self.plan.active = active
            self.assertEqual(self.env["mail.activity"].search_count(mine), active)
            self.assertEqual(todo.search_count(mine), active)

    def test_a_draft_takes_its_reminders_along(self):
        checks = self._look(self.lobby | self.other_unit)
        reminders = self.env["mail.activity"].search(
            [("res_model", "=", checks._name), ("res_id", "in", checks.ids)]
        )
        self.assertEqual(len(reminders), 2)
        self._rpc(self.coordinator, self.plan, "unlink")
        self.assertFalse(self.plan.exists() | self.problem.plan_id)
        self.assertFalse(checks.exists())
        self.assertFalse(reminders.exists(), "about nothing")

    # ------------------------------------------------------------------
    # Joined, drawn, archived
    # ------------------------------------------------------------------

    def test_the_strictest_of_all_problems_counts(self):
        policy = self.env.ref("property_rectification.policy_generic_s3")
        strict = policy.copy(
            {
                "problem_type_id": self._type("EQ-LEAK-SLOW").id,
                "plan_depth": "full",
                "evidence_required": True,
            }
        )
        strict.active = True
        problem = self._create_problem(place_id=self.lobby.id)
        self.assertEqual(problem.policy_id, strict)
        plan = self._plan(problem)
        later = self._create_problem("HY-BIN", place_id=self.lobby.id)
        self.assertEqual(later.severity, problem.severity)
        later.with_user(self.coordinator).action_acknowledge()
        self._rpc(self.coordinator, later, "join_plan", plan.id)
        plan.depth = "simple"
        self.assertRpcRefused(
            "needs a full plan", self.coordinator, plan, "action_approve"
        )

    def test_what_was_not_drawn_comes_back_from_the_archive(self):
        generic = self.env.ref("property_rectification.policy_generic_s4")
        generic.verification_share = 0
        first = self._create_problem("HY-BULKY")
        second = self._create_problem("HY-BULKY", place_id=self.other_unit.id)
        plan = self._plan(first)
        second.with_user(self.coordinator).action_acknowledge()
        self._rpc(self.coordinator, second, "join_plan", plan.id)
        self._approve(plan)
        self._work(plan)
        self.assertEqual(second.rectification_outcome, "unverified")
        second.with_user(self.coordinator).active = False
        self._rpc(self.manager, first, "reopen", "It is still there.")
        second.with_user(self.coordinator).active = True
        self.assertEqual(second.rectification_state, "verifying")

    def test_a_contractor_sees_no_open_work_of_archived_plans(self):
        fitter = new_test_user(self.env, "fitter", "base.group_portal")
        self.action.write({"employee_id": False, "partner_id": fitter.partner_id.id})
        self._approve(self.plan)
        actions = self.env["rectification.action"].with_user(fitter)
        self.assertEqual(actions.search([]), self.action)
        self.plan.with_user(self.coordinator).active = False
        self.assertFalse(actions.search([]))
        self.assertForbidden(fitter, self.action, "action_start")
        self.plan.with_user(self.coordinator).active = True
        self._rpc(fitter, self.action, "action_start")
        self.assertEqual(self.action.state, "in_progress")

    # ------------------------------------------------------------------
    # Odd input
    # ------------------------------------------------------------------

    def test_odd_ids_and_days_get_an_answer(self):
        self._analyse(self.plan)
        why = self.plan.why_ids[0]
        for odd in ("x", ["x"], [[1]], [True], [{}], [2**40], None):
            with self.subTest(places=odd):
                self.assertRpcRefused(
                    "Choose where", self.coordinator, self.plan, "look_elsewhere",
                    why.id, odd,
                )  # fmt: skip
        for odd in ("soon", 5, ["2030-01-01"], {}):
            with self.subTest(day=odd), self.assertRaises(UserError):
                self._rpc(
                    self.coordinator, self.plan, "look_elsewhere", why.id,
                    self.lobby.ids, [], odd or "0",
                )  # fmt: skip
        self.assertFalse(self.plan.read_across_ids)
        self.assertRpcRefused(
            "Choose the problems", self.coordinator, self.problem, "join_plan", True
        )
