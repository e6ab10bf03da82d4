# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from .common_gate import GateCase

BOARD = {"read_group_expand": True}


class BoardCase(GateCase):
    """A plan in force with actions of an employee, a cleaner and a contractor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contractor = cls.env["res.partner"].create({"name": "Pipes Ltd"})
        cls.plan = cls._plan(cls._create_problem())
        cls.action = cls.plan.action_ids
        cls.cleaning, cls.contracted = cls._add_actions(
            {"name": "Mop", "employee_id": cls.cleaner.id},
            {"name": "Weld", "employee_id": False, "partner_id": cls.contractor.id},
        )
        cls._approve(cls.plan)
        cls.domain = [("plan_id", "=", cls.plan.id)]

    @classmethod
    def _add_actions(cls, *vals_list):
        usual = {
            "plan_id": cls.plan.id,
            "name": "Step",
            "employee_id": cls.staff_employee.id,
            "deadline": cls.today + timedelta(days=2),
        }
        actions = cls.env["rectification.action"].with_user(cls.coordinator)
        return actions.create([{**usual, **vals} for vals in vals_list])

    def _read_board(self, groupby, user=None, **context):
        """Return the columns as the web client reads them: (value, names)."""
        actions = self.env["rectification.action"].with_user(user or self.coordinator)
        result = actions.with_context(**BOARD, **context).web_read_group(
            self.domain,
            [groupby],
            auto_unfold=True,
            unfold_read_specification={"name": {}},
        )
        return {
            group[groupby] and group[groupby][0]
            if groupby == "executor_id"
            else group[groupby]: [row["name"] for row in group.get("__records", [])]
            for group in result["groups"]
        }
