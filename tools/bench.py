# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev bench [--scale N] [SUBJECT …]`: speed, queries and memory.

Measures in a throw-away database and prints a table. Exit code 1 when a promise is
not kept.
"""

import argparse
import importlib
import os
import tempfile

import database
import templates
from common import main, say, setup_lock
from measures import Bench

# In this order: importing compares with what creating found.
SUBJECTS = (
    *("creating", "recurring", "importing", "escalating", "listing"),
    "planning",
)


def read_arguments():
    parser = argparse.ArgumentParser(prog="dev bench")
    parser.add_argument(
        "--scale", type=int, default=100_000, help="problems that are listed"
    )
    parser.add_argument(
        "subjects", nargs="*", help=f"of {', '.join(SUBJECTS)}; all by default"
    )
    options = parser.parse_args()
    unknown = set(options.subjects) - set(SUBJECTS)
    if unknown:
        parser.error(f"no such subject: {', '.join(sorted(unknown))}")
    return options


def bench():
    options = read_arguments()
    if "importing" in options.subjects:
        options.subjects.append("creating")
    name = f"pr_bench_{os.getpid()}"
    with setup_lock():
        database.clone(templates.addon(), name)
    try:
        with tempfile.TemporaryDirectory() as directory:
            figures = measure(
                Bench(name, directory, options.scale),
                options.subjects or SUBJECTS,
            )
    finally:
        database.drop(name)
    return show(figures)


def measure(context, subjects):
    figures = []
    for subject in filter(subjects.__contains__, SUBJECTS):
        say(f"measuring: {subject}")
        figures += importlib.import_module(f"measures.{subject}").measure(context)
    return figures


def show(figures):
    """Print the table; returns 1 when a promise is not kept."""
    width = max(len(figure.name) for figure in figures)
    for figure in figures:
        mark = "" if figure.kept else "  MISSED"
        value = f"{figure.value:10,.2f} {figure.unit:20}"
        print(f"{figure.name:{width}} {value} {figure.promise}{mark}".rstrip())
    return 0 if all(figure.kept for figure in figures) else 1


if __name__ == "__main__":
    main(bench)
