# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev check-install`: Odoo's own runner installs and uninstalls the add-on.

Without and with demo data: nothing worse than INFO is logged, nothing of the add-on
is left, and helpdesk and maintenance work without it.
"""

import re

import database
import odoo_run
import templates
from common import ADDON, ROOT, Failure, say, setup_lock

DATABASE = "pr_check_install"
AFTER_UNINSTALL = ROOT / "tools" / "after_uninstall.py"
BAD_LINE = re.compile(r"^\S+ \S+ \d+ (?:WARNING|ERROR|CRITICAL) .*", re.M)
SCHEMA = """
    SELECT 'column ' || table_name || '.' || column_name
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'index ' || indexname FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'constraint ' || conrelid::regclass || '.' || conname
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""
RECORDS = """
    SELECT 'external id ' || model || ' ' || name FROM ir_model_data WHERE module = %s
"""


def check():
    with setup_lock():
        base = templates.base()
    for options in ((), ("--with-demo",)):
        database.drop(DATABASE)
        try:
            _install_and_uninstall(base, options)
        finally:
            database.drop(DATABASE)
    say("install and uninstall are clean")
    return 0


def _install_and_uninstall(base, options):
    say(" ".join(("installing on an empty database", *options)))
    _must_be_clean(odoo_run.install(DATABASE, [ADDON], *options))
    say("uninstalling")
    _must_be_clean(
        odoo_run.logged(DATABASE, "module", "uninstall", "-d", DATABASE, ADDON)
    )
    _nothing_may_be_left(base)
    say("using helpdesk and maintenance without it")
    _must_be_clean(odoo_run.script(DATABASE, AFTER_UNINSTALL.read_text()))


def _must_be_clean(log):
    found = BAD_LINE.findall(log.read_text())
    if found:
        lines = "\n".join(found[:20])
        raise Failure(f"{lines}\n{len(found)} warnings or errors in {log}")


def _nothing_may_be_left(base):
    """Compare with a database that never had the add-on."""
    before, after = (
        {*database.query(SCHEMA, database=name)} for name in (base, DATABASE)
    )
    left = after - before | {*database.query(RECORDS, ADDON, database=DATABASE)}
    if left or before - after:
        lines = [f"left: {item}" for (item,) in sorted(left)]
        lines += [f"gone: {item}" for (item,) in sorted(before - after)]
        raise Failure("\n".join([*lines, "the uninstall is not clean"]))
