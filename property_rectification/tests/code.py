# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The code of these add-ons as its syntax tree: for tests of how the house is built."""

import ast
from pathlib import Path

MAIN = Path(__file__).resolve().parents[1]
# Where classes of models are defined.
_MODEL_FOLDERS = ("models", "report", "wizard")
# The folders that are divided into rooms.
LAYERS = ("models", "controllers", "wizard", "report", "views", "data", "security")
# The rooms of main in an order in which they can be loaded, and whose floor each
# stands on: it may touch those, and what they may touch.
HOUSE = {
    "base": (),
    "place": ("base",),
    "problem": ("place",),
    "plan": ("problem",),
    "verification": ("plan",),
    "maintenance": ("plan",),
    "response": ("verification",),
    "incident": ("response",),
    "recurrence": ("response",),
    "owner": ("verification", "incident"),
    "contractor": ("owner",),
    "emergency": ("owner",),
    "prevention": ("recurrence", "owner"),
    "people": ("prevention",),
    "work": ("maintenance", "contractor", "emergency", "people"),
}
# What lies in no room, and whose it is.
_ROOMLESS = {
    "security/property_rectification_groups.xml": "base",
    "views/property_rectification_menus.xml": "work",
}
# Names that are ours and mean something else as well, each in only one room.
COMMON_NAMES = frozenset(
    {"change", "choice", "errors", "file", "minutes", "report", "title", "unit", "when"}
    # The end of names; what the rules ask for.
    | {"_at", "followup_days"}
)


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
    names = _get_names(node)
    return names.get("_name") or names.get("_inherit")


def _get_names(node):
    return {
        target.id: ast.literal_eval(statement.value)
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name) and target.id in ("_name", "_inherit")
    }


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


def new_model(node):
    """Return the model that a class defines, None where it extends one."""
    names = _get_names(node)
    inherited = names.get("_inherit", ())
    is_new = names.get("_name") not in (inherited, *inherited)
    return names.get("_name") if is_new else None


def field_names(node):
    """Return the names of the fields that a class defines."""
    return {
        target.id
        for statement in node.body
        if isinstance(statement, ast.Assign) and _is_field(statement.value)
        for target in statement.targets
    }


def _is_field(value):
    if not isinstance(value, ast.Call):
        return False
    function = value.func
    if isinstance(function, ast.Attribute):
        return getattr(function.value, "id", None) == "fields"
    return getattr(function, "id", None) == "NullableFloat"


def get_prose(tree):
    """Return the constants that are written for people: docstrings and messages."""
    prose = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            prose.add(node.value)
        elif isinstance(node, ast.Call):
            if getattr(node.func, "attr", None) == "_":
                prose.update(node.args)
            prose.update(k.value for k in node.keywords if k.arg in ("string", "help"))
    return prose


# ------------------------------------------------------------------
# The house
# ------------------------------------------------------------------


def get_reach(addons, rooms):
    """Return what each part may touch: rooms of main, and annexes as a whole.

    What lies in no room, such as the rules and the tools, is open to all.
    """
    reach = {}
    for room, floor in rooms.items():
        reach[room] = {room, None}.union(*(reach[below] for below in floor))
    for annex in addons[1:]:
        depends = read_manifest(annex)["depends"]
        reach[annex.name] = {annex.name, None, *rooms, *depends}
    return reach


def read_manifest(addon):
    return ast.literal_eval((addon / "__manifest__.py").read_text())


def get_room(addon, path):
    """Return the room that a file lies in, or None."""
    inside = path.relative_to(addon)
    if inside.parts[0] in LAYERS and len(inside.parts) > 2:
        return inside.parts[1]
    return _ROOMLESS.get(inside.as_posix())


def is_product(addon, path):
    """Tell whether a file is part of what an add-on does, not of how it is tested."""
    return path.relative_to(addon).parts[0] not in ("tests", "static", "i18n")


def imported_names(path):
    """Return the names that a package imports from itself, in their order."""
    return [
        alias.name
        for node in parse(path).body
        if isinstance(node, ast.ImportFrom) and node.level == 1
        for alias in node.names
    ]
