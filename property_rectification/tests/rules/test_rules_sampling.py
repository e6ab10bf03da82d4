# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...rules import sampling

shares = st.integers(min_value=0, max_value=100)
numbers = st.floats(min_value=0, max_value=1, exclude_max=True)
minor = st.builds(sampling.Case, severity=st.just("s4"), share=shares)
any_case = st.builds(
    sampling.Case,
    severity=st.sampled_from(["s1", "s2", "s3", "s4", None]),
    share=shares,
    chronic=st.booleans(),
)


class TestRulesSampling(BaseCase):
    @given(numbers)
    def test_all_and_none(self, number):
        self.assertTrue(sampling.is_drawn(100, number))
        self.assertFalse(sampling.is_drawn(0, number))

    @given(shares, shares, numbers)
    def test_a_larger_share_draws_no_less(self, one, other, number):
        small, large = sorted((one, other))
        if sampling.is_drawn(small, number):
            self.assertTrue(sampling.is_drawn(large, number))

    @given(shares)
    def test_the_share_is_the_part_that_is_drawn(self, share):
        drawn = sum(sampling.is_drawn(share, n / 1000 + 0.0005) for n in range(1000))
        self.assertEqual(drawn, share * 10)

    @given(st.lists(minor, min_size=1))
    def test_of_several_the_largest_share_counts(self, cases):
        self.assertEqual(sampling.share_of(cases), max(case.share for case in cases))

    @given(st.lists(any_case), st.integers(min_value=1, max_value=9))
    def test_it_is_a_share_only_where_everything_is_minor(self, cases, version):
        share = sampling.share_of(cases, version)
        self.assertTrue(0 <= share <= 100)
        graver = any(case.severity != "s4" or case.chronic for case in cases)
        if graver or version > 1 or not cases:
            self.assertEqual(share, 100)
