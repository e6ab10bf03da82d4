# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev check-install [ADD-ON …]`: Odoo's own runner installs and uninstalls them.

The main add-on alone, each other one with what it depends on, and all together;
without and with demo data. Nothing worse than INFO is logged, an uninstall leaves
nothing behind and takes nothing with it, and helpdesk and maintenance work without the
add-ons.

Odoo sees only the add-ons in question each time: others that would install themselves
cannot join in.
"""

import database
import odoo_run
import templates
from common import MAIN, ROOT, Failure, addons, manifests, say, setup_lock

from checks import logs, stage

AFTER_UNINSTALL = ROOT / "tools" / "checks" / "after_uninstall.py"
SCHEMA = """
    SELECT 'column ' || table_name || '.' || column_name
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'index ' || indexname FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'constraint ' || conrelid::regclass || '.' || conname
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""
RECORDS = """
    SELECT 'external id ' || model || ' ' || name FROM ir_model_data WHERE module IN %s
"""


def check(names):
    unknown = set(names) - set(addons())
    if unknown:
        raise Failure(f"no such add-on: {', '.join(sorted(unknown))}")
    for demo in (False, True):
        with setup_lock():
            base = templates.base(demo)
        kind = "with demo data" if demo else "without demo data"
        with stage.Stage(base, _must_install) as built:
            _check_all(built, names, kind)
    say("install and uninstall are clean")
    return 0


def _check_all(built, names, kind):
    for name in names or addons():
        before = _needed(name)
        say(f"{name} {kind}: install, uninstall")
        _check_one(built, name, before)
    if not names and len(addons()) > 1:
        say(f"all together {kind}: install, uninstall")
        _check_together(built)


def _needed(name):
    """Our add-ons that one of them needs, in the order of their dependencies."""
    found = manifests()
    needed = set()
    waiting = [name]
    while waiting:
        own = [other for other in found[waiting.pop()]["depends"] if other in found]
        waiting += own
        needed |= {*own}
    return tuple(other for other in addons() if other in needed)


def _check_one(built, name, before):
    """Uninstall one add-on from a database with what it needs."""
    trial = built.copy((*before, name))
    _uninstall(trial, name, (*before, name))
    _nothing_may_be_left(built.database(before), trial, [name])
    if name == MAIN:
        say("using helpdesk and maintenance without it")
        logs.must_be_clean(odoo_run.script(trial, AFTER_UNINSTALL.read_text()))


def _check_together(built):
    """Install all at once; with the main add-on all others go, too."""
    trial = built.copy(())
    _must_install(trial, addons(), addons())
    _uninstall(trial, MAIN, addons())
    _nothing_may_be_left(built.database(()), trial, addons())
    logs.must_be_clean(odoo_run.script(trial, AFTER_UNINSTALL.read_text()))


def _must_install(name, modules, visible):
    with odoo_run.only(visible) as config:
        logs.must_be_clean(odoo_run.install(name, modules, "-c", config))
    rows = database.query(
        "SELECT name FROM ir_module_module WHERE state != 'installed' AND name IN %s",
        tuple(modules),
        database=name,
    )
    if rows:
        raise Failure(f"not installed: {', '.join(module for (module,) in rows)}")


def _uninstall(name, module, visible):
    with odoo_run.only(visible) as config:
        uninstall = ("module", "uninstall", "-c", config, "-d", name, module)
        logs.must_be_clean(odoo_run.logged(name, *uninstall))


def _nothing_may_be_left(source, name, gone):
    """Compare with a database that never had the add-ons that are gone."""
    before, after = ({*database.query(SCHEMA, database=db)} for db in (source, name))
    left = after - before | {*database.query(RECORDS, tuple(gone), database=name)}
    if left or before - after:
        lines = [f"left: {item}" for (item,) in sorted(left)]
        lines += [f"gone: {item}" for (item,) in sorted(before - after)]
        raise Failure("\n".join([*lines, "the uninstall is not clean"]))
