# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev test`: pytest on a fresh copy of the template database."""

import contextlib
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import database
import system
import templates
from common import PYTHON, ROOT, addons, say, setup_lock
from odoo_run import environment

PREFIX = "pr_test_"
# HttpCase looks for the browser under these names only.
PYTEST = ("-m", "pytest", "--odoo-log-level=error", "--odoo-http", "-rs")


def test(arguments):
    """Run the tests; returns pytest's exit code."""
    started = time.monotonic()
    with setup_lock():
        system.require("chromium", "wkhtmltopdf")
        _drop_left_over()
        source = templates.addon()
        name = f"{PREFIX}{os.getpid()}"
        database.clone(source, name)
    say(f"ready after {time.monotonic() - started:.1f} s, database {name}")
    try:
        return _pytest(name, arguments)
    finally:
        database.drop(name)


def _pytest(name, arguments):
    command = [PYTHON, *PYTEST, f"--odoo-database={name}", *_options(arguments)]
    pytest = subprocess.Popen(command, cwd=ROOT, env=environment())
    # Ctrl-C reaches pytest by itself; dev waits for it to finish its report. The last
    # line stays pytest's own.
    with _ignored(signal.SIGINT):
        return pytest.wait()


def _options(arguments):
    """pytest's arguments; `--coverage` stands for what measures all add-ons."""
    for argument in arguments:
        if argument == "--coverage":
            yield from (f"--cov={name}" for name in addons())
        else:
            yield argument


@contextlib.contextmanager
def _ignored(number):
    previous = signal.signal(number, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(number, previous)


def _drop_left_over():
    """Drop databases of test runs that were killed."""
    for name in database.names():
        match = re.match(rf"{PREFIX}(\d+)", name)
        if match and not Path(f"/proc/{match[1]}").exists():
            database.drop(name)
