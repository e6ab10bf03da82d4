# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What a verification looks at, point by point, and what keeps it from a pass.

>>> gap(Point()), gap(Point("no")), gap(Point("yes"))
('unanswered', 'failed', None)
"""

from dataclasses import dataclass

ANSWERS = ("yes", "no", "na")


@dataclass(frozen=True)
class Point:
    """One thing to look at.  answer: one of :data:`ANSWERS`, None while open."""

    answer: str | None = None
    needs_photo: bool = False
    has_photo: bool = False
    has_remark: bool = False


def gap(point):
    """Return the code of what keeps a point from a pass, or None for nothing.

    What does not apply needs no photo, but a word on why it does not: otherwise a
    list could be passed without a look at anything.

    >>> gap(Point("yes", needs_photo=True)), gap(Point("na", needs_photo=True))
    ('photo', 'why_not')
    >>> gap(Point("na", needs_photo=True, has_remark=True)) is None
    True
    """
    if point.answer not in ANSWERS:
        return "unanswered"
    if point.answer == "no":
        return "failed"
    if point.answer == "na":
        return None if point.has_remark else "why_not"
    return "photo" if point.needs_photo and not point.has_photo else None


def merge(items):
    """Return the indexes of some items without those that ask the same again.

    Several lists may ask for the same thing: it is asked once, with a photo when one
    of them wants it.

    :param items: list of (wording, needs photo), in the order of the lists
    :return: list of (index, needs photo)

    >>> merge([("Is it dry?", False), ("Is it clean?", False), ("is it dry? ", True)])
    [(0, True), (1, False)]
    """
    found = {}
    for index, (wording, needs_photo) in enumerate(items):
        key = " ".join(wording.split()).casefold()
        first, needed = found.get(key, (index, False))
        found[key] = first, needed or needs_photo
    return list(found.values())
