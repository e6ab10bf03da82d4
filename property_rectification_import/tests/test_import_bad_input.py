# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import gzip
from unittest.mock import patch

from ..rules import history_file
from .common import TEMPLATE_ROW, ImportCase


class TestImportBadFile(ImportCase):
    """A file that cannot be used is refused whole, in words."""

    def test_empty(self):
        for content in (b"", b"\n\n", gzip.compress(b"")):
            with self.subTest(content=content):
                self.assertFileRefused("empty", content)

    def test_only_a_header(self):
        self.assertFileRefused("no rows", self._csv())

    def test_binary(self):
        for content in (b"\x89PNG\r\n\x1a\n", b"PK\x03\x04xlsx", b"\0" * 100):
            with self.subTest(content=content):
                self.assertFileRefused("not text", content)

    def test_nul_byte(self):
        content = self._csv(self._row(), self._row(Reference="A2", Title="a\0b"))
        self.assertFileRefused("Line 3 is not text", content)

    def test_wrong_encoding_names_the_line(self):
        rows = [self._row(), self._row(Reference="A2", Title="Tür klemmt")]
        self.assertFileRefused("Line 3", self._csv(*rows, encoding="cp1252"))
        self.template.encoding = "cp1252"
        self._import(self._csv(*rows, encoding="cp1252"))
        self.assertEqual(self._imported("A2").name, "Tür klemmt")

    def test_utf16(self):
        self.assertFileRefused("UTF-16", self._csv(self._row(), encoding="utf-16"))

    def test_truncated_gzip(self):
        packed = gzip.compress(
            self._csv(*(self._row(Reference=str(n)) for n in range(99)))
        )
        for content in (packed[:-40], packed[:30], b"\x1f\x8bnonsense"):
            with self.subTest(length=len(content)):
                self.assertFileRefused("damaged", content)

    def test_oversized_after_unpacking(self):
        rows = (self._row(Reference=str(n)) for n in range(30_000))
        bomb = gzip.compress(self._csv(*rows))
        self.assertLess(len(bomb), 2**20)
        inspect = history_file.inspect

        def with_limit(*args, **kwargs):
            return inspect(*args, **kwargs, max_bytes=2**20)

        with patch.object(history_file, "inspect", with_limit):
            self.assertFileRefused("more than 1 MB", bomb)

    def test_line_without_end(self):
        bomb = gzip.compress(self._csv(self._row()) + b"x" * 10 * 2**20)
        self.assertFileRefused("too long", bomb)

    def test_missing_columns_are_named(self):
        content = self._csv(self._row()).replace(b"Reference", b"Ref. no")
        self.assertFileRefused("Columns missing: Reference", content)
        self.assertFileRefused("Ref. no", content)

    def test_column_twice(self):
        content = self._csv(self._row()).replace(b"Severity", b"Title")
        self.template.column_ids.filtered(lambda c: c.header == "Severity").unlink()
        self.assertFileRefused("twice: Title", content)

    def test_reference_that_is_none(self):
        with patch.object(history_file, "MAX_REPEATED", 3):
            self.assertFileRefused("repeats too often", self._csv(*[self._row()] * 9))


class TestImportBadRow(ImportCase):
    """A bad row is listed with line and reason; its neighbours come in."""

    def assertRowRefused(self, words, **cells):
        good = [self._row(Reference="first"), self._row(Reference="last")]
        result = self._import_rows(good[0], self._row(**cells), good[1])
        self.assertFigures(result, created=2, rejected=1)
        (error,) = result["errors"]
        self.assertEqual(error["line"], 3)
        self.assertIn(words, error["reason"])

    def test_time(self):
        self.assertRowRefused("not a time", Reported="yesterday")

    def test_day_that_does_not_exist(self):
        self.assertRowRefused("not a time", Reported="2024-02-30")

    def test_year(self):
        self.assertRowRefused("cannot be the time", Reported="0204-03-04", Occurred="")

    def test_order_of_times(self):
        self.assertRowRefused("order", Occurred="2024-03-05")

    def test_closed_before_reported(self):
        self.assertRowRefused("before it was reported", Closed="2024-03-04 18:04")

    def test_required(self):
        for column in ("Reference", "Title", "Reported"):
            with self.subTest(column=column):
                self.tickets.search([("external_ref", "=like", "template:%")]).unlink()
                self.assertRowRefused(f"{column} is empty", **{column: "  "})

    def test_too_long(self):
        self.assertRowRefused("longer than 100", Reference="9" * 101)

    def test_unknown_choice(self):
        self.assertRowRefused("“grave” is not known", Severity="grave")

    def test_number_of_columns(self):
        content = self._csv(self._row(), self._row(Reference="A2"))
        for broken in (content + b"A3,Short\n", content + b"A3" + b"," * 40 + b"\n"):
            result = self._import(broken)
            self.assertEqual(result["rejected"], 1)
            self.assertEqual(result["errors"][0]["line"], 4)

    def test_reference_twice(self):
        rows = [self._row(), self._row(Title="Again"), self._row(Reference="A2")]
        result = self._import_rows(*rows)
        self.assertFigures(result, created=2, rejected=1)
        self.assertEqual(result["errors"][0]["line"], 3)
        self.assertEqual(self._imported().name, "Water drips")

    def test_quotes_that_do_not_match(self):
        lines = self._csv(*(self._row(Reference=str(n)) for n in range(4))).splitlines()
        lines[2] = lines[2].replace(b"Water drips", b'"Water drips')
        result = self._import(b"\n".join(lines))
        self.assertFigures(result, created=3, rejected=1)
        self.assertEqual(result["errors"][0]["line"], 3)
        self.assertIn("quotation marks", result["errors"][0]["reason"])

    def test_text_over_several_lines_keeps_line_numbers(self):
        rows = [self._row(Description="one\ntwo\nthree"), self._row(Reported="x")]
        result = self._import_rows(*rows)
        self.assertFigures(result, created=1, rejected=1)
        self.assertEqual(result["errors"][0]["line"], 5)

    def test_markup_is_text(self):
        self._import_rows(self._row(Description="<script>alert(1)</script> & more"))
        description = self._imported().description
        self.assertNotIn("<script", description)
        self.assertIn("&lt;script&gt;", description)

    def test_every_column_may_be_nonsense(self):
        """Whatever stands in a cell, the import ends and says something."""
        nonsense = ("\x07", "=1+1", "𝕏" * 50, "%(line)s", "{}", "-1", "1e999", "''")
        rows = [
            self._row(**{"Reference": f"{n}-{column}", column: text})
            for n, text in enumerate(nonsense)
            for column in TEMPLATE_ROW
        ]
        result = self._import_rows(*rows)
        self.assertEqual(result["created"] + result["rejected"], len(rows))
        self.assertTrue(all(error["reason"] for error in result["errors"]))
