# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields
from odoo.modules import Manifest
from odoo.tests import TransactionCase, tagged
from odoo.tools.convert import convert_file

from odoo.addons.property_rectification.models.problem import (
    rectification_problem_type as type_model,
)
from odoo.addons.property_rectification.models.problem.helpdesk_ticket_stage import (
    STATES,
)
from odoo.addons.property_rectification.rules import lifecycle

MODULE = "property_rectification"
INTERNAL = ("quality", "coordinator", "coordinator2", "staff", "auditor")
PORTAL = ("owner", "owner2")


def load_demo(env):
    """Load the demo files as an installation with demo data does."""
    idref = {}
    for module in (MODULE, f"{MODULE}_demo"):
        for name in Manifest.for_addon(module)["demo"]:
            convert_file(env(su=True), module, name, idref, "init", noupdate=True)


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    """The demo data is honest: what it shows went through the gates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.env.ref(f"{MODULE}.user_quality_demo", raise_if_not_found=False):
            with cls.assertNoLogs(cls("run_nothing"), "odoo", "WARNING"):
                load_demo(cls.env)
        cls.problems = cls.env["helpdesk.ticket"].search(
            [("place_id", "child_of", cls.env.ref(f"{MODULE}.place_estate_demo").id)]
        )
        cls.now = fields.Datetime.now()

    def run_nothing(self):
        """Lend its assertions to the class."""

    def _recorded(self):
        plans = self.problems.plan_id.root_id | self.problems.plan_id
        return plans | plans.search([("root_id", "in", plans.ids)])

    def test_every_persona_is_there(self):
        for key in INTERNAL + PORTAL:
            user = self.env.ref(f"{MODULE}.user_{key}_demo")
            self.assertEqual(user.login, key)
            self.assertEqual(user.share, key in PORTAL)
            self.assertTrue(user.email.endswith("example.com"))
        for key in INTERNAL:
            self.assertTrue(self.env.ref(f"{MODULE}.user_{key}_demo").employee_ids)

    def test_persona_logs_in_with_its_login(self):
        for key in INTERNAL + PORTAL:
            credential = {"login": key, "password": key, "type": "password"}
            user = self.env.ref(f"{MODULE}.user_{key}_demo")
            info = user.with_user(user)._check_credentials(
                credential, {"interactive": True}
            )
            self.assertEqual(info["uid"], user.id)

    def test_owners_report_for_what_they_see(self):
        for key in PORTAL:
            user = self.env.ref(f"{MODULE}.user_{key}_demo")
            places = self.problems.with_user(user)._get_reportable_places()
            names = set(places.mapped("name"))
            self.assertLessEqual({"Lobby", "Stairs", "Playground"}, names)
            self.assertFalse({"Roof", "Lift machine room", "Boiler room"} & names)

    def test_problems_of_every_state_kind_and_severity(self):
        self.assertEqual(len(self.problems), 67)
        for name, selection in (
            ("rectification_state", STATES),
            ("problem_kind", type_model.KINDS),
            ("severity", type_model.SEVERITIES),
        ):
            expected = {key for key, _label in selection}
            self.assertEqual(set(self.problems.mapped(name)), expected)

    def test_stage_agrees_with_state(self):
        for problem in self.problems:
            self.assertEqual(
                problem.stage_id.rectification_state, problem.rectification_state
            )

    def test_recorded_state_is_what_the_facts_say(self):
        for problem in self.problems:
            facts, needs = problem._get_facts(), problem._get_requirements()
            self.assertEqual(problem.rectification_state, lifecycle.state(facts, needs))
            self.assertEqual(
                problem.rectification_outcome or None, lifecycle.outcome(facts, needs)
            )

    def test_nobody_verified_own_work(self):
        verified = self._recorded().verification_ids.filtered("result")
        self.assertGreater(len(verified), 20)
        for verification in verified:
            person = verification.verifier_id._rectification_person_ids()
            for role, people in verification.plan_id._get_people().items():
                self.assertFalse(
                    person & people, f"{verification.display_name}: {role}"
                )

    def test_full_plans_were_approved_by_somebody_else(self):
        full = self._recorded().filtered(lambda p: p.depth == "full" and p.approver_id)
        self.assertGreater(len(full), 5)
        for plan in full:
            self.assertNotEqual(plan.approver_id, plan.author_id)

    def test_a_plan_that_failed_has_a_next_version(self):
        plans = self._recorded()
        failed = plans.filtered(lambda p: p.state == "ineffective")
        self.assertGreaterEqual(len(failed), 3)
        self.assertEqual(failed, plans.previous_id & failed)
        self.assertIn("submitted", plans.mapped("state"))

    def test_effect_was_not_confirmed_too_early(self):
        for check in self._recorded().verification_ids:
            if check.kind == "effectiveness" and check.result == "pass":
                self.assertGreaterEqual(check.done_at.date(), check.due_date)

    def test_nothing_lies_in_the_future_and_the_order_is_right(self):
        for problem in self.problems:
            times = [
                problem.occurred_at,
                problem.reported_at,
                problem.acknowledged_at,
                problem.plan_id.approved_at,
                problem.closed_date,
                self.now,
            ]
            known = [moment for moment in times if moment]
            self.assertEqual(known, sorted(known), problem.name)
            self.assertEqual(problem.create_date, problem.reported_at, problem.name)

    def test_four_homes_and_one_cause_count_once(self):
        leading = self.env.ref(f"{MODULE}_demo.problem_water_cut_demo")
        self.assertEqual(leading.led_count, 4)
        self.assertEqual(leading.led_ids.plan_id, leading.plan_id)
        group = leading | leading.led_ids
        self.assertEqual(set(group.mapped("rectification_state")), {"rectifying"})
        self.assertTrue(all(group.mapped("owner_informed_at")))
        self.assertEqual(sum(group.mapped("incident_weight")), 1)

    def test_spread_over_four_months(self):
        months = {p.reported_at.strftime("%Y-%m") for p in self.problems}
        self.assertGreaterEqual(len(months), 4)

    def test_some_actions_are_late(self):
        self.assertTrue(self._recorded().action_ids.filtered("is_late"))

    def test_no_mail_is_sent(self):
        self.assertFalse(
            self.env["mail.mail"].search(
                [("model", "in", ["helpdesk.ticket", "rectification.plan"])]
            )
        )

    def test_emergency_is_being_called_for(self):
        """The roster was called for every emergency until somebody answered."""
        problem = self.env.ref(f"{MODULE}_demo.problem_burst_pipe_b_demo")
        self.assertGreaterEqual(len(problem.call_ids), 2)
        self.assertTrue(problem.next_call_at)
        self.assertTrue(problem.deployment_ids)
        self.assertEqual(problem.notice_ids.mapped("state"), ["draft"])
        for emergency in self.problems.filtered(lambda p: p.severity == "s1"):
            calls = emergency.call_ids
            self.assertEqual(calls[:1].called_at, emergency.reported_at)
            self.assertLessEqual(calls[-1:].called_at, self.now)
            if emergency.acknowledged_at:
                waited = emergency.acknowledged_at - emergency.reported_at
                self.assertEqual(emergency.response_seconds, waited.total_seconds())
                self.assertFalse(emergency.next_call_at)

    def test_loading_again_changes_nothing(self):
        self.env["helpdesk.ticket"]._load_demo_problems()
        again = self.env["helpdesk.ticket"].search_count(
            [("place_id", "child_of", self.env.ref(f"{MODULE}.place_estate_demo").id)]
        )
        self.assertEqual(again, len(self.problems))

    def test_owner_sees_own_problems_only(self):
        owner = self.env.ref(f"{MODULE}.user_owner_demo")
        seen = self.env["helpdesk.ticket"].with_user(owner).search([])
        self.assertGreaterEqual(len(seen), 5)
        home = self.env.ref(f"{MODULE}.place_a_201_demo")
        for problem in seen.sudo():
            self.assertTrue(
                problem.place_id == home or problem.partner_id == owner.partner_id
            )

    def test_what_is_due_next_is_what_the_deadlines_say(self):
        for problem in self.problems:
            running = problem.deadline_ids.filtered(lambda d: d.state == "running")
            with self.subTest(problem.name):
                first = min(running.mapped("due_at"), default=False)
                self.assertEqual(problem.next_deadline_at, first)

    def test_most_promises_are_kept_and_slips_were_told(self):
        clocks = self.problems.deadline_ids
        running = clocks.filtered(lambda deadline: deadline.state == "running")
        late = running.filtered("is_late")
        self.assertTrue(late)
        self.assertLess(len(late), len(running) / 4)
        self.assertTrue(clocks.filtered(lambda deadline: deadline.state == "paused"))
        told = self.env["rectification.escalation"].search(
            [("deadline_id", "in", late.ids)]
        )
        self.assertEqual(told.deadline_id, late)
        self.assertLessEqual(max(told.mapped("fired_at")), self.now)

    def test_figures_propose_about_the_effects_that_are_due(self):
        today = fields.Date.today()
        due = self._recorded().verification_ids.filtered(
            lambda check: check.kind == "effectiveness"
            and not check.result
            and check.due_date <= today
        )
        self.assertTrue(due)
        self.assertTrue(all(due.mapped("proposal")))
        self.assertTrue(all(check.activity_ids for check in due))

    def test_no_mail_leaves(self):
        mails = self.env["mail.mail"].search([("model", "=", "helpdesk.ticket")])
        self.assertFalse(set(mails.mapped("res_id")) & set(self.problems.ids))

    def test_what_was_found_elsewhere_counts(self):
        plan = self.env.ref(f"{MODULE}_demo.problem_fire_door_b_demo").plan_id
        checks = plan.read_across_ids
        self.assertEqual(
            set(checks.mapped("state")), {"todo", "nothing", "found"}, plan.name
        )
        self.assertIn(checks.ticket_id, self.problems)
        self.assertEqual(checks.ticket_id.rectification_state, "new")

    def test_work_has_photos(self):
        actions = self._recorded().action_ids.filtered("after_attachment_ids")
        self.assertGreaterEqual(len(actions), 5)
        self.assertTrue(all(action.before_attachment_ids for action in actions))
