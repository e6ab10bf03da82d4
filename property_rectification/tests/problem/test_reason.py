# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestReason(RectificationCase):
    """One dialog asks for the reason of every step; each room adds its own steps."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dialog = cls.env["rectification.reason"]
        arch = cls.dialog.get_view(view_type="form")["arch"]
        cls.form = etree.fromstring(arch)
        cls.operations = dict(cls.dialog._fields["operation"].selection)

    def _get_shown(self, path, operation):
        return [
            node
            for node in self.form.xpath(path)
            if not safe_eval(node.get("invisible"), {"operation": operation})
        ]

    def test_every_operation_is_a_step_with_words_and_a_button(self):
        self.assertEqual(self.operations.keys(), self.dialog._get_steps().keys())
        for operation in self.operations:
            with self.subTest(operation=operation):
                buttons = self._get_shown("//button[@name='action_apply']", operation)
                self.assertEqual(len(buttons), 1)
                self.assertEqual(len(self._get_shown("//sheet/p", operation)), 1)

    def test_every_operation_has_its_action(self):
        for operation, name in self.operations.items():
            action = self.env.ref(
                f"property_rectification.rectification_reason_action_{operation}"
            )
            self.assertEqual(action.name, name)
            self.assertEqual(
                safe_eval(action.context, {"active_id": 7}),
                {"default_operation": operation, "default_res_id": 7},
            )

    def test_the_way_back_comes_last(self):
        self.assertEqual(
            self.form.xpath("//footer/button")[-1].get("special"), "cancel"
        )

    def test_a_further_room_adds_a_step(self):
        cls, taken = type(self.dialog), []
        steps = cls._get_steps
        problem = self._create_problem()
        dialog = self.dialog.create(
            {"operation": "reopen", "res_id": problem.id, "reason": "It is wet again"}
        )
        further = {"reopen": ("helpdesk.ticket", taken.append)}
        with patch.object(cls, "_get_steps", lambda self: {**steps(self), **further}):
            dialog.action_apply()
        self.assertEqual(taken, [problem])
