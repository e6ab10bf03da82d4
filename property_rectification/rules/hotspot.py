# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Adding up counts of problems, from small cells to any table of places and months.

Areas (buildings) are bits of a number: so it is known of which ones a sum is made, and
each adds its homes once.

>>> cells = {("A", "May"): ((2,), 0b01), ("B", "May"): ((1,), 0b10)}
>>> by_month, total = add_up(cells, [(1,), ()])
>>> by_month, total
({('May',): ((3,), 3)}, {(): ((3,), 3)})
>>> per_100_homes(3, homes_of(3, [40, 20]))
5.0
"""

from operator import add


def add_up(cells, groupings):
    """Add figures up, each grouping from the smallest one that has all it needs.

    :param cells: dict of key to (figures, areas): tuples of the same length, and a
        number with a bit for each area
    :param groupings: tuples of positions in the key of a cell
    :return: list of such dicts, one a grouping
    """
    found = {}
    whole = tuple(range(len(next(iter(cells), ()))))
    for wanted in sorted({*groupings}, key=len, reverse=True):
        fitting = [(len(found[had]), had) for had in found if {*wanted} <= {*had}]
        source = min(fitting, default=(0, whole))[1]
        places = [source.index(position) for position in wanted]
        found[wanted] = _add_up(found.get(source, cells), places)
    return [found[grouping] for grouping in groupings]


def _add_up(cells, places):
    sums = {}
    for key, (figures, areas) in cells.items():
        key = tuple([key[place] for place in places])
        if key in sums:
            before, others = sums[key]
            sums[key] = (tuple(map(add, before, figures)), others | areas)
        else:
            sums[key] = (figures, areas)
    return sums


def homes_of(areas, homes):
    """Return how many homes some areas have.

    :param areas: number with a bit for each area
    :param homes: list of counts, by bit
    """
    total = 0
    while areas:
        lowest = areas & -areas
        total += homes[lowest.bit_length() - 1]
        areas ^= lowest
    return total


def per_100_homes(count, homes):
    """Return the problems for each 100 homes, None where nobody lives."""
    return 100.0 * count / homes if homes else None
