# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What one part of the house knows about another, read from the code itself."""

import ast
import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from . import code

# What of a record is for people to read: no name of ours is meant there.
_PROSE = frozenset(
    {"string", "help", "placeholder", "confirm", "title", "class", "style", "href"}
    | {"aria-label", "data-tooltip", "data-hotkey", "icon", "id", "alt", "for"}
)
_PROSE_FIELDS = frozenset({"name", "help", "description", "summary", "subject"})
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_DOTTED = re.compile(r"[A-Za-z_][\w]*(\.[A-Za-z_]\w*)*")
_MODEL = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")


@dataclass(frozen=True)
class Use:
    """Where a name stands in the code."""

    path: object
    line: int
    name: str


class House:
    """The parts of the add-ons, what each defines and what each uses.

    :param foreign: names of fields and methods that are not only ours
    """

    def __init__(self, foreign=()):
        self._foreign = frozenset(foreign) | code.COMMON_WORDS
        self._reach = code.get_reach()
        self._names = defaultdict(set)
        self._models = {}
        self._xmlids = defaultdict(set)
        self._files = [*self._walk()]
        for addon, part, path in self._files:
            if path.suffix == ".py":
                self._learn_python(part, path)
            elif path.suffix == ".xml":
                self._learn_xml(addon, part, path)

    def _walk(self):
        for addon in code.addons():
            for path in sorted(addon.rglob("*")):
                if path.suffix in (".py", ".xml") and code.is_product(addon, path):
                    yield addon, code.get_part(addon, path), path

    # ------------------------------------------------------------------
    # What each part defines
    # ------------------------------------------------------------------

    def _learn_python(self, part, path):
        for node in code.parse(path).body:
            if not isinstance(node, ast.ClassDef):
                continue
            model = code.model_name(node)
            if model:
                self._models[model] = part
            for name in {*code.methods(node), *code.field_names(node)}:
                self._names[name].add(part)

    def _learn_xml(self, addon, part, path):
        for node in etree.parse(str(path)).getroot().iter("*"):
            if xmlid := node.tag != "t" and node.get("id"):
                if node.tag in ("record", "template", "menuitem"):
                    self._xmlids[f"{addon.name}.{xmlid.split('.')[-1]}"].add(part)

    # ------------------------------------------------------------------
    # What each part uses
    # ------------------------------------------------------------------

    def find_arrows(self):
        """Return a line for each name of a part that another one may not touch."""
        lines = {}
        for addon, part, path in self._files:
            if part not in self._reach:
                continue
            read = self._read_python if path.suffix == ".py" else self._read_xml
            for use, rooms in read(addon, path):
                if rooms and not rooms & self._reach[part]:
                    where = use.path.relative_to(addon.parent)
                    room = " or ".join(sorted(rooms))
                    lines[f"{where}:{use.line}: {use.name} is of room {room}"] = None
        return list(lines)

    def _read_python(self, addon, path):
        tree = code.parse(path)
        prose = code.get_prose(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                yield self._get_import(addon, path, node)
            elif isinstance(node, ast.Attribute):
                use = Use(path, node.lineno, node.attr)
                yield use, self._get_rooms_of_name(node.attr)
            elif isinstance(node, ast.Constant) and node not in prose:
                if isinstance(node.value, str):
                    yield from self._read_text(addon, path, node.lineno, node.value)

    def _get_import(self, addon, path, node):
        folder = path.parents[node.level - 1]
        target = folder.joinpath(*(node.module or "").split("."))
        files = [target.with_suffix(".py"), target / "__init__.py"]
        known = {file: part for _addon, part, file in self._files}
        rooms = {known[file] for file in files if file in known}
        return Use(path, node.lineno, node.module), rooms & set(self._reach)

    def _read_text(self, addon, path, line, text):
        """Yield what a string may name: models, external ids, fields and methods."""
        for model in _MODEL.findall(text):
            if model in self._models:
                yield Use(path, line, model), {self._models[model]}
        is_name = bool(_DOTTED.fullmatch(text))
        for word in _WORD.findall(text):
            if is_name or "_" in word:
                use = Use(path, line, word)
                yield use, self._get_rooms_of_name(word)
                yield use, self._get_rooms_of_table(word)
                yield use, self._xmlids.get(f"{addon.name}.{word}", set())

    def _get_rooms_of_name(self, name):
        return set() if name in self._foreign else self._names.get(name, set())

    def _get_rooms_of_table(self, name):
        room = self._models.get(name.replace("_", "."))
        return {room} if room and "_" in name else set()

    def _read_xml(self, addon, path):
        for node in etree.parse(str(path)).getroot().iter("*"):
            for key, value in node.attrib.items():
                if key not in _PROSE:
                    yield from self._read_text(addon, path, node.sourceline, value)
            is_prose = node.tag != "field" or node.get("name") in _PROSE_FIELDS
            if not is_prose and (node.text or "").strip():
                text = node.text.strip()
                yield from self._read_text(addon, path, node.sourceline, text)
