# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Where else could it be?  How similar a place or an equipment is to where it was.

Places are of the same kind: those of the same name first, such as all lift machine
rooms, then the nearest, then those of the same age.
Equipment is of the same model, category or supplier, then of the same age, then near.

>>> flat = Place(1, kind="unit", parent=10, area=20, estate=30, year=1974)
>>> next_door = Place(2, kind="unit", parent=10, area=20, estate=30)
>>> house_of_same_age = Place(3, "unit", parent=11, area=21, estate=30, year=1976)
>>> compare_places(flat, next_door)
Similarity(score=45, reasons=('same_parent',))
>>> compare_places(flat, house_of_same_age)
Similarity(score=20, reasons=('same_estate', 'same_age'))
>>> compare_places(flat, Place(4, "unit", estate=30, name="Flat 1")).score
15
>>> shafts = [Place(key, "plant", estate=30, name="Lift shaft") for key in (5, 6)]
>>> compare_places(*shafts).reasons
('same_name', 'same_estate')
>>> compare_places(flat, Place(4, "plant", parent=10, area=20, estate=30)) is None
True
>>> pump = Equipment(1, model="LX 20", category=5, partner=8, year=2015)
>>> compare_equipment(pump, Equipment(2, model="lx 20 ", category=5, year=2021))
Similarity(score=75, reasons=('same_model', 'same_category'))
>>> compare_equipment(pump, Equipment(3, category=6)) is None
True
"""

from dataclasses import dataclass
from heapq import nlargest

# A name that several places share says what they are.
_SAME_NAME = 45
# Nearer always beats the same age, and a same model any other likeness of equipment.
_NEAR = (
    ("same_parent", "parent", 45),
    ("same_area", "area", 30),
    ("same_estate", "estate", 15),
)
_ANYWHERE = 5
_LIKENESS = (
    ("same_model", "model", 50),
    ("same_category", "category", 25),
    ("same_partner", "partner", 12),
)
_SAME_AGE = {"place": 5, "equipment": 6}
# So many years apart is the same age.
_YEARS_OF_PLACES = 5
_YEARS_OF_EQUIPMENT = 2
_NEAR_EQUIPMENT = {"same_parent": 5, "same_area": 3, "same_estate": 2}


@dataclass(frozen=True, slots=True)
class Place:
    """What matters of a place: keys, or None where it is not known.

    key: itself; parent: the place around it; area: its building; estate: the
    outermost place; year: when it was built; name: alone, without the places around.
    """

    key: int | None
    kind: str | None = None
    parent: int | None = None
    area: int | None = None
    estate: int | None = None
    year: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Equipment:
    """What matters of an equipment; year: when it came into use; at: its place."""

    key: int
    model: str | None = None
    category: int | None = None
    partner: int | None = None
    year: int | None = None
    at: Place = Place(None)


@dataclass(frozen=True, slots=True)
class Similarity:
    """How similar, of 100, and why: codes, the strongest reason first."""

    score: int
    reasons: tuple


def compare_places(origin, other):
    """Return the :class:`Similarity` of two places, None when they have none."""
    if origin.kind != other.kind:
        return None
    near, score = _get_nearness(origin, other)
    reasons = [near or "same_company"]
    score = score or _ANYWHERE
    if _is_same(_normalise(origin.name), _normalise(other.name)):
        reasons.insert(0, "same_name")
        score += _SAME_NAME
    if _is_same_age(origin.year, other.year, _YEARS_OF_PLACES):
        reasons.append("same_age")
        score += _SAME_AGE["place"]
    return Similarity(score, tuple(reasons))


def compare_equipment(origin, other):
    """Return the :class:`Similarity` of two equipments, None when they have none."""
    likeness = [
        (reason, points)
        for reason, name, points in _LIKENESS
        if _is_same(_normalise(getattr(origin, name)), _normalise(getattr(other, name)))
    ]
    if not likeness:
        return None
    reasons = [reason for reason, _points in likeness]
    score = sum(points for _reason, points in likeness)
    if _is_same_age(origin.year, other.year, _YEARS_OF_EQUIPMENT):
        reasons.append("same_age")
        score += _SAME_AGE["equipment"]
    near, _score = _get_nearness(origin.at, other.at)
    if near:
        reasons.append(near)
        score += _NEAR_EQUIPMENT[near]
    return Similarity(score, tuple(reasons))


def rank(origins, others, compare, limit):
    """Return the most similar of many, each with its best :class:`Similarity`.

    :param origins: what is known to have it, in one company
    :param others: candidates; those that are similar to none are left out
    :param compare: :func:`compare_places` or :func:`compare_equipment`
    :param limit: how many at most
    :return: (list of (other, similarity) in order, number of all that are similar)
    """
    similar = []
    for number, other in enumerate(others):
        found = [s for s in (compare(origin, other) for origin in origins) if s]
        if found:
            best = max(found, key=lambda similarity: similarity.score)
            # The first of equals comes first, as the candidates did.
            similar.append((best.score, -number, other, best))
    best = nlargest(limit, similar, key=lambda entry: entry[:2])
    return [(other, similarity) for *_rank, other, similarity in best], len(similar)


def _get_nearness(origin, other):
    for reason, name, score in _NEAR:
        if _is_same(getattr(origin, name), getattr(other, name)):
            return reason, score
    return None, 0


def _is_same(one, other):
    """What is not known is like nothing."""
    return bool(one) and one == other


def _normalise(value):
    """Models are typed by hand: letter case and spaces make no difference."""
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


def _is_same_age(one, other, years):
    return bool(one and other) and abs(one - other) <= years
