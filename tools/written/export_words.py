# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run in Odoo's shell: the words of add-ons, each add-on's in a file of its name.

`wanted` and `target` are set by `words.py`.
"""

from pathlib import Path

from odoo.tools.translate import trans_export

given = locals()
env, wanted, target = given["env"], given["wanted"], given["target"]

for module in wanted:
    path = Path(target, f"{module}.pot")
    with path.open("wb") as file:
        found = trans_export(None, [module], file, "po", env)
    if not found:
        path.unlink()
