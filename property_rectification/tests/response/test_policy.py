# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from ..common import RectificationCase

MONDAY = datetime(2026, 3, 2, 9, 0)
MODULE = "property_rectification"
# Where a published figure or a law was found; the rest are proposals.
SETS = {
    "Awaab’s Law": 5,
    "Complaint Handling Code": 2,
    "New York City, HPD classes": 9,
    "NSPIRE": 12,
    "Tiered standard (China)": 8,
    "UK landlord": 9,
}


@tagged("post_install", "-at_install")
class TestPolicy(RectificationCase):
    """What policies are shipped, switching them on, and trying them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        freezer = freeze_time(MONDAY)
        cls.clock = freezer.start()
        cls.addClassCleanup(freezer.stop)
        cls.policies = cls.env["rectification.policy"].with_context(active_test=False)

    def _set(self, name):
        return self.policies.search([("set_name", "=", name)])

    def _due(self, problem):
        return {d.clock: d.due_at for d in problem.deadline_ids if d.state != "void"}

    def test_sets_are_shipped_switched_off(self):
        for name, count in SETS.items():
            with self.subTest(name):
                policies = self._set(name)
                self.assertEqual(len(policies), count)
                self.assertFalse(any(policies.mapped("active")))

    def test_each_policy_of_a_set_says_where_it_comes_from(self):
        for name in SETS:
            for policy in self._set(name):
                with self.subTest(policy.display_name):
                    self.assertTrue(policy.jurisdiction and policy.legal_reference)
                    self.assertTrue(any(policy.clock_ids.mapped("legal_reference")))
                    dated = policy.valid_from or "From when" in policy.note
                    self.assertTrue(dated, "neither a date nor a word that it is open")

    def test_each_set_can_be_switched_on_beside_the_generic_one(self):
        for name in SETS:
            with self.subTest(name):
                policies = self._set(name).with_user(self.manager)
                policies.action_unarchive()
                self.assertTrue(all(policies.mapped("active")))
                policies.action_archive()

    def test_a_hazard_falls_under_the_law_once_it_is_switched_on(self):
        self._set("Awaab’s Law").with_user(self.manager).action_unarchive()
        problem = self._create_problem("HY-MOULD")
        policy = self.env.ref(f"{MODULE}.policy_awaab_significant_mould")
        self.assertEqual(problem.policy_id, policy)
        problem.with_user(self.coordinator).action_acknowledge()
        self.clock.tick(timedelta(days=1))
        self.addCleanup(self.clock.move_to, MONDAY)
        problem.with_user(self.staff).action_investigated()
        start = problem.deadline_ids.filtered(lambda d: d.clock == "start")
        self.assertEqual(start.started_at, problem.investigated_at)
        self.assertEqual((start.due_at - start.started_at).days // 7, 12)

    def test_a_law_is_not_for_what_was_reported_before_it(self):
        self._set("Awaab’s Law").with_user(self.manager).action_unarchive()
        early = datetime(2025, 10, 26, 12)
        problem = self._create_problem(
            "HY-MOULD", reported_at=early, occurred_at=early, noticed_at=early
        )
        self.assertEqual(problem.policy_id.set_name, "Generic")

    def test_switching_on_brings_the_types_of_a_set(self):
        stage = self.env.ref(f"{MODULE}.problem_type_sv_complaint_1")
        self.assertFalse(stage.active)
        policy = self.env.ref(f"{MODULE}.policy_complaint_1")
        policy.with_user(self.manager).action_unarchive()
        self.assertTrue(stage.active)

    def test_staff_and_coordinators_cannot_switch(self):
        policy = self.env.ref(f"{MODULE}.policy_complaint_1")
        for user in (self.staff, self.coordinator, self.auditor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                policy.with_user(user).action_unarchive()

    def test_equal_policies_are_refused_with_their_names(self):
        generic = self.env.ref(f"{MODULE}.policy_generic_s3").with_user(self.manager)
        copy = generic.copy()
        self.assertFalse(copy.active)
        with self.assertRaisesRegex(ValidationError, "exactly the same problems"):
            copy.action_unarchive()

    def test_switching_off_keeps_what_was_promised(self):
        problem = self._create_problem()
        policy, before = problem.policy_id, self._due(problem)
        self.assertEqual(policy.with_user(self.manager).open_problem_count, 1)
        policy.with_user(self.manager).action_archive()
        self.assertEqual(self._due(problem), before)
        self.assertFalse(self._create_problem().policy_id)

    # ------------------------------------------------------------------
    # Trying
    # ------------------------------------------------------------------

    def _try(self, problem, policy, user=None):
        trials = self.env["rectification.policy.trial"].with_user(
            user or self.coordinator
        )
        with Form(trials) as form:
            form.policy_id = policy
            form.ticket_id = problem
            return str(form.result)

    def test_trying_shows_the_clocks_and_whom_the_ladder_tells(self):
        problem = self._create_problem("HY-MOULD", user_id=self.coordinator.id)
        policy = self.env.ref(f"{MODULE}.policy_awaab_significant_mould")
        result = self._try(problem, policy)
        self.assertIn("Investigate within 10 working days", result)
        self.assertIn("SI 2025/1042", result)
        self.assertIn("full plan", result)
        self.assertIn("30, 60, 90", result)
        self.assertIn("switched off", result)
        self.assertIn(self.coordinator.name, result)
        self.assertNotIn("is not for this problem", result)

    def test_trying_promises_what_switching_on_gives(self):
        problem = self._create_problem("HY-MOULD")
        policy = self.env.ref(f"{MODULE}.policy_awaab_significant_mould")
        self.clock.tick(timedelta(hours=5))
        self.addCleanup(self.clock.move_to, MONDAY)
        previews = self.env["rectification.deadline"]._preview(problem, policy)
        promised = {preview.clock: preview.due_at for preview in previews}
        policy.with_user(self.manager).action_unarchive()
        policy.with_user(self.manager).apply_to_open_problems()
        self.assertEqual(problem.policy_id, policy)
        self.assertEqual(self._due(problem), promised)

    def test_trying_writes_nothing(self):
        problem = self._create_problem("HY-MOULD")
        policy = self.env.ref(f"{MODULE}.policy_awaab_significant_mould")
        trials = self.env["rectification.policy.trial"].with_user(self.coordinator)
        trial = trials.create({"policy_id": policy.id, "ticket_id": problem.id})
        before = problem.deadline_ids.ids, problem.next_deadline_at
        self.env.flush_all()
        self.assertIn("Would be due", str(trial.result))
        with self.assertQueryCount(0):
            self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((problem.deadline_ids.ids, problem.next_deadline_at), before)
        self.assertEqual(problem.policy_id.set_name, "Generic")

    def test_trying_on_a_problem_it_is_not_for_says_so(self):
        policy = self.env.ref(f"{MODULE}.policy_awaab_significant_mould")
        result = self._try(self._create_problem(), policy)
        self.assertIn("is not for this problem", result)

    def test_trying_shows_only_problems_that_the_user_may_read(self):
        problem = self._create_problem(place_id=self.elsewhere.id, user=self.manager)
        policy = self.env.ref(f"{MODULE}.policy_generic_s3")
        trials = self.env["rectification.policy.trial"].with_user(self.coordinator)
        trial = trials.create({"policy_id": policy.id, "ticket_id": problem.id})
        with self.assertRaises(AccessError):
            trial.read(["result"])

    # ------------------------------------------------------------------
    # Problems that are open already
    # ------------------------------------------------------------------

    def test_applying_gives_open_problems_the_new_terms(self):
        problem, closed = self._create_problem(), self._create_problem()
        closed.with_user(self.manager).close_with_outcome("duplicate", "Twice.")
        before = self._due(closed)
        policy = problem.policy_id.with_user(self.manager)
        attend = policy.clock_ids.filtered(lambda c: c.clock == "attend")
        attend.write({"duration": 3, "unit": "hours"})
        self.assertNotEqual(self._due(problem)["attend"], MONDAY + timedelta(hours=3))
        wizard = (
            self.env["rectification.policy.apply"]
            .with_user(self.manager)
            .create({"policy_id": policy.id})
        )
        self.assertEqual(wizard.problem_count, 1)
        wizard.action_apply()
        self.assertEqual(self._due(problem)["attend"], MONDAY + timedelta(hours=3))
        self.assertEqual(self._due(closed), before)

    def test_applying_leaves_the_more_specific_alone(self):
        problem = self._create_problem()
        generic = problem.policy_id
        special = generic.copy(
            {"place_id": self.unit.id, "company_id": self.env.company.id}
        )
        special.active = True
        special.with_user(self.manager).apply_to_open_problems()
        self.assertEqual(problem.policy_id, special)
        self.assertFalse(generic.with_user(self.manager)._find_problems_to_apply())

    def test_only_managers_apply_and_only_what_is_switched_on(self):
        policy = self.env.ref(f"{MODULE}.policy_awaab_significant_mould")
        self.assertRefused(
            "switched off", policy.with_user(self.manager).apply_to_open_problems
        )
        with self.assertRaises(AccessError):
            policy.with_user(self.coordinator).apply_to_open_problems()

    def test_a_company_does_not_see_the_policies_of_another(self):
        other = self.env["res.company"].create({"name": "Another"})
        policy = self.policies.create(
            {
                "name": "Of another",
                "company_id": other.id,
                "clock_ids": [Command.create({"clock": "attend", "duration": 1})],
            }
        )
        found = self.policies.with_user(self.manager).search([("id", "=", policy.id)])
        self.assertFalse(found)
        with self.assertRaises(AccessError):
            policy.clock_ids.with_user(self.manager).read(["duration"])

    def test_an_administrator_finds_the_settings(self):
        admin = new_test_user(self.env, "admin_only", "base.group_system")
        arch = self.env["res.config.settings"].with_user(admin).get_view()["arch"]
        app = arch[arch.index('name="property_rectification"') :]
        for name in ("rectification_call_minutes", "rectification_confirmation_days"):
            self.assertIn(name, app)
