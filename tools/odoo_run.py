# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run Odoo's command line with the right paths."""

import contextlib
import os
import subprocess
import tempfile
from pathlib import Path

import odoo_source
import postgres
from common import MAIN, ODOO_CONFIG, PYTHON, ROOT, STATE, Failure, addons

DATA = STATE / "data"
LOGS = STATE / "log"
MEND_ASSETS = ROOT / "tools" / "mend_assets.py"


def write_config():
    """Write `.odoo/odoo.conf`. The database server comes from the environment."""
    text = config_text(ROOT)
    if not ODOO_CONFIG.exists() or ODOO_CONFIG.read_text() != text:
        ODOO_CONFIG.write_text(text)


def config_text(directory):
    """Configuration for Odoo's own add-ons and those in a directory."""
    addons_path = (odoo_source.extra_addons_path(), directory)
    options = {
        "addons_path": ",".join(str(path) for path in addons_path if path),
        "data_dir": DATA,
        "http_interface": "127.0.0.1",
        "screenshots": STATE / "screenshots",
        "unaccent": True,
    }
    lines = [f"{key} = {value}" for key, value in options.items() if value]
    return "\n".join(["[options]", *lines, ""])


@contextlib.contextmanager
def only(names):
    """Configuration file with which Odoo sees only these of our add-ons."""
    with tempfile.TemporaryDirectory(prefix="only-", dir=STATE) as directory:
        for name in names:
            Path(directory, name).symlink_to(ROOT / name)
        config = Path(directory, "odoo.conf")
        config.write_text(config_text(directory if names else None))
        yield config


def environment():
    """Environment in which Odoo finds its configuration and its server."""
    return os.environ | postgres.environment() | {"ODOO_RC": str(ODOO_CONFIG)}


def command(*arguments):
    return [str(part) for part in (PYTHON, "-m", "odoo", *arguments)]


def execute(*arguments):
    """Become Odoo."""
    become(*command(*arguments)[1:])


def become(*arguments):
    """Become the virtual environment's Python with the given arguments."""
    os.execve(PYTHON, [str(part) for part in (PYTHON, *arguments)], environment())


def logged(log_name, *arguments, script=None):
    """Run Odoo with its log in `.odoo/log/`; returns that file.

    :param script: text for Odoo's shell
    """
    LOGS.mkdir(exist_ok=True)
    log = LOGS / f"{log_name}.log"
    with open(log, "w") as output:
        done = subprocess.run(
            command(*arguments),
            check=False,
            env=environment(),
            input=script or "",
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
    if done.returncode:
        raise Failure(f"{log.read_text()[-6000:]}\nOdoo failed; its whole log: {log}")
    return log


def install(database, modules, *options):
    """Create or complete a database with the given modules; returns the log file."""
    install_options = ("-i", ",".join(modules), "--stop-after-init", "--no-http")
    log = logged(database, "server", "-d", database, *install_options, *options)
    if not odoo_source.has_all_assets():
        script(database, MEND_ASSETS.read_text(), *options)
    return log


def update(database):
    """Update our add-ons in a database, then install those that are not there yet.

    In two goes: what an older version had in one add-on is given to another by the
    first, which then counts as installed.

    :return: the log files
    """
    end = ("--stop-after-init", "--no-http")
    log = logged(f"{database}-update", "server", "-d", database, "-u", MAIN, *end)
    return [log, install(database, addons())]


def script(database, text, *options):
    """Run a script in Odoo's shell; an exception in it is a `Failure`."""
    shell = ("shell", "-d", database, "--no-http", *options)
    return logged(f"{database}-script", *shell, script=text)
