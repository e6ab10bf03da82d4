# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import importlib
from collections import defaultdict

from odoo.tests import BaseCase, tagged

from .. import code


@tagged("post_install", "-at_install")
class TestHouse(BaseCase):
    """How the code itself is built, read from its syntax tree."""

    def test_no_method_is_hidden_by_another_of_the_same_model(self):
        """Of two classes of a model that define a method, all but one call the other.

        Otherwise the order of imports decides silently which of them is used.
        """
        for addon in code.addons():
            without_super = defaultdict(list)
            defined = defaultdict(int)
            for path, node, model in code.model_classes(addon):
                for name, function in code.methods(node).items():
                    defined[model, name] += 1
                    if not code.calls_super(function):
                        without_super[model, name].append(path.name)
            hidden = {
                key: paths
                for key, paths in without_super.items()
                if len(paths) > 1 and defined[key] > 1
            }
            self.assertFalse(hidden, addon.name)

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
