# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import csv
import gzip
import io
import itertools
import json
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..rules.history import Column, Mapping, ValueMap, slug, squeezed, to_utc
from ..rules.history_digest import changed_facts, digest
from ..rules.history_file import (
    FileError,
    Layout,
    Records,
    RowError,
    column_indexes,
    inspect,
)

# NUL is refused, and the readers of lines treat a lone carriage return as one.
CELL = st.text(
    st.characters(blacklist_characters="\0\r", blacklist_categories=("Cs",)),
    max_size=30,
)
ROWS = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=20)
HEADER = ("No", "Place", "Words")
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Shanghai", "UTC"])


def written(rows, delimiter=",", quoting=csv.QUOTE_ALL):
    output = io.StringIO(newline="")
    csv.writer(output, delimiter=delimiter, quoting=quoting).writerows([HEADER, *rows])
    return output.getvalue().encode()


def read(content, start=None):
    file = io.BytesIO(content)
    layout = inspect(file, HEADER, "No")
    return layout, list(Records(file, layout, start))


class TestHistoryFile(BaseCase):
    @given(ROWS, st.sampled_from(",;\t|"), st.booleans())
    def test_what_was_written_is_read(self, rows, delimiter, packed):
        content = written(rows, delimiter)
        layout, records = read(gzip.compress(content) if packed else content)
        self.assertEqual(layout.delimiter, delimiter)
        self.assertEqual(layout.rows, len(rows))
        self.assertEqual([tuple(cells) for _line, cells in records], rows)

    @given(ROWS, st.integers(0, 20))
    def test_reading_continues_where_it_stopped(self, rows, stop):
        file = io.BytesIO(written(rows))
        layout = inspect(file, HEADER, "No")
        records = Records(file, layout)
        first = list(itertools.islice(records, stop))
        rest = list(Records(file, layout, records.position))
        self.assertEqual(first + rest, list(Records(file, layout)))

    @given(st.binary(max_size=400))
    def test_any_bytes_are_read_or_refused(self, content):
        try:
            _layout, records = read(content)
        except FileError as error:
            self.assertTrue(error.code)
        else:
            self.assertTrue(records)

    @given(st.lists(st.text('ab",;\n', max_size=12), max_size=12))
    def test_quote_chaos_loses_no_line(self, lines):
        """Every line is in a row or in a refused one, in rising order."""
        content = written([]) + "\n".join([*lines, "9,last,row"]).encode()
        layout, records = read(content)
        numbers = [line for line, _cells in records]
        self.assertEqual(numbers, sorted(set(numbers)))
        self.assertEqual(layout.rows, len(records))
        last = records[-1][1]
        self.assertTrue(isinstance(last, RowError) or "row" in last[-1])

    def test_unclosed_quote_hides_one_row_only(self):
        rows = [f"{n},x,y" for n in range(500)]
        rows[7] = '7,"x,y'
        content = written([], quoting=csv.QUOTE_MINIMAL) + "\n".join(rows).encode()
        _layout, records = read(content)
        bad = [line for line, cells in records if isinstance(cells, RowError)]
        self.assertEqual(bad, [9])
        self.assertEqual(len(records), 500)

    @given(st.lists(st.sampled_from("abc"), min_size=1, max_size=9))
    def test_repeated_references(self, refs):
        layout, _records = read(written([(ref, "x", "y") for ref in refs]))
        expected = [n for n, ref in enumerate(refs) if ref in refs[:n]]
        self.assertEqual([line - 2 for line in layout.repeated], expected)

    def test_headers_need_not_be_written_alike(self):
        layout = Layout("utf-8", ",", (" no ", "PLACE"))
        self.assertEqual(
            column_indexes(layout, ["No", "Place", "X"]), {"No": 0, "Place": 1}
        )

    def test_layout_survives_json(self):
        layout, _records = read(written([("1", "x", "y"), ("1", "x", "y")]))
        again = Layout.from_json(json.loads(json.dumps(asdict(layout))))
        self.assertEqual(again, layout)


class TestTimes(BaseCase):
    @given(
        st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)),
        st.sampled_from(["%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "iso"]),
    )
    def test_utc_comes_back(self, moment, date_format):
        moment = moment.replace(microsecond=0)
        iso = date_format == "iso"
        text = moment.isoformat() if iso else moment.strftime(date_format)
        self.assertEqual(to_utc(text, [date_format], timezone.utc), moment)

    @given(st.datetimes(datetime(1970, 1, 1), datetime(2090, 1, 1)), ZONES)
    def test_local_time_comes_back(self, moment, zone):
        """Also where the clock is changed: only a skipped hour moves."""
        zone = ZoneInfo(zone)
        moment = moment.replace(microsecond=0)
        found = to_utc(moment.isoformat(), ["iso"], zone)
        back = found.replace(tzinfo=timezone.utc).astimezone(zone).replace(tzinfo=None)
        self.assertIn(back - moment, (timedelta(0), timedelta(hours=1)))

    def test_hour_that_exists_twice_is_the_first(self):
        found = to_utc("2024-10-27T02:30", ["iso"], BERLIN)
        self.assertEqual(found, datetime(2024, 10, 27, 0, 30))

    def test_hour_that_does_not_exist(self):
        found = to_utc("2024-03-31T02:30", ["iso"], BERLIN)
        self.assertEqual(found, datetime(2024, 3, 31, 1, 30))

    def test_own_offset_comes_first(self):
        found = to_utc("2024-07-01T12:00:00+08:00", ["iso"], BERLIN)
        self.assertEqual(found, datetime(2024, 7, 1, 4))

    @given(st.text(max_size=25))
    def test_any_text_is_a_time_or_refused(self, text):
        try:
            self.assertIsInstance(to_utc(text, ["iso", "%d.%m.%y"], BERLIN), datetime)
        except RowError as error:
            self.assertIn(error.code, ("time", "year"))


def mapping(**options):
    columns = [
        Column(key, key) for key in ("ref", "reported_at", "closed_at", "outcome")
    ]
    options = {
        "date_formats": ["iso"],
        "tz": "UTC",
        "choices": {
            "outcome": {k: k for k in ("effective", "duplicate", "unverified")}
        },
        **options,
    }
    found = Mapping(columns, **options)
    found.bind({column.header: n for n, column in enumerate(columns)})
    return found


MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)


class TestMapping(BaseCase):
    @given(MOMENTS, st.none() | MOMENTS, st.booleans())
    def test_closing_is_never_before_reporting(self, reported, closed, clip):
        cells = ["1", str(reported), str(closed or ""), ""]
        try:
            facts, warnings = mapping(clip_closing=clip).interpret(cells)
        except RowError as error:
            self.assertEqual(error.code, "closed_before_reported")
            self.assertFalse(clip)
            self.assertLess(closed, reported)
            return
        self.assertEqual(facts["closed"], closed is not None)
        if closed:
            self.assertEqual(facts["closed_at"], max(reported, closed))
            self.assertEqual(bool(warnings), closed < reported)

    @given(st.sampled_from(["effective", "duplicate", "unverified", ""]))
    def test_nothing_comes_in_as_effective(self, outcome):
        facts, warnings = mapping().interpret(
            ["1", "2024-01-01", "2024-01-02", outcome]
        )
        self.assertNotEqual(facts["outcome"], "effective")
        self.assertEqual(len(warnings), outcome == "effective")

    def test_open_has_no_outcome(self):
        facts, _warnings = mapping().interpret(["1", "2024-01-01", "", "duplicate"])
        self.assertNotIn("outcome", facts)

    @given(
        st.dictionaries(st.sampled_from("abcd"), CELL), st.sampled_from("abcd"), CELL
    )
    def test_digest_shows_what_changed(self, facts, key, value):
        changed = {**facts, key: value}
        expected = {key} if facts.get(key, None) != value else set()
        self.assertEqual(changed_facts(digest(facts), digest(changed)), expected)

    @given(CELL)
    def test_value_map_never_fails(self, text):
        values = ValueMap("a*b = 1\n[x] = 2\n* = 3")
        self.assertIn(values.get(text), ("1", "2", "3"))
        self.assertEqual(ValueMap("[x] = 2").get("[X]"), "2")
        self.assertIsNone(ValueMap("[x] = 2").get("x"))

    @given(st.text(max_size=80))
    def test_slug(self, text):
        code = slug(text)
        self.assertTrue(0 < len(code) <= 40)
        self.assertEqual(code, squeezed(code))
