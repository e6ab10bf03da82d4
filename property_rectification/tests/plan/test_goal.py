# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo.tests import tagged

from ..common_gate import GateCase

FIGURES = "Give the goal its figures"


@tagged("post_install", "-at_install")
class TestGoal(GateCase):
    """A goal that nobody can measure, or reach in time, is none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.problem = cls._create_problem("EQ-LEAK-HEAVY")
        cls.plan = cls._plan(cls.problem)
        cls._analyse(cls.plan)

    def _read(self, *names):
        return self._rpc(self.coordinator, self.plan, "read", [*names])[0]

    def _write(self, **vals):
        self._rpc(self.coordinator, self.plan, "write", vals)

    def test_a_new_plan_has_no_figures(self):
        plan = self._plan(self._create_problem())
        self.assertIs(plan.target, False)
        self.assertIs(plan.baseline, False)
        values = self._rpc(self.coordinator, plan, "read", ["target"])[0]
        self.assertIs(values["target"], False)

    def test_zero_is_a_figure(self):
        for figure in (False, 0, 0.0, False, 2.5):
            self._write(target=figure)
            self.env.invalidate_all()
            self.assertEqual(self._read("target")["target"], figure)
            self.assertIs(self.plan.target is False, figure is False)

    def test_what_is_missing_can_be_searched(self):
        Plan = self.env["rectification.plan"].with_user(self.coordinator)
        own = [("id", "=", self.plan.id)]
        for figure, missing in ((False, True), (0, False), (3, False)):
            self._write(target=figure)
            found = Plan.search([*own, ("target", "=", False)])
            self.assertEqual(bool(found), missing, figure)
            zero = Plan.search([*own, ("target", "=", 0)])
            self.assertEqual(bool(zero), figure is not False and not figure)

    def test_a_goal_without_a_figure_is_not_submitted(self):
        for name in ("baseline", "target"):
            before = self.plan[name]
            self._write(**{name: False})
            self.assertIn(FIGURES, str(self.plan.missing))
            self.assertRpcRefused(FIGURES, self.coordinator, self.plan, "action_submit")
            self.assertEqual(self.plan.state, "draft")
            self._write(**{name: before})
        self._rpc(self.coordinator, self.plan, "action_submit")
        self.assertEqual(self.plan.state, "submitted")

    def test_a_goal_in_the_past_is_not_submitted(self):
        self._write(target_date=self.today - timedelta(days=1))
        words = "not over yet"
        self.assertIn(words, str(self.plan.missing))
        self.assertRpcRefused(words, self.coordinator, self.plan, "action_submit")
        self._write(target_date=self.today)
        self._rpc(self.coordinator, self.plan, "action_submit")

    def test_the_day_of_a_decided_goal_may_pass(self):
        self._approve(self.plan)
        self.plan._record({"target_date": self.today - timedelta(days=9)})
        self.assertEqual(self.problem.rectification_state, "rectifying")

    def test_no_figure_is_infinite(self):
        for name in ("baseline", "target"):
            for figure in (float("nan"), float("inf"), float("-inf")):
                self.assertRpcRefused(
                    "is a number",
                    self.coordinator,
                    self.plan,
                    "write",
                    {name: figure},
                )
        self.assertEqual((self.plan.baseline, self.plan.target), (3, 0))

    def test_words_are_no_figure(self):
        with self.assertRaises(ValueError), self.cr.savepoint():
            self._write(target="many")
        self.assertEqual(self.plan.target, 0)

    def test_the_next_version_has_the_same_figures(self):
        self._approve(self.plan)
        version = self.plan.sudo()._open_next_version("Still wet.")
        self.assertEqual((version.baseline, version.target), (3, 0))

    def test_a_simple_plan_needs_no_goal(self):
        plan = self._plan(self._create_problem())
        self._rpc(self.coordinator, plan, "action_approve")
        self.assertEqual(plan.state, "approved")

    def test_a_template_may_leave_the_figure_open(self):
        template = self.env["rectification.plan.template"].create(
            {
                "name": "Gutter",
                "problem_type_ids": self._type("EQ-GUTTER").ids,
                "goal_metric": "Overflows a month",
            }
        )
        self.assertIs(template._prepare_plan_vals()["target"], False)
        template.target = 0
        problem = self._create_problem("EQ-GUTTER")
        self.assertIs(self._plan(problem).target is False, False)

    def test_an_export_tells_nothing_from_zero(self):
        self._write(target=0, baseline=False)
        plan = self.env["rectification.plan"].browse(self.plan.id)
        rows = plan.export_data(["target", "baseline"])["datas"]
        self.assertEqual(rows, [[0.0, ""]])
