# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...rules import hotspot

GROUPINGS = [
    positions for size in range(4) for positions in combinations(range(3), size)
]
# Building, type, month; the building is the area.
CELLS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.sampled_from("xy"), st.integers(1, 3)),
    st.integers(1, 9),
    min_size=1,
)


class TestRulesHotspot(BaseCase):
    @given(CELLS, st.permutations(GROUPINGS))
    def test_every_table_is_the_sum_of_its_cells(self, counts, groupings):
        cells = {key: ((count, 1), 1 << key[0]) for key, count in counts.items()}
        tables = hotspot.add_up(cells, groupings)
        for positions, table in zip(groupings, tables, strict=True):
            for key, (figures, areas) in table.items():
                inside = {
                    cell: count
                    for cell, count in counts.items()
                    if tuple(cell[position] for position in positions) == key
                }
                self.assertEqual(figures, (sum(inside.values()), len(inside)))
                self.assertEqual(areas, sum({1 << cell[0] for cell in inside}))
            total = sum(figures[0] for figures, _areas in table.values())
            self.assertEqual(total, sum(counts.values()))

    @given(st.sets(st.integers(0, 9)))
    def test_each_area_adds_its_homes_once(self, areas):
        homes = [2**number for number in range(10)]
        bits = sum(1 << area for area in areas)
        self.assertEqual(hotspot.homes_of(bits, homes), sum(homes[a] for a in areas))

    def test_no_rate_where_nobody_lives(self):
        self.assertIsNone(hotspot.per_100_homes(3, 0))
        self.assertEqual(hotspot.per_100_homes(3, 12), 25)
