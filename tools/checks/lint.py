# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev lint` and `./dev fix`: all linters at pinned versions, in one go."""

import os
import subprocess

import node
import virtualenvs
from common import ROOT, STATE, Failure, addons, say, setup_lock
from written import readme, words

PRETTIER = ("prettier", "--no-error-on-unmatched-pattern", "--log-level=warn")
ESLINT = ("eslint", "--no-error-on-unmatched-pattern", "--no-warn-ignored")
SHELL_CHECK = 'for script; do sh -n "$script"; done'
SHELL_SCRIPTS = ("dev", ".ci/run", "tools/fetch-odoo.sh")
# Each room extends a model in a file of its own: so the classes stay apart.
PYLINT = ("--rcfile=.pylintrc", "--disable=consider-merging-classes-inherited")


def lint():
    """Run every linter, also after one has found something; returns 1 then."""
    checks = _checks(_setup())
    failed = [name for name, check in checks.items() if not _passes(name, check)]
    say(f"lint found something: {', '.join(failed)}" if failed else "lint is clean")
    return 1 if failed else 0


def fix():
    """Let the tools that can mend files do so, then lint."""
    programs = _setup()
    for command in (
        [programs / "ruff", "check", "--quiet", "--fix", *_python_paths()],
        [programs / "ruff", "format", *_python_paths()],
        node.command(*PRETTIER, "--write", *_formatted()),
        node.command(*ESLINT, "--fix", *_scripted()),
    ):
        subprocess.run(command, cwd=ROOT, check=False)
    return lint()


def _checks(programs):
    """Command, or function that tells whether it found something, by name."""
    return {
        "ruff": [programs / "ruff", "check", *_python_paths()],
        "ruff format": [programs / "ruff", "format", "--check", *_python_paths()],
        "pylint-odoo": [programs / "pylint", *PYLINT, *addons()],
        **{
            f"OCA checks of {name}": [programs / "oca-checks-odoo-module", name]
            for name in addons()
        },
        "OCA checks of translations": _translation_check(programs),
        "prettier": node.command(*PRETTIER, "--check", *_formatted()),
        "eslint": node.command(*ESLINT, *_scripted()),
        "shell syntax": ["sh", "-ec", SHELL_CHECK, "sh", *SHELL_SCRIPTS],
        "words to translate": words.differ,
        "descriptions": readme.differ,
    }


def _setup():
    with setup_lock():
        virtualenvs.ensure("lint", "lint.txt")
        node.ensure()
    return STATE / "lint" / "bin"


def _python_paths():
    return (*addons(), "tools", "conftest.py")


def _scripted():
    return (*addons(), "tools", "*.cjs")


def _formatted():
    own = (f"{name}/**/*.{{xml,js,scss}}" for name in addons())
    return (*own, "tools/**/*.mjs", "*.{cjs,json}")


def _translation_check(programs):
    files = [path for name in addons() for path in (ROOT / name).glob("i18n/*.po*")]
    # The catalogue is in the order in which Odoo writes it.
    check = [programs / "oca-checks-po", "--disable=po-pretty-format", *sorted(files)]
    return check if files else None


def _passes(name, check):
    if not check:
        return True
    try:
        clean = not check() if callable(check) else _succeeds(check)
    except Failure as failure:
        print(failure)
        clean = False
    print(f"{'ok' if clean else 'FAILED':7} {name}", flush=True)
    return clean


def _succeeds(command):
    # pylint imports what it reads: without its own directory of compiled files.
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}
    return not subprocess.run(
        command, cwd=ROOT, check=False, env=environment
    ).returncode
