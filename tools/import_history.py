# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev import FILE --profile NAME --db NAME [--json]`: import a problem history.

Each batch is committed: an import that was interrupted continues when it is started
again. Exit codes: 0 imported (rows that were refused are listed), 2 nothing can be
imported with this file, profile or database.
"""

import argparse
import json
import sys

import db_verbs
import psycopg2
from common import MAIN, Failure, say
from odoo_shell import environment

from odoo.exceptions import UserError

UNUSABLE = 2
SHOWN = 20
FIGURES = ("created", "updated", "unchanged", "rejected", "seconds")


def read_arguments():
    parser = argparse.ArgumentParser(prog="dev import")
    parser.add_argument("file", help="CSV or CSV.gz")
    parser.add_argument("--profile", required=True, help="code of an import profile")
    parser.add_argument("--db", required=True, help="made when there is none")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    return parser.parse_args()


def find_profile(env, code):
    if "rectification.import.profile" not in env:
        raise Failure("this database has no add-on that imports histories")
    profiles = env["rectification.import.profile"].search([])
    profile = profiles.filtered(lambda p: p.code == code)
    if not profile:
        known = ", ".join(profiles.mapped("code"))
        raise Failure(f"there is no import profile {code!r}; there are: {known}")
    return profile[0]


def import_file(file, database, profile_code, quiet):
    """Import a file and return what `import_stream` does."""
    with environment(database) as env:
        profile = find_profile(env, profile_code)

        def progress(handled, total):
            env.cr.commit()
            if not quiet:
                end = "\n" if handled == total else ""
                print(f"\r{handled:,} of {total:,} rows", end=end, file=sys.stderr)
                sys.stderr.flush()

        return profile.import_stream(file, progress)


def show(result, as_json):
    for row in result["warnings"][:SHOWN]:
        say(f"line {row['line']}: warning: {row['reason']}")
    figures = {name: result[name] for name in FIGURES}
    if as_json:
        errors = {"errors": result["errors"]} if result["errors"] else {}
        print(json.dumps(figures | errors, ensure_ascii=False))
        return
    for row in result["errors"][:SHOWN]:
        say(f"line {row['line']}: {row['reason']}")
    if result["rejected"] > SHOWN:
        say(f"… {result['rejected'] - SHOWN} more rows refused (--json lists them)")
    print(", ".join(f"{name} {value}" for name, value in figures.items()))


def main():
    options = read_arguments()
    try:
        with open(options.file, "rb") as file:
            db_verbs.ensure(options.db)
            result = import_file(file, options.db, options.profile, options.json)
    except (psycopg2.errors.UndefinedColumn, psycopg2.errors.UndefinedTable):
        say(
            f"{options.db} has older versions of the add-ons; update it with: ./dev "
            f"odoo server -d {options.db} -u {MAIN} "
            "--stop-after-init --no-http"
        )
        return UNUSABLE
    except (OSError, UserError, Failure) as error:
        say(str(error))
        return UNUSABLE
    except KeyboardInterrupt:
        say("interrupted; start it again to continue where it stopped")
        return 130
    show(result, options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
