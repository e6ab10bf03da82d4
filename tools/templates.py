# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Template databases, made again only when what they were made from has changed.

`pr_base` holds all dependencies, `pr_addon` is a copy of it with the add-on; both have
their asset bundles generated, which browser tests would otherwise do class by class.
"""

import ast

import database
import odoo_run
import odoo_source
from common import ADDON, ROOT, Failure, addon_fingerprint, fingerprint, say

BASE = "pr_base"
ADDON_TEMPLATE = "pr_addon"
BUILDING = "pr_building"
PREPARE = ROOT / "tools" / "prepare_template.py"


def manifest():
    path = ROOT / ADDON / "__manifest__.py"
    if not path.exists():
        raise Failure(f"{path.relative_to(ROOT)} is missing")
    return ast.literal_eval(path.read_text())


def base():
    """The template with the add-on's dependencies; returns its name."""
    depends = sorted(manifest()["depends"])
    requirements = ROOT / "requirements"
    made_from = fingerprint(
        odoo_source.version(),
        requirements / "odoo.txt",
        requirements / "addons.txt",
        PREPARE,
        *depends,
    )
    return _ensure(BASE, made_from, None, depends)


def addon():
    """The template with the add-on itself; returns its name."""
    source = base()
    made_from = fingerprint(
        database.made_from(source), addon_fingerprint("tests", "demo")
    )
    return _ensure(ADDON_TEMPLATE, made_from, source, [ADDON])


def _ensure(name, made_from, source, modules):
    if database.made_from(name) == made_from:
        return name
    say(f"making the template database {name}: {', '.join(modules)}")
    database.drop(BUILDING)
    if source:
        database.clone(source, BUILDING)
    odoo_run.install(BUILDING, modules)
    odoo_run.script(BUILDING, PREPARE.read_text())
    database.drop(name)
    database.rename(BUILDING, name)
    database.set_made_from(name, made_from)
    return name
