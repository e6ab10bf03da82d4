# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev check-upgrade COMMIT [--keep]`: today's add-ons on yesterday's records.

Installs the add-ons of a commit with demo data, adds an import profile of somebody's
own, updates to today's add-ons, and compares what people have recorded. Fails when a
record is gone or reads differently, or when the update logs anything worse than INFO.

With `--keep` both databases stay, and the one of the commit is used again.
"""

import argparse
import shutil
import subprocess

import database
import odoo_run
import odoo_source
from common import ROOT, STATE, Failure, addons, fingerprint, run, say, setup_lock

from checks import logs, upgrade_records

CHECKOUTS = STATE / "upgrade"
OWN_RECORDS = ROOT / "tools" / "checks" / "own_records.py"


def check(arguments):
    parser = argparse.ArgumentParser(prog="dev check-upgrade")
    parser.add_argument("commit", help="whose add-ons the database is made with")
    parser.add_argument("--keep", action="store_true", help="keep the databases")
    options = parser.parse_args(arguments)
    commit = _commit(options.commit)
    old, new = (f"pr_upgrade_{commit[:10]}_{side}" for side in ("old", "new"))
    try:
        _make_old(old, commit)
        return _upgrade(old, new)
    finally:
        if not options.keep:
            for name in (old, new):
                database.drop(name)


def _commit(name):
    try:
        found = run("git", "rev-parse", "--verify", f"{name}^{{commit}}", cwd=ROOT)
    except Failure:
        raise Failure(f"git knows no commit {name!r} here") from None
    return found.strip()


def _make_old(name, commit):
    """Create the database as somebody did who had that commit."""
    checkout = _check_out(commit)
    made_from = fingerprint(commit, odoo_source.version(), OWN_RECORDS)
    if database.made_from(name) == made_from:
        return
    database.drop(name)
    config = CHECKOUTS / f"{commit}.conf"
    config.write_text(odoo_run.config_text(checkout))
    modules = addons(checkout)
    say(f"creating a database with demo data of {', '.join(modules)} at {commit[:10]}")
    odoo_run.install(name, modules, "--with-demo", "-c", config)
    odoo_run.script(name, OWN_RECORDS.read_text(), "-c", config)
    database.set_made_from(name, made_from)


def _check_out(commit):
    """Directory with the files of a commit."""
    target = CHECKOUTS / commit
    if target.exists():
        return target
    partial = CHECKOUTS / f"{commit}.partial"
    with setup_lock():
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        archive = subprocess.Popen(
            ["git", "archive", commit], cwd=ROOT, stdout=subprocess.PIPE
        )
        run("tar", "-x", "-C", partial, stdin=archive.stdout)
        if archive.wait():
            raise Failure(f"git cannot give the files of {commit}")
        partial.rename(target)
    return target


def _upgrade(old, new):
    database.drop(new)
    database.clone(old, new)
    say(f"updating it to {', '.join(addons())}")
    update_logs = odoo_run.update(new)
    problems = upgrade_records.compare(old, new)
    for log in update_logs:
        logs.must_be_clean(log)
    if problems:
        raise Failure("\n".join([*problems, "the upgrade loses something"]))
    say("the upgrade is clean, and nothing is lost")
    return 0
