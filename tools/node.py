# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Node and the packages of package-lock.json, for formatting, linting and pictures."""

import functools
import shutil

import system
from common import ROOT, STATE, fingerprint, run, say

# eslint-plugin-jsdoc needs 20; Debian 12 has 18, and npm brings a newer one.
OLDEST = 20
NEWER = "20.20.2"


def command(program, *arguments):
    """Command line of a program of the installed packages."""
    return [interpreter(), ROOT / "node_modules" / ".bin" / program, *arguments]


def ensure():
    """Install what package-lock.json pins, when that has changed."""
    system.require("node", "npm")
    interpreter()
    stamp = ROOT / "node_modules" / ".installed-from"
    wanted = fingerprint(ROOT / "package-lock.json")
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("installing Node packages")
    run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", cwd=ROOT)
    stamp.write_text(wanted)


@functools.cache
def interpreter():
    """Path of a Node that is new enough, installed under `.odoo/` if need be."""
    query = "process.versions.node.split('.')[0] + ' ' + process.arch"
    major, architecture = run("node", "-p", query).split()
    if int(major) >= OLDEST:
        return shutil.which("node")
    package = f"node-linux-{architecture}"
    home = STATE / f"node-{NEWER}"
    if not home.exists():
        say(f"installing Node {NEWER}")
        partial = STATE / "node.partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        options = ("--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock")
        run("npm", "install", *options, "--prefix", partial, f"{package}@{NEWER}")
        partial.rename(home)
    return home / "node_modules" / package / "bin" / "node"
