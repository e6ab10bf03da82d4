# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev test --upstream`: the dependencies' own tests, with and without the add-on."""

import collections
import json
import subprocess

import database
import demo
import system
import templates
from common import PYTHON, ROOT, Failure, say, setup_lock
from odoo_run import LOGS, environment

MODULES = ("helpdesk_mgmt", "maintenance")


def compare():
    """Fail when a test ends differently with the add-on."""
    with setup_lock():
        system.require("chromium")
        sources = {"without": templates.base(), "with": templates.addon()}
    outcomes = {side: _run(side, source) for side, source in sources.items()}
    different = _different(**{f"{side}_": found for side, found in outcomes.items()})
    _print_table(outcomes)
    for test, (before, after) in different.items():
        print(f"{test}\n    without: {before}\n    with:    {after}")
    if different:
        raise Failure(f"{len(different)} tests end differently; logs: {LOGS}")
    say("the same tests pass with and without the add-on")
    return 0


def _run(side, source):
    name = f"pr_upstream_{side}"
    say(f"running the tests of {' and '.join(MODULES)} {side} the add-on")
    target = LOGS / f"{name}.json"
    target.unlink(missing_ok=True)
    with setup_lock():
        database.drop(name)
        database.clone(source, name)
    tags = ",".join(f"/{module}" for module in MODULES)
    command = [
        PYTHON,
        ROOT / "tools" / "upstream_tests.py",
        target,
        "server",
        "-d",
        name,
        f"--test-tags={tags}",
        "--stop-after-init",
        f"--http-port={demo.free_port()}",
    ]
    with open(LOGS / f"{name}.log", "w") as log:
        subprocess.run(
            command,
            check=False,
            env=environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    database.drop(name)
    outcomes = json.loads(target.read_text()) if target.exists() else {}
    if "passed" not in outcomes.values():
        raise Failure(f"no test passed; see {LOGS / name}.log")
    return outcomes


def _different(without_, with_):
    return {
        test: (without_.get(test, "did not run"), with_.get(test, "did not run"))
        for test in sorted(without_.keys() | with_.keys())
        if without_.get(test) != with_.get(test)
    }


def _print_table(outcomes):
    print(f"{'module':16} {'add-on':8} {'passed':>7} {'failed':>7} {'skipped':>8}")
    for module in MODULES:
        for side, found in outcomes.items():
            counts = collections.Counter(
                outcome.split(":")[0]
                for test, outcome in found.items()
                if f"addons.{module}." in test
            )
            numbers = (counts["passed"], counts["failed"], counts["skipped"])
            print(f"{module:16} {side:8} {numbers[0]:7} {numbers[1]:7} {numbers[2]:8}")
    both = set.intersection(*map(set, outcomes.values()))
    for test in sorted(both):
        if all(found[test] != "passed" for found in outcomes.values()):
            print(f"on both sides {outcomes['with'][test]}: {test}")
