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
    name = BASE_DEMO if demo else BASE
    depends = dependencies()
    requirements = ROOT / "requirements"
    made_from = fingerprint(
        odoo_source.version(),
        requirements / "odoo.txt",
        requirements / "addons.txt",
        PREPARE,
        *depends,
    )
    if database.made_from(name) != made_from:
        # None of ours can install itself, or is known already.
        with odoo_run.only([]) as config:
            options = ("-c", config, *(["--with-demo"] if demo else []))
            _make(name, made_from, None, depends, *options)
    return name


def addon():
    """The template with all add-ons; returns its name."""
    source = base()
    made_from = fingerprint(
        database.made_from(source), addon_fingerprint("tests", "demo")
    )
    if database.made_from(ADDON_TEMPLATE) != made_from:
        _make(ADDON_TEMPLATE, made_from, source, addons())
    return ADDON_TEMPLATE


def _make(name, made_from, source, modules, *options):
    say(f"making the template database {name}: {', '.join(modules)}")
    database.drop(BUILDING)
    if source:
        database.clone(source, BUILDING)
    odoo_run.install(BUILDING, modules, *options)
    odoo_run.script(BUILDING, PREPARE.read_text(), *options)
    database.drop(name)
    database.rename(BUILDING, name)
    database.set_made_from(name, made_from)
