# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The examples in the docstrings of rules, as tests that every runner finds."""

import doctest
import importlib
import pkgutil


def add_doctests(case, package):
    """Give a test case one test for each docstring with examples in a package.

    :param case: class of tests
    :param package: name of the package, its modules included
    """
    rules = importlib.import_module(package)
    for info in pkgutil.iter_modules(rules.__path__):
        module = importlib.import_module(f"{package}.{info.name}")
        for found in doctest.DocTestFinder(exclude_empty=True).find(module, info.name):
            if found.examples:
                name = f"test_{found.name.replace('.', '_')}"
                setattr(case, name, _as_method(found, name))


def _as_method(found, name):
    def run(self):
        told = []
        runner = doctest.DocTestRunner(verbose=False)
        runner.run(found, out=told.append, clear_globs=False)
        self.assertFalse(runner.failures, "".join(told))

    run.__name__ = name
    return run
