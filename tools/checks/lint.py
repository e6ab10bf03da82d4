# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev lint` and `./dev fix`: all linters at pinned versions, in one go."""

import os
import subprocess

import node
import virtualenvs
from common import ADDON, ROOT, STATE, say, setup_lock

PYTHON_PATHS = (ADDON, "tools", "conftest.py")
PRETTIER = ("prettier", "--no-error-on-unmatched-pattern", "--log-level=warn")
ESLINT = ("eslint", "--no-error-on-unmatched-pattern", "--no-warn-ignored")
FORMATTED = (f"{ADDON}/**/*.{{xml,js,scss}}", "tools/**/*.mjs", "*.{cjs,json}")
SCRIPTED = (ADDON, "tools", "*.cjs")
SHELL_CHECK = 'for script; do sh -n "$script"; done'
SHELL_SCRIPTS = ("dev", ".ci/run", "tools/fetch-odoo.sh")


def lint():
    """Run every linter, also after one has found something; returns 1 then."""
    programs = _setup()
    checks = {
        "ruff": [programs / "ruff", "check", *PYTHON_PATHS],
        "ruff format": [programs / "ruff", "format", "--check", *PYTHON_PATHS],
        "pylint-odoo": [programs / "pylint", "--rcfile=.pylintrc", ADDON],
        "OCA checks": [programs / "oca-checks-odoo-module", ADDON],
        "OCA checks of translations": _translation_check(programs),
        "prettier": node.command(*PRETTIER, "--check", *FORMATTED),
        "eslint": node.command(*ESLINT, *SCRIPTED),
        "shell syntax": ["sh", "-ec", SHELL_CHECK, "sh", *SHELL_SCRIPTS],
    }
    failed = [name for name, command in checks.items() if not _passes(name, command)]
    say(f"lint found something: {', '.join(failed)}" if failed else "lint is clean")
    return 1 if failed else 0


def fix():
    """Let the tools that can mend files do so, then lint."""
    programs = _setup()
    for command in (
        [programs / "ruff", "check", "--quiet", "--fix", *PYTHON_PATHS],
        [programs / "ruff", "format", *PYTHON_PATHS],
        node.command(*PRETTIER, "--write", *FORMATTED),
        node.command(*ESLINT, "--fix", *SCRIPTED),
    ):
        subprocess.run(command, cwd=ROOT, check=False)
    return lint()


def _setup():
    with setup_lock():
        virtualenvs.ensure("lint", "lint.txt")
        node.ensure()
    return STATE / "lint" / "bin"


def _translation_check(programs):
    files = sorted((ROOT / ADDON).glob("i18n/*.po*"))
    # The catalogue is in the order in which Odoo writes it.
    check = [programs / "oca-checks-po", "--disable=po-pretty-format", *files]
    return check if files else None


def _passes(name, command):
    if not command:
        return True
    # pylint imports what it reads: without its own directory of compiled files.
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=ROOT, check=False, env=environment)
    print(f"{'ok' if done.returncode == 0 else 'FAILED':7} {name}", flush=True)
    return done.returncode == 0
