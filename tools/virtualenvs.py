# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Virtual environments under `.odoo/`, one for each set of pinned requirements.

Each is built in a directory named after its requirements and only then becomes the
target of the link `.odoo/<name>`: a broken-off build is never used, and programs that
still run from the previous one keep working.
"""

import os
import shutil
import sys

from common import ROOT, STATE, fingerprint, run, say

REQUIREMENTS = ROOT / "requirements"
# What tests need, Odoo included.
TESTING = ("odoo.txt", "../test-requirements.txt", "test.txt")


def ensure(name, *files, without_dependencies=(), interpreter=sys.executable):
    """Make `.odoo/<name>` an environment with what the requirement files list."""
    files = [REQUIREMENTS / file for file in files]
    bare_files = [REQUIREMENTS / file for file in without_dependencies]
    # An environment knows its own path: one of a moved checkout is made again.
    version = run(interpreter, "-c", "import sys; print(sys.version)")
    wanted = f"{name}-{fingerprint(version, STATE, *files, *bare_files)}"
    link = STATE / name
    if link.is_symlink() and os.readlink(link) == f"envs/{wanted}":
        return link
    say(f"installing Python packages: {', '.join(f.name for f in files + bare_files)}")
    target = STATE / "envs" / wanted
    run(interpreter, "-m", "venv", "--clear", target)
    pip = (target / "bin" / "python", "-m", "pip", "install", "--quiet")
    if files:
        run(*pip, *(f"--requirement={file}" for file in files))
    for file in bare_files:
        run(*pip, "--no-deps", f"--requirement={file}")
    _switch(link, target)
    return link


def _switch(link, target):
    previous = link.resolve()
    fresh = link.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(f"envs/{target.name}")
    fresh.rename(link)
    for old in target.parent.glob(f"{link.name}-*"):
        if old not in (target, previous):
            shutil.rmtree(old)
