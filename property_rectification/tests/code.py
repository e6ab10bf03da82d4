# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The code of these add-ons as its syntax tree: for tests of how the house is built."""

import ast
from pathlib import Path

MAIN = Path(__file__).resolve().parents[1]
# Where classes of models are defined.
_MODEL_FOLDERS = ("models", "report", "wizard")


def addons():
    """Return the folders of main and of the annexes that lie beside it."""
    annexes = sorted(MAIN.parent.glob(f"{MAIN.name}_*/__manifest__.py"))
    return [MAIN, *(manifest.parent for manifest in annexes)]


def parse(path):
    return ast.parse(path.read_text(), str(path))


def model_classes(addon):
    """Yield (path, class, name of the model) of an add-on, in the order of loading."""
    for folder in _MODEL_FOLDERS:
        for path in _imported_files(addon / folder):
            for node in parse(path).body:
                if isinstance(node, ast.ClassDef) and (name := model_name(node)):
                    yield path, node, name


def _imported_files(package):
    """Yield the files of a package in the order in which its `__init__.py` has them."""
    path = package / "__init__.py"
    names = [
        alias.name
        for node in (parse(path).body if path.exists() else ())
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    for name in names:
        if (package / name).is_dir():
            yield from _imported_files(package / name)
        else:
            yield package / f"{name}.py"


def model_name(node):
    """Return the model that a class is, by `_name` or else by its one `_inherit`."""
    values = {
        target.id: ast.literal_eval(statement.value)
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name) and target.id in ("_name", "_inherit")
    }
    return values.get("_name") or values.get("_inherit")


def methods(node):
    """Return the methods that a class defines, by name."""
    return {
        statement.name: statement
        for statement in node.body
        if isinstance(statement, ast.FunctionDef)
    }


def calls_super(function):
    return any(
        isinstance(node, ast.Name) and node.id == "super" for node in ast.walk(function)
    )


def is_hook(function):
    """Tell whether a method is marked by one of the decorators of ``tools.hooks``."""
    return any("hooks." in ast.unparse(mark) for mark in function.decorator_list)
