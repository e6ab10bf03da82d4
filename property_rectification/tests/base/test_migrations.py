# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from pathlib import Path

from odoo.modules.migration import load_script
from odoo.tests import TransactionCase

_MIGRATIONS = Path(__file__).parents[2] / "migrations"


class TestMigrations(TransactionCase):
    def _migrate(self, script, version):
        path = str(_MIGRATIONS / script)
        load_script(path, Path(path).stem).migrate(self.env.cr, version)
        self.env.invalidate_all()

    def _rules(self):
        data = self.env["ir.model.data"].search(
            [("module", "=", "property_rectification"), ("model", "=", "ir.rule")]
        )
        return set(data.mapped("name"))

    def test_old_rules_go_and_all_others_stay(self):
        """What one rule says now is not said a second time by those of before."""
        rules = self._rules()
        old = ("rectification_plan_rule_auditor", "rectification_duty_rule_staff")
        for name in old:
            rule = self.env.ref("property_rectification.rectification_plan_rule_all")
            self.env["ir.model.data"].create(
                {
                    "module": "property_rectification",
                    "name": name,
                    "model": "ir.rule",
                    "res_id": rule.copy().id,
                    "noupdate": True,
                }
            )
        self.assertEqual(self._rules(), rules | set(old))
        self._migrate("19.0.1.1.0/post-rules.py", "19.0.1.0.0")
        self.assertEqual(self._rules(), rules)
