# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Load everything with the Python that runs this program.

usage: load_all.py compile FILE…    compile the files
       load_all.py rules ADD-ON…    load the rules without Odoo, run their doctests
       load_all.py odoo ADD-ON…     load every module of the add-ons with Odoo
"""

import doctest
import importlib
import pkgutil
import sys
import traceback
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_told = set()


def load_files(paths):
    """Compile; returns the number of files that do not."""
    return sum(not _works(_compile, Path(path)) for path in paths)


def load_rules(names):
    """Import `rules/` of the add-ons as if Odoo had found them; run their doctests."""
    _package("odoo", [])
    _package("odoo.addons", [str(ROOT)])
    for name in names:
        # Not the add-on's own __init__.py: that one loads models.
        _package(f"odoo.addons.{name}", [str(ROOT / name)])
    having = [name for name in names if (ROOT / name / "rules").is_dir()]
    return _load_each([f"odoo.addons.{name}.rules" for name in having], _doctest)


def load_with_odoo(names):
    """Import all modules of the add-ons, which Odoo finds through its configuration."""
    import odoo.modules.module
    import odoo.tools

    odoo.tools.config.parse_config([], setup_logging=False)
    odoo.modules.module.initialize_sys_path()
    return _load_each([f"odoo.addons.{name}" for name in names], lambda module: None)


def _compile(path):
    compile(path.read_bytes(), str(path), "exec")


def _package(name, path):
    package = types.ModuleType(name)
    package.__path__ = path
    sys.modules[name] = package


def _load_each(packages, then):
    failures = count = 0
    for package in packages:
        for name in _modules(package):
            failures += not _works(_load, name, then)
            count += 1
    print(f"{count} modules loaded, {failures} failed")
    return failures


def _modules(package):
    """Names of a package and of all that is in it, the package first."""
    yield package
    directory = ROOT.joinpath(*package.split(".")[2:])
    for found in pkgutil.iter_modules([str(directory)], f"{package}."):
        if found.ispkg:
            yield from _modules(found.name)
        else:
            yield found.name


def _load(name, then):
    then(importlib.import_module(name))


def _doctest(module):
    failed, _tried = doctest.testmod(module)
    if failed:
        raise AssertionError(f"{module.__name__}: {failed} doctests failed")


def _works(function, *arguments):
    """Whether it raises nothing; what it raises is told once, also where it recurs."""
    try:
        function(*arguments)
    except Exception:
        told = traceback.format_exc(limit=-2)
        if told not in _told:
            _told.add(told)
            print(told, file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    kinds = {"compile": load_files, "rules": load_rules, "odoo": load_with_odoo}
    sys.exit(1 if kinds[sys.argv[1]](sys.argv[2:]) else 0)
