# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...rules.recurrence import (
    CHRONIC_FROM,
    OPEN,
    RETURN,
    Link,
    Report,
    chronic_pairs,
    follow,
    judge,
)

START = datetime(2026, 1, 1)
DAY = timedelta(days=1)
# Place 1 holds 2 and 3, and 2 holds 4.
PARENTS = {1: None, 2: 1, 3: 1, 4: 2}


@st.composite
def histories(draw, max_size=14):
    """A few reports, close together, in order of time."""
    reports = []
    hours = sorted(draw(st.lists(st.integers(0, 24 * 12), max_size=max_size)))
    for key, hour in enumerate(hours, start=1):
        place = draw(st.sampled_from([None, *PARENTS]))
        opened = START + timedelta(hours=hour)
        length = draw(st.none() | st.integers(0, 24 * 6))
        reports.append(
            Report(
                key,
                opened,
                None if length is None else opened + timedelta(hours=length),
                company=draw(st.sampled_from([1, 1, 1, 2])),
                place=place,
                parent=PARENTS.get(place),
                type=draw(st.sampled_from([None, 1, 1, 2])),
                equipment=draw(st.sampled_from([None, None, 1])),
                days=draw(st.integers(0, 4)),
                refused=draw(st.frozensets(st.integers(1, max(key - 1, 1)))),
            )
        )
    return reports


def is_same(one, other):
    """The rule in words: the same type nearby, or the same equipment."""
    if one.company != other.company:
        return False
    if one.equipment and one.equipment == other.equipment:
        return True
    near = {one.place, one.parent} if one.place else set()
    near |= {place for place, parent in PARENTS.items() if parent == one.place}
    of_type = one.type is not None and one.type == other.type
    return bool(one.place and of_type and other.place in near - {None})


def brute_force(reports):
    """Compare every report with every earlier one."""
    counts, links = {}, []
    for index, report in enumerate(reports):
        candidates = [
            (other.closed or datetime.max, position, other)
            for position, other in enumerate(reports[:index])
            if is_same(report, other) and other.key not in report.refused
        ]
        link = None
        if candidates:
            end, _position, other = max(candidates, key=lambda c: (c[0], c[1]))
            count = counts[other.key] + 1
            if end > report.opened:
                link = Link(other.key, OPEN, count)
            elif (report.opened - end).days <= report.days:
                link = Link(other.key, RETURN, count, (report.opened - end).days)
        counts[report.key] = link.count if link else 1
        links.append(link)
    return links


def links_of(reports):
    most = max((len(report.refused) for report in reports), default=0)
    return [link for _report, link in follow(reports, most)]


class TestFollow(BaseCase):
    @given(histories())
    def test_as_if_each_were_compared_with_all(self, reports):
        self.assertEqual(links_of(reports), brute_force(reports))

    @given(histories())
    def test_one_by_one_is_the_same_as_all_at_once(self, reports):
        decided = []
        for report, link in zip(reports, links_of(reports), strict=True):
            self.assertEqual(judge(report, decided[::-1]), link)
            decided.append(replace(report, count=link.count if link else 1))

    @given(histories())
    def test_an_open_one_comes_before_any_that_is_closed(self, reports):
        ends = {report.key: report.closed for report in reports}
        for report, link in zip(reports, links_of(reports), strict=True):
            if link and link.kind == RETURN:
                self.assertLessEqual(ends[link.earlier], report.opened)
                self.assertLessEqual(link.days, report.days)
            elif link:
                end = ends[link.earlier]
                self.assertTrue(end is None or end > report.opened)

    @given(histories())
    def test_a_chain_goes_back_in_time_and_is_counted(self, reports):
        counts = {}
        position = {report.key: index for index, report in enumerate(reports)}
        for report, link in zip(reports, links_of(reports), strict=True):
            counts[report.key] = link.count if link else 1
            if link:
                self.assertLess(position[link.earlier], position[report.key])
                self.assertEqual(link.count, counts[link.earlier] + 1)
                self.assertNotIn(link.earlier, report.refused)

    @given(histories(), st.integers(0, 4))
    def test_more_days_find_no_less(self, reports, more):
        longer = [replace(report, days=report.days + more) for report in reports]
        for link, other in zip(links_of(reports), links_of(longer), strict=True):
            self.assertTrue(link is None or other.earlier == link.earlier)

    def test_out_of_order_is_refused(self):
        late, early = Report(1, START + DAY), Report(2, START)
        with self.assertRaises(ValueError):
            list(follow([late, early]))

    def test_reads_no_further_than_it_has_to(self):
        def endless():
            key = 0
            while True:
                key += 1
                yield Report(key, START + key * DAY, place=1, type=1)

        links = follow(endless())
        self.assertEqual([next(links)[1] for _ in range(2)][1], Link(1, OPEN, 2))

    def test_decided_ones_are_only_remembered(self):
        decided = Report(1, START, place=1, type=1, count=4)
        new = Report(2, START + DAY, place=1, type=1)
        self.assertEqual(links_of([decided, new]), [None, Link(1, OPEN, 5)])


class TestBorders(BaseCase):
    def _link(self, opened, **vals):
        """Return the link to one that was open for the first day."""
        earlier = Report(1, START, START + DAY, place=1, type=1)
        return judge(Report(2, opened, **{"place": 1, "type": 1, **vals}), [earlier])

    def test_closed_at_the_very_moment_is_a_return(self):
        self.assertEqual(self._link(START + DAY), Link(1, RETURN, 2, 0))
        before = START + DAY - timedelta(seconds=1)
        self.assertEqual(self._link(before), Link(1, OPEN, 2))

    def test_the_last_day_counts_to_its_end(self):
        last = START + DAY + timedelta(days=91) - timedelta(seconds=1)
        self.assertEqual(self._link(last), Link(1, RETURN, 2, 90))
        self.assertIsNone(self._link(last + timedelta(seconds=1)))
        self.assertIsNone(self._link(last, days=89))

    def test_a_later_report_is_no_earlier_one(self):
        self.assertIsNone(self._link(START - DAY))

    def test_what_makes_the_same(self):
        for same, vals in (
            (True, {}),
            (False, {"type": 2}),
            (False, {"place": 2}),
            (False, {"type": None}),
            (False, {"place": None}),
            (False, {"company": 2}),
            (True, {"place": 2, "parent": 1}),
            (False, {"refused": frozenset({1})}),
        ):
            with self.subTest(vals):
                self.assertEqual(bool(self._link(START, **vals)), same)

    def test_a_part_and_its_whole_are_near_but_two_parts_are_not(self):
        whole = Report(3, START + DAY, place=1, type=1)
        part = Report(1, START, place=2, parent=1, type=1)
        sibling = Report(2, START + DAY, place=3, parent=1, type=1)
        self.assertTrue(judge(whole, [part]))
        self.assertIsNone(judge(sibling, [part]))

    def test_the_same_equipment_is_the_same_wherever_and_whatever(self):
        lift = Report(1, START, place=1, type=1, equipment=9)
        moved = Report(2, START, place=4, type=2, equipment=9)
        self.assertTrue(judge(moved, [lift]))

    def test_chronic(self):
        counts = range(2, CHRONIC_FROM + 2)
        chronic = [Link(1, OPEN, count).is_chronic for count in counts]
        self.assertEqual(chronic, [count >= 3 for count in counts])

    @given(histories(), st.integers(0, 5))
    def test_chronic_pairs(self, reports, days):
        expected = set()
        pairs = {(report.place, report.type) for report in reports}
        for pair in pairs:
            times = [r.opened for r in reports if (r.place, r.type) == pair]
            gaps = [b - a for a, b in zip(times, times[1:], strict=False)]
            if None not in pair and any(gap.days < days for gap in gaps):
                expected.add(pair)
        self.assertEqual(chronic_pairs(reports, days), expected)
