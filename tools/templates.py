# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Template databases, made again only when what they were made from has changed.

`pr_base` holds what the add-ons depend on, `pr_addon` is a copy of it with all add-ons.
Both have their asset bundles generated, which browser tests would otherwise do class by
class. `pr_base_demo` is like `pr_base`, with demo data.
"""

import database
import odoo_run
import odoo_source
from common import (
    ROOT,
    addon_fingerprint,
    addons,
    dependencies,
    fingerprint,
    say,
)

BASE = "pr_base"
BASE_DEMO = "pr_base_demo"
ADDON_TEMPLATE = "pr_addon"
BUILDING = "pr_building"
PREPARE = ROOT / "tools" / "prepare_template.py"


def base(demo=False):
    """The template with what the add-ons depend on; returns its name."""
    depends = dependencies()
    requirements = ROOT / "requirements"
    made_from = fingerprint(
        odoo_source.version(),
        requirements / "odoo.txt",
        requirements / "addons.txt",
        PREPARE,
        *depends,
    )
    if demo:
        return _ensure(BASE_DEMO, made_from, None, depends, "--with-demo")
    return _ensure(BASE, made_from, None, depends)


def addon():
    """The template with all add-ons; returns its name."""
    source = base()
    made_from = fingerprint(
        database.made_from(source), addon_fingerprint("tests", "demo")
    )
    return _ensure(ADDON_TEMPLATE, made_from, source, addons())


def _ensure(name, made_from, source, modules, *options):
    if database.made_from(name) == made_from:
        return name
    say(f"making the template database {name}: {', '.join(modules)}")
    database.drop(BUILDING)
    if source:
        database.clone(source, BUILDING)
    odoo_run.install(BUILDING, modules, *options)
    odoo_run.script(BUILDING, PREPARE.read_text())
    database.drop(name)
    database.rename(BUILDING, name)
    database.set_made_from(name, made_from)
    return name
