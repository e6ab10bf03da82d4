# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from .common import ImportCase


class TestImportProfile(ImportCase):
    def test_code(self):
        with self.assertRaises(ValidationError):
            self.template.code = "my profile"

    def test_date_format(self):
        for wrong in ("yyyy-mm-dd", "%H:%M", "%Q"):
            with self.subTest(wrong=wrong), self.assertRaises(ValidationError):
                self.template.date_formats = wrong

    def test_value_map(self):
        column = self.boston.column_ids.filtered(lambda c: c.field_key == "outcome")
        for wrong in ("everything", "*done* = fixed"):
            with self.subTest(wrong=wrong), self.assertRaises(ValidationError):
                column.value_map = wrong

    def test_missing_meaning(self):
        self.template.column_ids.filtered(lambda c: c.field_key == "ref").unlink()
        with self.assertRaisesRegex(UserError, "Reference"):
            self._import_rows(self._row())

    def test_two_columns_cannot_mean_the_same(self):
        column = self.template.column_ids.filtered(lambda c: c.field_key == "title")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            column.copy({"header": "Another"})

    def test_closed_before_reported(self):
        row = self._row(Closed="2024-03-01")
        result = self._import_rows(row)
        self.assertFigures(result, rejected=1)
        self.assertIn("before it was reported", result["errors"][0]["reason"])
        self.template.closed_before_reported = "clip"
        result = self._import_rows(row)
        self.assertFigures(result, created=1)
        self.assertEqual(len(result["warnings"]), 1)
        self.assertEqual(self._imported().closed_date, self._imported().reported_at)

    def test_times_are_local_to_the_profile(self):
        self.template.tz = "Asia/Shanghai"
        self._import_rows(self._row())
        self.assertEqual(self._imported().reported_at, datetime(2024, 3, 4, 10, 5))
