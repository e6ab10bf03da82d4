# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run tests of installed add-ons with Odoo's runner and write down each outcome.

usage: recorder.py OUTCOMES.json {as-is,late} ODOO-ARGUMENTS…

Odoo runs most tests while their module is being loaded, before add-ons that build on
it. With `late` all of them run when everything is loaded: only then do tests of a
dependency meet the add-ons.
"""

import json
import sys
from pathlib import Path

from conditions import BROWSER_FAILURE, load_profile

import odoo.cli
from odoo.tests import loader
from odoo.tests.result import OdooTestResult

outcomes = {}


class RecordingResult(OdooTestResult):
    """Odoo's result; the last word on a test counts, and bad words come last."""

    def addSuccess(self, test):
        outcomes.setdefault(test.id(), "passed")
        super().addSuccess(test)

    def addSkip(self, test, reason):
        kind = "failed" if BROWSER_FAILURE.search(reason) else "skipped"
        outcomes[test.id()] = f"{kind}: {reason}"
        super().addSkip(test, reason)

    def addFailure(self, test, err):
        outcomes[test.id()] = "failed"
        super().addFailure(test, err)

    def addError(self, test, err):
        outcomes[test.id()] = "failed"
        super().addError(test, err)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            outcomes[test.id()] = "failed"
        super().addSubTest(test, subtest, err)


make_suite = loader.make_suite


def make_late_suite(module_names, position="at_install"):
    if position == "at_install":
        return make_suite([], position)
    return loader.OdooSuite(
        [
            *make_suite(module_names, "at_install"),
            *make_suite(module_names, "post_install"),
        ]
    )


def main(target, time, *arguments):
    load_profile()
    if time == "late":
        loader.make_suite = make_late_suite
    loader.OdooTestResult = RecordingResult
    sys.argv = ["odoo", *arguments]
    try:
        odoo.cli.main()
    finally:
        Path(target).write_text(json.dumps(outcomes, indent=1, sort_keys=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
