# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import new_test_user, tagged

from ..common import GROUP
from ..common_gate import GateCase


@tagged("post_install", "-at_install")
class TestContainment(GateCase):
    """A temporary measure is not the cure: what became of it is recorded."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._plan(cls._create_problem(), kind="containment")
        cls.action = cls.plan.action_ids

    def _end(self, user, end="removed"):
        self._rpc(user, self.action, "write", {"containment_end": end})

    def assertNotEnded(self, words, user, end="removed"):
        vals = {"containment_end": end}
        self.assertRpcRefused(words, user, self.action, "write", vals)
        self.assertFalse(self.action.containment_end)

    def test_it_does_not_end_before_it_stands(self):
        self.assertNotEnded("no containment that stands", self.coordinator)
        self._approve(self.plan)
        self.assertNotEnded("no containment that stands", self.coordinator)

    def test_who_and_when_is_recorded(self):
        self._approve(self.plan)
        self._work(self.plan)
        self._end(self.staff)
        self.assertTrue(self.action.containment_ended_at)
        self.assertEqual(self.action.containment_ended_by_id, self.staff)
        self._end(self.coordinator, False)
        self.assertFalse(self.action.containment_ended_at)
        self._rpc(self.coordinator, self.action, "action_containment_permanent")
        self.assertEqual(self.action.containment_end, "permanent")
        self.assertEqual(self.action.containment_ended_by_id, self.coordinator)

    def test_only_who_has_to_do_with_it_ends_it(self):
        self._approve(self.plan)
        self._work(self.plan)
        self.assertNotEnded("A coordinator says", self.staff, "permanent")
        colleague = new_test_user(self.env, "colleague", f"{GROUP}staff")
        for user in (colleague, self.auditor, self.outsider, self.owner):
            vals = {"containment_end": "removed"}
            self.assertForbidden(user, self.action, "write", vals)

    def test_a_cure_is_no_containment(self):
        plan = self._plan(self._create_problem())
        self._approve(plan)
        self._work(plan)
        self.assertRpcRefused(
            "no containment",
            self.coordinator,
            plan.action_ids,
            "write",
            {"containment_end": "removed"},
        )

    def test_it_is_not_born_ended(self):
        vals = {"name": "Fence", "kind": "containment", "containment_end": "removed"}
        self.assertRefused(
            "no containment that stands",
            self.env["rectification.action"].with_user(self.coordinator).create,
            {**vals, "plan_id": self.plan.id},
        )

    def test_when_and_who_are_not_written(self):
        for vals in (
            {"containment_ended_at": "2020-01-01 00:00:00"},
            {"containment_ended_by_id": self.manager.id},
        ):
            self.assertRpcRefused(
                "cannot be set by hand", self.coordinator, self.action, "write", vals
            )

    def test_taken_back_it_stands_no_more(self):
        self._approve(self.plan)
        self._work(self.plan)
        self._end(self.staff)
        self._rpc(self.coordinator, self.action, "action_undo")
        self.assertFalse(self.action.containment_end)
        self.assertFalse(self.action.containment_ended_by_id)

    def test_the_plan_shows_it_apart(self):
        self.env["rectification.action"].with_user(self.coordinator).create(
            {"plan_id": self.plan.id, "name": "Replace the pump"}
        )
        self.assertEqual(self.plan.containment_ids, self.action)
