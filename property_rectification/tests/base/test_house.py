# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import importlib
from collections import Counter, defaultdict

from odoo.tests import BaseCase, tagged

from .. import code


@tagged("post_install", "-at_install")
class TestHouse(BaseCase):
    """How the code itself is built, read from its syntax tree."""

    def test_no_method_is_hidden_by_another_of_the_same_model(self):
        """Of the classes of a model that define a method, all but the first call it on.

        A later one hides it otherwise, and an earlier one calls nobody.
        """
        for addon in code.addons():
            calls_on = defaultdict(list)
            for path, node, model in code.model_classes(addon):
                for name, function in code.methods(node).items():
                    where = f"{path.parent.name}/{path.name}"
                    calls_on[model, name].append((code.calls_super(function), where))
            hidden = {
                key: found
                for key, found in calls_on.items()
                if not all(calls for calls, _where in found[1:])
            }
            self.assertFalse(hidden, addon.name)

    def test_a_file_of_a_model_can_be_read_at_once(self):
        for addon in code.addons():
            lines = {
                str(path.relative_to(addon)): len(path.read_text().splitlines())
                for path in (addon / "models").rglob("*.py")
            }
            long = {path: count for path, count in lines.items() if count > 400}
            self.assertFalse(long, addon.name)

    def test_no_hook_is_overridden(self):
        """Each has a name of its own: another method of that name would take it off."""
        for addon in code.addons():
            names = [
                (model, name)
                for _path, node, model in code.model_classes(addon)
                for name in code.methods(node)
            ]
            doubled = {key for key, count in Counter(names).items() if count > 1}
            marked = {
                (model, name)
                for _path, node, model in code.model_classes(addon)
                for name, function in code.methods(node).items()
                if code.is_hook(function)
            }
            self.assertTrue(marked or addon != code.MAIN)
            self.assertFalse(marked & doubled, addon.name)

    def test_the_test_runner_of_odoo_finds_every_test(self):
        """It runs only what is a name of `tests`, and passes over the others."""
        for addon in code.addons():
            folder = addon / "tests"
            written = {path.stem for path in folder.rglob("test_*.py")}
            package = importlib.import_module(f"odoo.addons.{addon.name}.tests")
            self.assertEqual(
                {name for name in vars(package) if name.startswith("test_")},
                written,
                addon.name,
            )
            self.assertEqual(len(written), len([*folder.rglob("test_*.py")]))
