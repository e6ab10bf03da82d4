# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..common import GROUP
from ..common_gate import GateCase

MODES = ("write", "create", "unlink")


@tagged("post_install", "-at_install")
class TestAuditor(GateCase):
    """An auditor reads everything and changes nothing; with another role, no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.auditing = {}
        for role in ("staff", "coordinator"):
            user = new_test_user(
                cls.env, f"auditing_{role}", f"{GROUP}{role},{GROUP}auditor"
            )
            cls.env["hr.employee"].create({"name": user.name, "user_id": user.id})
            cls.auditing[role] = user
        cls.problem = cls._create_problem(place_id=cls.elsewhere.id, user=cls.manager)
        cls.plan = cls._plan(cls.problem.with_user(cls.manager)).sudo()

    @classmethod
    def _plan(cls, problem, **action):
        problem.action_acknowledge()
        problem.action_plan()
        return problem.plan_id

    def _domain(self, user, model, mode):
        return self.env["ir.rule"].with_user(user)._compute_domain(model, mode)

    def _may(self, user, model, mode):
        """Tell whether a user may do that at all, to whatever record."""
        access = self.env["ir.model.access"].with_user(user)
        return access.check(model, mode, raise_exception=False)

    def test_no_rule_lets_an_auditor_change_more(self):
        models = [
            name
            for name, model in self.env.items()
            if name.startswith(("rectification.", "property.", "helpdesk.ticket"))
            and not (model._abstract or model._transient)
        ]
        self.assertGreater(len(models), 25)
        auditor = self.env.ref(f"{GROUP}auditor")
        for role in self.auditing:
            user = new_test_user(self.env, f"plain_{role}", f"{GROUP}{role}")
            cases = [
                (model, mode)
                for model in models
                for mode in MODES
                if self._may(user, model, mode)
            ]
            self.assertGreater(len(cases), 5)
            plain = {case: str(self._domain(user, *case)) for case in cases}
            user.group_ids += auditor
            for case in cases:
                self.assertEqual(str(self._domain(user, *case)), plain[case], case)

    def test_who_audits_and_coordinates_changes_nothing_elsewhere(self):
        user = self.auditing["coordinator"]
        action = self.plan.action_ids
        self.assertTrue(self.plan.with_user(user).name)
        for record, vals in (
            (action, {"name": "Something easier"}),
            (self.plan, {"name": "Another"}),
            (self.problem, {"name": "Another"}),
        ):
            self.assertForbidden(user, record, "write", vals)
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.env["rectification.involvement"].with_user(user).create(
                {
                    "ticket_id": self.problem.id,
                    "employee_id": self.cleaner.id,
                    "role": "witness",
                }
            )
