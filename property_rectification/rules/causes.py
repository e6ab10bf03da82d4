# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""When an analysis has dug deep enough.

"Human error" explains nothing that could be changed: people err again.  So a verified
why that blames people must be followed by a verified why that names what let it
happen, chosen from the taxonomy of causes.  What was not verified does not count, in
neither direction.

>>> words = ("human error", "careless")
>>> slip = Why(1, statement="Human error of the guard", status="verified")
>>> dead_ends([slip], words)
[1]
>>> gap = Why(2, parent=1, statement="No second look", status="verified", system=True)
>>> dead_ends([slip, gap], words)
[]
"""

import re
import unicodedata
from dataclasses import dataclass

BRANCHES = (
    "people",
    "equipment",
    "material",
    "method",
    "environment",
    "measurement",
)
# A statement of fewer letters beside the word says nothing but the word.
_ENOUGH_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Why:
    """What matters of one node.

    key, parent: keys of the node and of what it explains; blames: its cause of the
    taxonomy is one of people; system: its cause of the taxonomy is another one.
    """

    key: object
    parent: object = None
    statement: str = ""
    status: str = "suspected"
    blames: bool = False
    system: bool = False


def normalise(text):
    """Return a text in small letters, its words apart by single spaces.

    >>> normalise("  Human-ERROR (again)! ")
    'human error again'
    """
    text = unicodedata.normalize("NFKC", text or "").casefold()
    visible = (char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(re.findall(r"[^\W_]+", "".join(visible)))


def split_words(text):
    """Return the words of a list that people have typed, normalised.

    >>> split_words("Human error, careless;\\n粗心、大意 ,,")
    ('human error', 'careless', '粗心', '大意')
    """
    parts = map(normalise, re.split(r"[,;\n，；、]", text or ""))
    return tuple(part for part in parts if part)


def _is_wide(char):
    return unicodedata.east_asian_width(char) in "WF"


def _pattern(word):
    # Languages without spaces have no beginnings of words.
    start = "" if _is_wide(word[0]) else r"\b"
    return start + re.escape(word) + r"\w*" * (not _is_wide(word[-1]))


def _letters(text):
    """Return how much a text says; an ideograph says as much as two letters.

    >>> _letters("the guard"), _letters("保安")
    (8, 4)
    """
    return sum(2 if _is_wide(char) else 1 for char in text if not char.isspace())


def blames_people(why, words):
    """Tell whether a why blames people, by its cause or by its own words.

    A word also stands for the longer ones that begin with it.  Where a system cause
    is chosen the words decide only if the statement has hardly any others.

    :param words: normalised words, see :func:`split_words`

    >>> blames_people(Why(1, statement="Carelessness"), ("careless",))
    True
    >>> blames_people(Why(1, statement="No check stops a human error", system=True),
    ...               ("human error",))
    False
    """
    if why.blames:
        return True
    said = normalise(why.statement)
    rest = said
    for word in filter(None, words):
        rest = re.sub(_pattern(word), " ", rest)
    if rest == said:
        return False
    return not why.system or _letters(rest) < _ENOUGH_LETTERS


def dead_ends(whys, words=()):
    """Return the keys of the verified whys at which an analysis must not end.

    :param whys: the nodes of one analysis, in any order
    :param words: normalised words that blame people
    :return: list of keys, in the order of the nodes

    Takes linear time, and ends even if the nodes go round in a circle.
    """
    verified = {why.key: why for why in whys if why.status == "verified"}
    blaming = {key for key, why in verified.items() if blames_people(why, words)}
    followed = set()
    for key, why in verified.items():
        if why.system and key not in blaming:
            while why and why.key not in followed:
                followed.add(why.key)
                why = verified.get(why.parent)
    return [key for key in verified if key in blaming and key not in followed]


def layers(parents):
    """Return keys in layers: each one after the layer of what it hangs on.

    :param parents: mapping of key to the key it hangs on; one that is no key of the
        mapping is taken to be there already
    :raise ValueError: when keys hang on each other in a circle

    >>> layers({"c": "b", "a": None, "b": "a", "d": 7})
    [['a', 'd'], ['b'], ['c']]
    """
    children = {}
    for key, parent in parents.items():
        children.setdefault(parent if parent in parents else None, []).append(key)
    found, layer = [], children.get(None, [])
    while layer:
        found.append(layer)
        layer = [child for key in layer for child in children.get(key, ())]
    if sum(map(len, found)) < len(parents):
        raise ValueError("in a circle")
    return found
