# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What one part of the house knows about another, read from the code itself.

A part is a room of main, or an annex as a whole.
"""

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from . import code

# What of a record is for people to read: no name of ours is meant there.
_PROSE = frozenset(
    {"string", "help", "placeholder", "confirm", "title", "class", "style", "href"}
    | {"aria-label", "data-tooltip", "data-hotkey", "icon", "id", "alt", "for"}
)
_PROSE_FIELDS = frozenset({"name", "help", "description", "summary", "subject"})
_RECORDS = frozenset({"record", "template", "menuitem"})
_WORD = re.compile(r"[A-Za-z_]\w*")
_PATH = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
_MODEL = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")


class File(NamedTuple):
    """A file of an add-on; the part is None where it lies in no room."""

    addon: Path
    part: str | None
    path: Path


class House:
    """The parts of some add-ons, what each of them defines and what it uses.

    :param addons: folders of add-ons, main first
    :param rooms: dict of rooms of main to the rooms that they stand on
    :param foreign: names of fields and methods that are not only ours
    """

    def __init__(self, addons, rooms, foreign=()):
        self._reach = code.get_reach(addons, rooms)
        self._foreign = foreign
        self._names = defaultdict(set)
        self._models = {}
        self._xmlids = defaultdict(set)
        self._files = [*self._walk(addons)]
        self._parts = {file.path: file.part for file in self._files}
        for file in self._files:
            if file.path.suffix == ".py":
                self._learn_python(file)
            else:
                self._learn_xml(file)

    def _walk(self, addons):
        for addon in addons:
            for path in sorted(addon.rglob("*")):
                if path.suffix in (".py", ".xml") and code.is_product(addon, path):
                    is_annex = addon != addons[0]
                    part = addon.name if is_annex else code.get_room(addon, path)
                    yield File(addon, part, path)

    def find_arrows(self):
        """Return a line for each name of a part that is used where it must not be."""
        lines = {}
        for file in self._files:
            read = self._read_python if file.path.suffix == ".py" else self._read_xml
            reach = self._reach.get(file.part)
            for line, name, parts in read(file) if reach else ():
                if parts and not parts & reach:
                    where = file.path.relative_to(file.addon.parent)
                    room = " or ".join(sorted(parts))
                    lines[f"{where}:{line}: {name} is of room {room}"] = None
        return list(lines)

    # ------------------------------------------------------------------
    # What each part defines
    # ------------------------------------------------------------------

    def _learn_python(self, file):
        for node in code.parse(file.path).body:
            if isinstance(node, ast.ClassDef):
                for name in {*code.methods(node), *code.field_names(node)}:
                    self._names[name].add(file.part)
                if model := code.new_model(node):
                    self._models[model] = file.part

    def _learn_xml(self, file):
        for node in _get_elements(file.path):
            if node.tag in _RECORDS and (xmlid := node.get("id")):
                self._xmlids[xmlid.rpartition(".")[2]].add(file.part)

    # ------------------------------------------------------------------
    # What each part uses: (line, name, the parts that define it)
    # ------------------------------------------------------------------

    def _read_python(self, file):
        tree = code.parse(file.path)
        prose = code.get_prose(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                yield node.lineno, node.module, self._get_imported(file.path, node)
            elif isinstance(node, ast.Attribute):
                yield node.lineno, node.attr, self._get_definers(node.attr)
            elif isinstance(node, ast.Constant) and node not in prose:
                if isinstance(node.value, str):
                    yield from self._read_text(node.lineno, node.value)

    def _get_imported(self, path, node):
        folder = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
        files = (folder.with_suffix(".py"), folder / "__init__.py")
        return {self._parts[file] for file in files if file in self._parts}

    def _read_xml(self, file):
        for node in _get_elements(file.path):
            for key, value in node.attrib.items():
                if key not in _PROSE:
                    yield from self._read_text(node.sourceline, value)
            if node.tag == "field" and node.get("name") not in _PROSE_FIELDS:
                yield from self._read_text(node.sourceline, (node.text or "").strip())

    def _read_text(self, line, text):
        """Yield what a string may name: models, external ids, fields and methods.

        A word without an underscore may be one of any language: it is a name only
        where it is all of the string, or a step of a path.
        """
        for model in _MODEL.findall(text):
            yield line, model, self._get_part_of_model(model)
        is_path = bool(_PATH.fullmatch(text))
        for word in _WORD.findall(text):
            if is_path or "_" in word:
                yield line, word, self._get_definers(word)
                yield line, word, self._xmlids.get(word)
            if "_" in word:
                table = word.removeprefix("model_").replace("_", ".")
                yield line, word, self._get_part_of_model(table)

    def _get_definers(self, name):
        return None if name in self._foreign else self._names.get(name)

    def _get_part_of_model(self, model):
        return {self._models[model]} if model in self._models else None


def _get_elements(path):
    return etree.parse(str(path)).getroot().iter("*")
