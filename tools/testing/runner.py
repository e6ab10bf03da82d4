# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev test --runner [TAGS]`: Odoo's own runner, while the add-ons get installed.

It finds only what `tests/__init__.py` names, and runs tests at the installation of
their add-on, before those that build on it. pytest does neither.
"""

import json
import re
import subprocess

import database
import system
import templates
from common import PYTHON, ROOT, Failure, addons, say, setup_lock
from odoo_run import LOGS, environment

from testing import recorded

DATABASE = "pr_runner"
IDS = LOGS / "runner-tests.json"
TEST_ID = re.compile(r"odoo\.addons\.([\w.]+)\.(\w+)\.(\w+)")
ERROR_LINE = re.compile(r"^\S+ \S+ \d+ (?:ERROR|CRITICAL) .*", re.M)


def test(tags=None):
    """Fail when a test fails, none is run, or (without tags) one is not found."""
    with setup_lock():
        system.require("chromium", "wkhtmltopdf")
        database.drop(DATABASE)
        database.clone(templates.base(), DATABASE)
    try:
        return _test(tags)
    finally:
        database.drop(DATABASE)


def _test(tags):
    wanted = tags or ",".join(f"/{name}" for name in addons())
    say(f"installing {', '.join(addons())} with Odoo's tests {wanted}")
    install = ("-i", ",".join(addons()), f"--test-tags={wanted}")
    code, outcomes = recorded.run(DATABASE, "as-is", *install)
    outcomes = {_node_id(test): outcome for test, outcome in outcomes.items()}
    IDS.write_text(json.dumps(outcomes, indent=1, sort_keys=True))
    problems = _show(outcomes) + _logged_errors(code)
    if not tags:
        problems += _not_found(outcomes)
    passed, failed, skipped = recorded.count(outcomes)
    counts = f"{len(outcomes)} found, {passed} passed, {failed} failed"
    if problems:
        lines = "\n".join(problems)
        raise Failure(f"{lines}\n{counts}; log: {LOGS / DATABASE}.log")
    say(f"Odoo's runner: {counts}, {skipped} skipped; listed in {IDS}")
    return 0


def _logged_errors(code):
    """Errors in the log, those of tests included; what Odoo ended with if none."""
    errors = ERROR_LINE.findall((LOGS / f"{DATABASE}.log").read_text())
    return errors[:20] or ([f"Odoo ended with {code}"] if code else [])


def _node_id(test):
    """The name that pytest gives to the same test."""
    match = TEST_ID.fullmatch(test)
    if not match:
        return test
    return f"{match[1].replace('.', '/')}.py::{match[2]}::{match[3]}"


def _show(outcomes):
    """Print what did not pass; returns the failures."""
    other = {test: told for test, told in outcomes.items() if told != "passed"}
    lines = [f"{told}: {test}" for test, told in sorted(other.items())]
    print(*lines, sep="\n", end="\n" if lines else "")
    return [line for line in lines if line.startswith("failed")]


def _not_found(outcomes):
    """Tests that pytest finds and Odoo did not."""
    return [f"not run by Odoo: {test}" for test in _collect() if test not in outcomes]


def _collect():
    target = LOGS / "pytest-tests.json"
    target.unlink(missing_ok=True)
    plugins = {"PYTHONPATH": ROOT / "tools" / "testing", "PR_COLLECTED": target}
    command = (PYTHON, "-m", "pytest", "-p", "collected", "--collect-only", "-q")
    done = subprocess.run(
        [*command, f"--odoo-database={DATABASE}"],
        cwd=ROOT,
        env=environment() | {key: str(path) for key, path in plugins.items()},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode or not target.exists():
        raise Failure(f"{done.stdout[-3000:]}\npytest cannot collect the tests")
    return json.loads(target.read_text())
