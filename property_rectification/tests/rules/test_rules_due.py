# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...rules import due

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
WEEK_STARTS = st.integers(1, 7)


class TestRulesDue(BaseCase):
    @given(DAYS, WEEK_STARTS)
    def test_every_day_is_in_one_bucket(self, today, week_start):
        spans = list(due.spans(today, week_start).values())
        self.assertEqual(spans[0][0], None)
        self.assertEqual(spans[-1][1], None)
        for (_first, last), (first, _last) in zip(spans, spans[1:], strict=False):
            self.assertEqual(first, last + timedelta(days=1))

    @given(DAYS, WEEK_STARTS, st.integers(-400, 400))
    def test_a_day_is_within_its_bucket(self, today, week_start, days):
        day = today + timedelta(days=days)
        name = due.bucket(day, today, week_start)
        first, last = due.spans(today, week_start)[name]
        self.assertTrue((not first or first <= day) and (not last or day <= last))
        self.assertEqual(name == due.LATE, days < 0)
        self.assertEqual(name == due.TODAY, days == 0)

    @given(DAYS, WEEK_STARTS)
    def test_weeks_begin_on_their_day(self, today, week_start):
        first, last = due.spans(today, week_start)["next_week"]
        self.assertEqual(first.isoweekday(), week_start)
        self.assertEqual((last - first).days, 6)
        self.assertTrue(1 <= (first - today).days <= 7)

    def test_what_has_no_date(self):
        self.assertEqual(due.bucket(None, date(2026, 3, 2)), due.UNDATED)
