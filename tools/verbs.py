# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The verbs of `./dev` (see its head for what they do)."""

import argparse
import sys

import odoo_run
import postgres
from common import ROOT, Failure, main, setup_lock


def setup():
    """What all verbs need: configuration and a running database server."""
    with setup_lock():
        odoo_run.write_config()
        postgres.ensure()


def verb_setup(arguments):
    setup()


def verb_test(arguments):
    setup()
    if "--upstream" in arguments:
        from testing import upstream

        return upstream.compare()
    if "--runner" in arguments:
        from testing import runner

        arguments.remove("--runner")
        return runner.test(",".join(arguments))
    from testing import run

    return run.test(arguments)


def verb_db(arguments):
    import db_verbs

    setup()
    return db_verbs.run_verb(arguments)


def verb_shell(arguments):
    import db_verbs

    setup()
    name, *others = arguments or ["?"]
    db_verbs.must_exist(name)
    odoo_run.execute("shell", "-d", name, "--no-http", "--log-level=warn", *others)


def verb_odoo(arguments):
    setup()
    odoo_run.execute(*arguments)


def verb_demo(arguments):
    import demo

    setup()
    return demo.serve(arguments)


def verb_check_install(arguments):
    from checks import install

    setup()
    return install.check(arguments)


def verb_check_upgrade(arguments):
    from checks import upgrade

    setup()
    return upgrade.check(arguments)


def verb_check_python(arguments):
    from checks import oldest_python

    setup()
    return oldest_python.check()


def verb_lint(arguments):
    from checks import lint

    setup()
    return lint.lint()


def verb_fix(arguments):
    from checks import lint

    setup()
    return lint.fix()


def verb_pot(arguments):
    from written import words

    setup()
    return words.write()


def verb_readme(arguments):
    from written import readme

    return readme.write()


def verb_import(arguments):
    import db_verbs

    setup()
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--db")
    known, _others = parser.parse_known_args(arguments)
    if known.db:
        db_verbs.ensure(known.db)
    odoo_run.become(ROOT / "tools" / "import_history.py", *arguments)


def verb_bench(arguments):
    setup()
    odoo_run.become(ROOT / "tools" / "bench.py", *arguments)


def verb_screenshots(arguments):
    import screenshots

    setup()
    return screenshots.take(arguments)


def verb_stop(arguments):
    import demo

    return demo.stop()


def dispatch():
    verb, *arguments = sys.argv[1:]
    function = globals().get(f"verb_{verb.replace('-', '_')}")
    if not function:
        raise Failure(f"unknown verb {verb!r}; ./dev help lists them")
    return function(arguments)


if __name__ == "__main__":
    main(dispatch)
