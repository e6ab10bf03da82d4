# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Importing a history: against bare tickets, and how much memory it takes."""

import json
import os
import subprocess
import sys
from pathlib import Path

from common import ROOT, Failure

from measures import Figure, samples

ROWS = 10_000
TIMES_FASTER = 5
MEGABYTES = 500
BOSTON = ROOT.parent / "shared" / "data" / "boston311_2015_housing.csv.gz"


def measure(bench):
    size = ROWS
    history = Path(bench.directory) / "history.csv"
    with bench.env() as env:
        codes = env["rectification.problem.type"].search([]).mapped("code")
    samples.write_history(history, codes, size)
    figures = _queries(bench, history)
    figures += _figures(bench, f"import of {size:,} rows", history, "template")
    result, _memory = _import(bench, history, "template")
    again = 1000 * result["seconds"] / size
    figures.append(Figure("the same file again", again, "ms a row"))
    if BOSTON.exists():
        figures += _figures(bench, "import of Boston 311, 2015", BOSTON, "boston311")
    return figures


def _queries(bench, history):
    with bench.env() as env, open(history, "rb") as file:
        profile = env["rectification.import.profile"].search(
            [("code", "=", "template")]
        )
        before = env.cr.sql_log_count
        result = profile.import_stream(file)
        queries = env.cr.sql_log_count - before
    return [Figure("import", queries / result["created"], "queries a row")]


def _figures(bench, name, file, profile):
    result, megabytes = _import(bench, file, profile)
    if not result["created"] or result["rejected"]:
        raise Failure(f"{file} did not come in as a whole: {result}")
    each = 1000 * result["seconds"] / result["created"]
    faster = bench.found["bare_ms"] / each
    return [
        Figure(name, each, "ms a row"),
        Figure(name, faster, "times a bare ticket", at_least=TIMES_FASTER),
        Figure(name, megabytes, "MB peak", at_most=MEGABYTES),
    ]


def _import(bench, file, profile):
    """Import in a process of its own; return its result and its peak of memory."""
    program = Path(__file__).parents[1] / "import_history.py"
    options = ("--profile", profile, "--db", bench.database, "--json")
    process = subprocess.Popen(
        [sys.executable, "-B", program, file, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    output, errors = process.stdout.read(), process.stderr.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failure(f"{errors}\nimporting {file} failed")
    return json.loads(output), usage.ru_maxrss / 1024
