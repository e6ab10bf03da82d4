# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestPlanTours(RectificationCase, HttpCase):
    """From an analysed problem to a verified result, in a real browser."""

    def _open(self, record, path, tour, login):
        self.start_tour(f"/odoo/{path}/{record.id}", tour, login=login)

    def test_plan_and_approve(self):
        problem = self._create_problem("EQ-LEAK-HEAVY")
        plan = self._plan(problem)
        self._analyse(plan)
        plan.write({"goal_metric": False, "target": False, "target_date": False})
        self._open(plan, "rectification-plans", "rectification_plan", "coordinator")
        self.assertEqual(plan.state, "submitted")
        self.assertEqual((plan.baseline, plan.target), (3, 0))
        self.assertEqual(plan.action_ids.employee_id[-1:], self.cleaner)
        self._open(plan, "rectification-plans", "rectification_approve", "manager")
        self.assertEqual(plan.approver_id, self.manager)
        self.assertEqual(problem.rectification_state, "rectifying")
