# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev db …`: databases with the add-ons."""

import argparse
import contextlib

import database
import odoo_run
import templates
from common import Failure, addon_fingerprint, addons, say, setup_lock


def run_verb(arguments):
    parser = argparse.ArgumentParser(prog="dev db")
    verbs = parser.add_subparsers(dest="verb", required=True)
    create_parser = verbs.add_parser("create", help="create one with all add-ons")
    create_parser.add_argument("name")
    create_parser.add_argument("--demo", action="store_true", help="with demo data")
    verbs.add_parser("drop", help="drop one").add_argument("name")
    verbs.add_parser("list", help="what there is")
    options = parser.parse_args(arguments)
    if options.verb == "create":
        created = ensure(options.name, demo=options.demo)
        say(f"{options.name}: {'created' if created else 'is there already'}")
    elif options.verb == "drop":
        must_exist(options.name)
        database.drop(options.name)
    else:
        print("\n".join(database.names()))


def must_exist(name):
    if not database.exists(name):
        raise Failure(f"no database {name}; create it with: ./dev db create {name}")


def ensure(name, demo=False):
    """Create the database if there is none; True when it was created."""
    with setup_lock():
        if database.exists(name):
            return False
        (_create_demo if demo else _create)(name)
    return True


def _create(name):
    database.clone(templates.addon(), name)


def _create_demo(name):
    say(f"creating database {name} with demo data")
    with _dropped_on_failure(name):
        odoo_run.install(name, addons(), "--with-demo")
        database.set_made_from(name, addon_fingerprint("tests"))


@contextlib.contextmanager
def _dropped_on_failure(name):
    try:
        yield
    except BaseException:
        database.drop(name)
        raise
