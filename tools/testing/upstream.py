# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev test --upstream`: the dependencies' own tests, with and without ours."""

import database
import system
import templates
from common import Failure, say, setup_lock
from odoo_run import LOGS

from testing import recorded

MODULES = ("helpdesk_mgmt", "maintenance")


def compare():
    """Fail when a test ends differently with our add-ons."""
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
    say("the same tests pass with and without the add-ons")
    return 0


def _run(side, source):
    name = f"pr_upstream_{side}"
    say(f"running the tests of {' and '.join(MODULES)} {side} the add-ons")
    with setup_lock():
        database.drop(name)
        database.clone(source, name)
    tags = ",".join(f"/{module}" for module in MODULES)
    try:
        return recorded.run(name, "late", f"--test-tags={tags}")[1]
    finally:
        database.drop(name)


def _different(without_, with_):
    return {
        test: (without_.get(test, "did not run"), with_.get(test, "did not run"))
        for test in sorted(without_.keys() | with_.keys())
        if without_.get(test) != with_.get(test)
    }


def _print_table(outcomes):
    print(f"{'module':16} {'add-ons':8} {'passed':>7} {'failed':>7} {'skipped':>8}")
    for module in MODULES:
        for side, found in outcomes.items():
            own = {test: found[test] for test in found if f".{module}." in test}
            passed, failed, skipped = recorded.count(own)
            print(f"{module:16} {side:8} {passed:7} {failed:7} {skipped:8}")
    both = set.intersection(*map(set, outcomes.values()))
    for test in sorted(both):
        if all(found[test] != "passed" for found in outcomes.values()):
            print(f"on both sides {outcomes['with'][test]}: {test}")
