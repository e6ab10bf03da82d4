# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev demo` and `./dev stop`: a server with demo data."""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import database
import db_verbs
import odoo_run
import postgres
import system
from common import STATE, Failure, addon_fingerprint, addons, say, setup_lock

DATABASE = "demo"
PID_FILE = STATE / "demo.pid"
# Login and password are the same.
PERSONAS = {
    "user_quality_demo": "Quality manager",
    "user_coordinator_demo": "Coordinator",
    "user_staff_demo": "Member of staff",
    "user_owner_demo": "Owner (portal)",
    "user_contractor_demo": "Contractor (portal)",
}


def serve(arguments):
    """Serve the demo database in the foreground."""
    parser = argparse.ArgumentParser(prog="dev demo")
    parser.add_argument("--port", type=int, default=8069)
    port = parser.parse_args(arguments).port
    # A request to end this program ends the server, too, however far it is.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if address := running():
        _introduce(address)
        say("it runs already; end it with Ctrl-C there or with ./dev stop")
        return 0
    _check_free(port)
    prepare()
    with server(port, "--log-level=warn") as process:
        PID_FILE.write_text(f"{process.pid} {port}\n")
        _introduce(f"http://localhost:{port}")
        return _wait(process)


def prepare():
    """Create the demo database, or update the add-ons in it when they have changed."""
    with setup_lock():
        system.want("wkhtmltopdf", "papers cannot be printed as PDF")
    if db_verbs.ensure(DATABASE, demo=True):
        return
    with setup_lock():
        made_from = addon_fingerprint("tests")
        if database.made_from(DATABASE) != made_from:
            say(f"updating the add-ons in database {DATABASE}")
            odoo_run.update(DATABASE)
            database.set_made_from(DATABASE, made_from)


@contextlib.contextmanager
def server(port, *options):
    """A server of the demo database that answers; ended with the block."""
    command = odoo_run.command(
        "server",
        "-d",
        DATABASE,
        f"--http-port={port}",
        f"--db-filter=^{DATABASE}$",
        "--no-database-list",
        "--max-cron-threads=1",
        *options,
    )
    process = subprocess.Popen(command, env=odoo_run.environment())
    try:
        _wait_until_it_answers(process, port)
        yield process
    finally:
        process.terminate()
        process.wait()


def running():
    """Address of the server that `./dev demo` started and that still runs, or None."""
    process, port = _recorded()
    return process and f"http://localhost:{port}"


def stop():
    """End the demo server and the database cluster of this checkout."""
    process, _port = _recorded()
    if process:
        os.kill(process, signal.SIGTERM)
        _until(lambda: not _recorded()[0], seconds=15)
        say("stopped the server")
    if postgres.stop():
        say("stopped PostgreSQL")
    return 0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def personas():
    """(role, login) of the demo users that the database has."""
    rows = database.query(
        """
        SELECT data.name, users.login
        FROM ir_model_data data JOIN res_users users ON users.id = data.res_id
        WHERE data.module IN %s AND data.model = 'res.users' AND data.name IN %s
        """,
        tuple(addons()),
        tuple(PERSONAS),
        database=DATABASE,
    )
    logins = dict(rows)
    return [(PERSONAS[name], logins[name]) for name in PERSONAS if name in logins]


def _introduce(address):
    users = [("", "login, password"), *personas(), ("Administrator", "admin")]
    lines = [f"    {role:20}{login}" for role, login in users]
    print(f"\n  {address}  Property Rectification with demo data\n")
    print(*lines, "", "  Ctrl-C ends it.", "", sep="\n", flush=True)


def _check_free(port):
    with socket.socket() as probe:
        # As the server does: a port whose last connections are ending counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Failure(
                f"port {port} cannot be used ({error.strerror}); choose another one: "
                f"./dev demo --port {port + 1}"
            ) from None


def _recorded():
    """(process, port) of the recorded server if it is alive, else (None, None)."""
    with contextlib.suppress(OSError, ValueError):
        process, port = map(int, PID_FILE.read_text().split())
        command_line = Path(f"/proc/{process}/cmdline").read_bytes()
        if str(STATE).encode() in command_line and b"odoo" in command_line:
            return process, port
    return None, None


def _wait_until_it_answers(process, port):
    def answers():
        if process.poll() is not None:
            raise Failure("the server ended before it answered; see its messages above")
        with contextlib.suppress(OSError):
            url = f"http://127.0.0.1:{port}/web/health"
            return urllib.request.urlopen(url, timeout=5).status == 200

    if not _until(answers, seconds=120):
        raise Failure("the server does not answer")


def _until(condition, seconds):
    end = time.monotonic() + seconds
    while not (result := condition()) and time.monotonic() < end:
        time.sleep(0.2)
    return result


def _wait(process):
    """Wait for the server's end; a stop by Ctrl-C or `./dev stop` is a success."""
    with contextlib.suppress(KeyboardInterrupt):
        code = process.wait()
        return 0 if code in (0, -signal.SIGTERM) else code
    process.wait()
    return 0
