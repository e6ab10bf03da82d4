# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev pot`: the words to translate, as Odoo exports them from the template database.

The times in the head of such a file say nothing: only the rest is compared.
"""

import re
import tempfile
from pathlib import Path

import odoo_run
import templates
from common import ROOT, addons, say, setup_lock

EXPORT = ROOT / "tools" / "written" / "export_words.py"
TIMES = re.compile(r'^"(?:POT-Creation|PO-Revision)-Date: .*\n', re.M)


def write():
    for path, text in _different():
        say(f"{path.relative_to(ROOT)}: {'written' if text else 'removed'}")
        if text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        else:
            path.unlink()
    return 0


def differ():
    """Whether a file is not what Odoo exports; says so."""
    different = list(_different())
    for path, _text in different:
        print(f"{path.relative_to(ROOT)} is out of date: ./dev pot writes it")
    return bool(different)


def _different():
    """(path, text) of each file that Odoo exports differently; None for no words."""
    with tempfile.TemporaryDirectory() as directory:
        _export(directory)
        for name in addons():
            path = ROOT / name / "i18n" / f"{name}.pot"
            exported = _read(Path(directory, path.name))
            if _without_times(_read(path)) != _without_times(exported):
                yield path, exported


def _export(directory):
    with setup_lock():
        source = templates.addon()
        given = f"wanted, target = {addons()!r}, {directory!r}\n"
        odoo_run.script(source, given + EXPORT.read_text())


def _read(path):
    return path.read_text() if path.exists() else None


def _without_times(text):
    return text and TIMES.sub("", text)
