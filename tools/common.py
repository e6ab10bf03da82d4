# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What all tools share: paths, add-ons, messages, the setup lock and fingerprints.

Standard library only: it is imported before the virtual environment exists.
"""

import ast
import contextlib
import fcntl
import graphlib
import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MAIN = "property_rectification"
STATE = ROOT / ".odoo"
VENV = STATE / "venv"
PYTHON = VENV / "bin" / "python"
ODOO_CONFIG = STATE / "odoo.conf"


class Failure(Exception):
    """A message for the user: what went wrong and what to do next."""


def say(message):
    print(f"dev: {message}", file=sys.stderr, flush=True)


def run(*command, **options):
    """Run a command; its failure is a `Failure` that shows the command's output."""
    options = {"stdin": subprocess.DEVNULL, "text": True} | options
    if "stdout" not in options:
        options |= {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    command = [str(part) for part in command]
    done = subprocess.run(command, check=False, **options)
    if done.returncode:
        output = (done.stdout or "")[-4000:]
        raise Failure(f"{output}\nfailed ({done.returncode}): {' '.join(command)}")
    return done.stdout


@contextlib.contextmanager
def setup_lock():
    """Let only one `dev` of this checkout set things up at a time."""
    STATE.mkdir(exist_ok=True)
    with open(STATE / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            notice = threading.Timer(2, say, ["waiting for another ./dev's setup"])
            notice.start()
            fcntl.flock(lock, fcntl.LOCK_EX)
            notice.cancel()
        yield


def fingerprint(*parts):
    """Short hash of texts and of the content of files."""
    digest = hashlib.sha256()
    for part in parts:
        is_file = isinstance(part, Path) and part.is_file()
        content = part.read_bytes() if is_file else str(part).encode()
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]


def manifests(root=ROOT):
    """Manifest by name of the add-ons directly below a directory."""
    found = {
        path.parent.name: ast.literal_eval(path.read_text())
        for path in sorted(root.glob("*/__manifest__.py"))
    }
    if MAIN not in found:
        raise Failure(f"{MAIN}/__manifest__.py is missing")
    return found


def addons(root=ROOT):
    """Names of the add-ons, each after those that it depends on."""
    found = manifests(root)
    needs = {
        name: [other for other in manifest["depends"] if other in found]
        for name, manifest in found.items()
    }
    return list(graphlib.TopologicalSorter(needs).static_order())


def dependencies(root=ROOT):
    """Names of the add-ons of others that ours depend on."""
    found = manifests(root)
    needed = {other for manifest in found.values() for other in manifest["depends"]}
    return sorted(needed - found.keys())


def addon_files(*without):
    """Files of all add-ons that a database is made from.

    :param without: directories of an add-on whose files do not count
    """
    return [
        path
        for name in addons()
        for path in sorted((ROOT / name).rglob("*"))
        if path.is_file() and _is_loaded(path.relative_to(ROOT / name), without)
    ]


def _is_loaded(path, without):
    return (
        "__pycache__" not in path.parts
        and path.parts[0] not in (*without, "readme")
        and path.suffix not in {".rst", ".md", ".pot"}
        and path.name != "index.html"
    )


def addon_fingerprint(*without):
    """Fingerprint of `addon_files`, names included."""
    parts = []
    for path in addon_files(*without):
        parts += [path.relative_to(ROOT), path]
    return fingerprint(*parts)


def is_root():
    return os.geteuid() == 0


def main(function):
    """Run `function` as a program: a `Failure` is a message, not a traceback."""
    try:
        sys.exit(function())
    except Failure as failure:
        say(str(failure).strip())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
