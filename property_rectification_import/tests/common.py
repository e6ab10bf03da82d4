# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import csv
import io

from odoo.exceptions import UserError

from odoo.addons.property_rectification.tests.common import RectificationCase

TEMPLATE_ROW = {
    "Reference": "A1",
    "Title": "Water drips",
    "Type": "EQ-LEAK-SLOW",
    "Place": "Garden Road 12",
    "Severity": "",
    "Found by": "owner",
    "Reporter": "Jo Berg",
    "Reporter e-mail": "jo@example.com",
    "Occurred": "2024-03-04 17:30",
    "Reported": "2024-03-04 18:05",
    "Promised": "",
    "Closed": "",
    "Outcome": "",
    "Reason": "",
    "Description": "A brown stain",
}


class ImportCase(RectificationCase):
    """Files made of dictionaries, imported by a quality manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls._profile("template")
        cls.boston = cls._profile("boston311")
        cls.tickets = cls.env["helpdesk.ticket"]

    @classmethod
    def _profile(cls, code):
        profile = cls.env.ref(f"property_rectification_import.import_profile_{code}")
        return profile.with_user(cls.manager)

    @classmethod
    def _row(cls, **cells):
        """Return a row of the plain table; spaces in headers are written ``_``."""
        return {**TEMPLATE_ROW, **{k.replace("_", " "): v for k, v in cells.items()}}

    @classmethod
    def _csv(cls, *rows, encoding="utf-8", delimiter=","):
        return cls._table(
            *rows, headers=TEMPLATE_ROW, encoding=encoding, delimiter=delimiter
        )

    @classmethod
    def _table(cls, *rows, headers=None, encoding="utf-8", delimiter=","):
        """Return a CSV file with these headers, those of the first row if None."""
        output = io.StringIO()
        writer = csv.DictWriter(output, headers or rows[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
        return output.getvalue().encode(encoding)

    @classmethod
    def _import(cls, content, profile=None):
        return (profile or cls.template).import_stream(io.BytesIO(content))

    @classmethod
    def _import_rows(cls, *rows, profile=None):
        return cls._import(cls._csv(*rows), profile)

    @classmethod
    def _imported(cls, ref="A1", profile="template"):
        return cls.tickets.search([("external_ref", "=", f"{profile}:{ref}")])

    def assertFigures(self, result, **expected):
        figures = {"created": 0, "updated": 0, "unchanged": 0, "rejected": 0}
        found = {name: result[name] for name in figures}
        self.assertEqual(found, {**figures, **expected}, result["errors"])

    def assertFileRefused(self, words, content, profile=None):
        """Assert that a file is refused in these words and leaves nothing behind."""
        counted = ("helpdesk.ticket", "property.place", "rectification.problem.type")
        before = [self.env[model].search_count([]) for model in counted]
        with self.assertRaises(UserError) as caught:
            self._import(content, profile)
        self.assertIn(words, str(caught.exception))
        after = [self.env[model].search_count([]) for model in counted]
        self.assertEqual(before, after)
