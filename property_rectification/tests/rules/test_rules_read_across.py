# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...rules.read_across import (
    Equipment,
    Place,
    compare_equipment,
    compare_places,
    rank,
)

KEYS = st.none() | st.integers(1, 3)
YEARS = st.none() | st.integers(1990, 2002)
PLACES = st.builds(
    Place,
    st.integers(1, 99),
    kind=st.sampled_from(["unit", "plant"]),
    parent=KEYS,
    area=KEYS,
    estate=KEYS,
    year=YEARS,
)
EQUIPMENT = st.builds(
    Equipment,
    st.integers(1, 99),
    model=st.none() | st.sampled_from(["LX 20", " lx  20", "GP", ""]),
    category=KEYS,
    partner=KEYS,
    year=YEARS,
    at=PLACES,
)


class TestReadAcrossRule(BaseCase):
    """Who is like whom does not depend on who asks, nor on the order."""

    @given(one=PLACES, other=PLACES)
    def test_likeness_is_mutual(self, one, other):
        self.assertEqual(compare_places(one, other), compare_places(other, one))

    @given(one=EQUIPMENT, other=EQUIPMENT)
    def test_likeness_of_equipment_is_mutual(self, one, other):
        self.assertEqual(compare_equipment(one, other), compare_equipment(other, one))

    @given(one=PLACES, other=PLACES)
    def test_scores_have_reasons_and_stay_in_bounds(self, one, other):
        alike = compare_places(one, other)
        self.assertEqual(alike is None, one.kind != other.kind)
        if alike:
            self.assertTrue(0 < alike.score <= 100 and alike.reasons)

    @given(origin=EQUIPMENT, others=st.lists(EQUIPMENT))
    def test_what_is_not_known_is_like_nothing(self, origin, others):
        for other in others:
            alike = compare_equipment(origin, other)
            if not (origin.category or origin.partner or (origin.model or "").strip()):
                self.assertIsNone(alike)
            if alike:
                self.assertLessEqual(alike.score, 100)

    @given(
        origins=st.lists(PLACES, min_size=1, max_size=3),
        others=st.lists(PLACES, max_size=30),
        limit=st.integers(0, 9),
    )
    def test_the_first_page_holds_the_best(self, origins, others, limit):
        whole, count = rank(origins, others, compare_places, len(others))
        page, same_count = rank(origins, others, compare_places, limit)
        self.assertEqual(page, whole[:limit])
        self.assertEqual((count, len(whole)), (same_count, count))
        scores = [alike.score for _other, alike in whole]
        self.assertEqual(scores, sorted(scores, reverse=True))

    @given(year=st.integers(1990, 2002))
    def test_nearer_beats_the_same_age(self, year):
        near = Place(1, "unit", parent=1, area=1, estate=1)
        far = Place(2, "unit", parent=2, area=1, estate=1, year=year)
        origin = Place(3, "unit", parent=1, area=1, estate=1, year=year)
        self.assertGreater(
            compare_places(origin, near).score, compare_places(origin, far).score
        )
