# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import Command
from odoo.tests import tagged

from .. import specification
from ..common import RectificationCase

FEW, MANY = 2, 20


@tagged("post_install", "-at_install")
class TestPlanQueries(RectificationCase):
    """Opening a plan costs the same, however much is in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contractor = cls.env["res.partner"].create({"name": "Pipes Ltd"})
        cls.employees = cls.env["hr.employee"].create(
            [{"name": f"Employee {number}"} for number in range(MANY)]
        )
        cls.plans = {size: cls._create_plan(size) for size in (FEW, MANY)}

    @classmethod
    def _create_plan(cls, size):
        problems = [cls._create_problem("EQ-LEAK-HEAVY") for _each in range(size)]
        plan = cls._plan(problems[0])
        cls._analyse(plan)
        for problem in problems[1:]:
            problem._record({"plan_id": plan.id})
        step = {"name": "Step", "deadline": cls.today + timedelta(days=2)}
        plan.action_ids = [
            Command.create({**step, "partner_id": cls.contractor.id})
            if number % 2 == 0
            else Command.create({**step, "employee_id": cls.employees[number].id})
            for number in range(size - 1)
        ]
        plan.why_ids = [
            Command.create({"statement": f"Why {number}"}) for number in range(size)
        ]
        check = {"plan_id": plan.id, "due_date": cls.today}
        plan.verification_ids.sudo()._recording().create([check] * size)
        return plan

    def _count(self, plan, asked):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        plan.web_read(asked)
        return self.cr.sql_log_count - before

    def _assert_constant(self):
        for user in (self.staff, self.coordinator, self.manager, self.auditor):
            plans = self.env["rectification.plan"].with_user(user)
            asked = specification.of_view(plans, "form")
            counts = {}
            for size, plan in self.plans.items():
                self._count(plan.with_user(user), asked)
                counts[size] = self._count(plan.with_user(user), asked)
            with self.subTest(user=user.login, state=plan.state):
                self.assertEqual(counts[FEW], counts[MANY])

    def test_a_draft(self):
        self._assert_constant()

    def test_a_plan_in_force(self):
        for plan in self.plans.values():
            self._approve(plan)
        self._assert_constant()
