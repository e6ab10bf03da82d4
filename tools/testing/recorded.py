# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Start `recorder.py` on a database and read what it wrote down."""

import collections
import json
import signal
import subprocess
import time

import demo
from common import PYTHON, ROOT, Failure
from odoo_run import LOGS, environment

RECORDER = ROOT / "tools" / "testing" / "recorder.py"
SILENCE = 600  # seconds without a line in the log
KINDS = ("passed", "failed", "skipped")


def run(name, time, *arguments):
    """Run tests in a database; returns (Odoo's exit code, outcome of each test).

    :param name: of the database, and of the files written into `.odoo/log/`
    :param time: "as-is" or "late", see `recorder.py`
    """
    LOGS.mkdir(exist_ok=True)
    target = LOGS / f"{name}.json"
    target.unlink(missing_ok=True)
    server = ("server", "-d", name, "--stop-after-init")
    command = (PYTHON, "-B", RECORDER, target, time, *server, *arguments)
    command = (*command, f"--http-port={demo.free_port()}")
    code = _run(command, LOGS / f"{name}.log")
    outcomes = json.loads(target.read_text()) if target.exists() else {}
    if "passed" not in outcomes.values():
        raise Failure(f"no test passed; see {LOGS / name}.log")
    return code, outcomes


def _run(command, path):
    """Odoo's exit code; end it when it hangs, which tests in threads of theirs can."""
    with open(path, "w") as log:
        odoo = subprocess.Popen(
            command, env=environment(), stdout=log, stderr=subprocess.STDOUT
        )
        try:
            while odoo.poll() is None and time.time() - path.stat().st_mtime < SILENCE:
                time.sleep(1)
            if odoo.poll() is None:
                odoo.send_signal(signal.SIGQUIT)  # Odoo logs where its threads are
                time.sleep(5)
                raise Failure(f"Odoo hangs; its threads are at the end of {path}")
        finally:
            odoo.kill()
            odoo.wait()
    return odoo.returncode


def count(outcomes):
    """How many tests of each of the `KINDS`."""
    counts = collections.Counter(outcome.split(":")[0] for outcome in outcomes.values())
    return [counts[kind] for kind in KINDS]
