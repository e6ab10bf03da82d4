# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev check-python`: the oldest Python that Odoo 19 runs on reads and loads it all.

Compiles every file, runs the doctests of the rules without Odoo, and loads every module
of every add-on, tests included, with Odoo and the pinned packages of that Python.
"""

import os
import shutil
import subprocess
from pathlib import Path

import odoo_source
import virtualenvs
from common import ODOO_CONFIG, ROOT, addons, say, setup_lock

OLDEST = "3.10"
IS_OLDEST = "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '" + OLDEST + "')"
LOAD_ALL = ROOT / "tools" / "checks" / "load_all.py"


def check():
    interpreter = _find()
    if not interpreter:
        say(f"NOT CHECKED: there is no Python {OLDEST} here")
        return 0
    say(f"reading all files with {interpreter}")
    failed = _run(interpreter, "compile", *_files())
    with setup_lock():
        home = virtualenvs.ensure(
            f"venv-{OLDEST}",
            *virtualenvs.TESTING,
            without_dependencies=["addons.txt"],
            interpreter=interpreter,
        )
    python = home / "bin" / "python"
    failed = _run(python, "rules") or failed
    say(f"loading all modules with Odoo and Python {OLDEST}")
    failed = _run(python, "odoo") or failed
    say(f"Python {OLDEST}: {'FAILED' if failed else 'everything loads'}")
    return failed


def _run(interpreter, *arguments):
    """Run the program; it gets the names of the add-ons, or those of files."""
    variables = {"ODOO_RC": str(ODOO_CONFIG), "PYTHONPATH": str(odoo_source.LINK)}
    others = arguments[1:] or addons()
    command = [interpreter, "-B", LOAD_ALL, arguments[0], *others]
    return subprocess.run(
        command, cwd=ROOT, check=False, env=os.environ | variables
    ).returncode


def _files():
    """Python files of the add-ons and the tools."""
    paths = [ROOT / "conftest.py"]
    for name in (*addons(), "tools"):
        paths += sorted((ROOT / name).rglob("*.py"))
    return paths


def _find():
    """An interpreter of that version that starts, or None."""
    found = [shutil.which(f"python{OLDEST}")]
    for root in {os.environ.get("PYENV_ROOT"), Path.home() / ".pyenv"} - {None}:
        homes = sorted(Path(root, "versions").glob(f"{OLDEST}.*"))
        found += [home / "bin" / "python" for home in reversed(homes)]
    return next(filter(_starts, filter(None, found)), None)


def _starts(interpreter):
    command = [interpreter, "-c", IS_OLDEST]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0
