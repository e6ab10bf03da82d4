# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev bench [--scale N]`: speed, queries and memory.

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
SUBJECTS = ("creating", "importing")


def read_arguments():
    parser = argparse.ArgumentParser(prog="dev bench")
    parser.add_argument("--scale", type=float, default=1, help="times the usual size")
    return parser.parse_args()


def bench():
    scale = read_arguments().scale
    name = f"pr_bench_{os.getpid()}"
    with setup_lock():
        database.clone(templates.addon(), name)
    try:
        with tempfile.TemporaryDirectory() as directory:
            figures = measure(Bench(name, directory, scale))
    finally:
        database.drop(name)
    return show(figures)


def measure(context):
    figures = []
    for subject in SUBJECTS:
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
