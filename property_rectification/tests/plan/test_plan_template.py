# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_gate import GateCase


@tagged("post_install", "-at_install")
class TestPlanTemplate(GateCase):
    """The usual problem takes one click; its actions may wait for each other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = (
            cls.env["rectification.plan.template"]
            .with_user(cls.manager)
            .create(
                {
                    "name": "Gutter",
                    "problem_type_ids": [Command.set(cls._type("EQ-GUTTER").ids)],
                    "goal_metric": "Overflows a month",
                    "target_days": 20,
                    "action_ids": [
                        Command.create({"name": "Clear it", "days": 1}),
                        Command.create(
                            {
                                "name": "Fit a guard",
                                "days": 9,
                                "employee_id": cls.staff_employee.id,
                                "waits": True,
                            }
                        ),
                    ],
                }
            )
        )
        cls.estate.manager_id = cls.coordinator_employee

    def _planned(self, code="EQ-GUTTER"):
        problem = self._create_problem(code)
        problem.with_user(self.coordinator).action_acknowledge()
        problem.with_user(self.coordinator).action_plan()
        return problem.plan_id

    def test_a_plan_begins_with_the_template_of_its_type(self):
        plan = self._planned()
        clear, guard = plan.action_ids.sorted("deadline")
        self.assertEqual((clear.name, guard.name), ("Clear it", "Fit a guard"))
        self.assertEqual(clear.employee_id, self.coordinator_employee)
        self.assertEqual(guard.employee_id, self.staff_employee)
        self.assertEqual(guard.deadline, self.today + timedelta(days=9))
        self.assertEqual(guard.depends_on_ids, clear)
        self.assertEqual(plan.goal_metric, "Overflows a month")
        self.assertEqual(plan.target_date, self.today + timedelta(days=20))
        plan.with_user(self.coordinator).action_approve()
        self.assertEqual(plan.state, "approved")

    def test_other_types_and_other_companies_are_left_alone(self):
        self.assertEqual(len(self._planned("EQ-LEAK-SLOW").action_ids), 1)
        other = self.env["res.company"].create({"name": "Other"})
        self.template.sudo().company_id = other
        self.assertEqual(len(self._planned().action_ids), 1)

    def test_what_waits_cannot_begin(self):
        plan = self._planned()
        plan.with_user(self.coordinator).action_approve()
        clear, guard = plan.action_ids.sorted("deadline")
        for method in ("action_start", "action_done"):
            self.assertRpcRefused("waits for: Clear it", self.staff, guard, method)
        self._rpc(self.coordinator, clear, "action_done")
        self.assertFalse(guard.blocked_by)
        self._rpc(self.staff, guard, "action_done")

    def test_actions_done_together_do_not_wait_for_each_other(self):
        plan = self._planned()
        plan.with_user(self.coordinator).action_approve()
        plan.action_ids.with_user(self.coordinator).action_done()
        self.assertEqual(set(plan.action_ids.mapped("state")), {"done"})

    def test_actions_do_not_wait_in_a_circle_nor_for_another_plan(self):
        plan, other = self._planned(), self._planned()
        clear, guard = plan.action_ids.sorted("deadline")
        link = {"depends_on_ids": [Command.link(guard.id)]}
        self.assertRpcRefused("circle", self.coordinator, clear, "write", link)
        link = {"depends_on_ids": [Command.link(other.action_ids[0].id)]}
        self.assertRpcRefused("own plan", self.coordinator, clear, "write", link)

    def test_the_cost_of_a_plan_is_that_of_its_live_actions(self):
        plan = self._planned()
        plan.action_ids.write({"cost": 50})
        self.assertEqual(plan.cost, 100)
        plan.with_user(self.coordinator).action_approve()
        plan.action_ids[0].with_user(self.coordinator).cancel("Not needed.")
        self.assertEqual(plan.cost, 50)

    def test_only_quality_managers_write_templates(self):
        with self.assertRaises(AccessError):
            self.template.with_user(self.coordinator).name = "Mine"
