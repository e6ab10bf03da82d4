# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Programs of the machine: look for them, install them where that is possible."""

import os
import shutil

from common import Failure, is_root, run, say

# program: Debian packages. Fonts: chromium shows boxes without them.
PACKAGES = {
    "chromium": ("chromium", "fonts-liberation"),
    "wkhtmltopdf": ("wkhtmltopdf",),
    "node": ("nodejs",),
    "npm": ("npm",),
}
OTHER_NAMES = {
    "chromium": ("google-chrome", "chromium-browser", "google-chrome-stable")
}


def find(program):
    """Path of a program under any of its names, or None."""
    names = (program, *OTHER_NAMES.get(program, ()))
    return next(filter(None, map(shutil.which, names)), None)


def require(*programs):
    """Make sure the programs are there; else say the one line to type."""
    missing = [program for program in programs if not find(program)]
    if not missing:
        return
    packages = sorted({name for program in missing for name in PACKAGES[program]})
    if is_root() and shutil.which("apt-get"):
        _install(packages)
    still_missing = [program for program in missing if not find(program)]
    if still_missing:
        raise Failure(
            f"missing: {', '.join(still_missing)}. On Debian: "
            f"sudo apt-get install {' '.join(packages)}"
        )


def want(program, reason):
    """Like `require`, but only say what does not work without the program."""
    try:
        require(program)
    except Failure as failure:
        say(f"{failure} ({reason})")


def _install(packages):
    say(f"installing {' '.join(packages)}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ("apt-get", "-qq", "-y", "--no-install-recommends", "install", *packages)
    try:
        run(*install, env=environment)
    except Failure:
        # Package lists that are missing or out of date are the usual cause.
        run("apt-get", "-qq", "update", env=environment)
        run(*install, env=environment)
