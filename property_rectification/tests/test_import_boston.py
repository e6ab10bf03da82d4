# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import os
import unittest
from pathlib import Path

from .common_import import ImportCase

DEFAULT = Path(__file__).resolve().parents[2].parent / "shared" / "data"
DATA = Path(os.environ.get("PR_DATA") or DEFAULT)
FILE = DATA / "boston311_2015_housing.csv.gz"
ANSWERS = DATA / "answers.json"


@unittest.skipUnless(
    FILE.exists() and ANSWERS.exists(),
    "no real data beside the checkout (../shared/data) nor in PR_DATA",
)
class TestImportBoston(ImportCase):
    """7,031 real cases against figures that were computed without this add-on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.answers = json.loads(ANSWERS.read_text())["boston311_2015_housing"]
        with open(FILE, "rb") as file:
            cls.result = cls.boston.import_stream(file)
        cls.domain = [("external_ref", "=like", "boston311:%")]

    def _count(self, *domain):
        return self.tickets.search_count([*self.domain, *domain])

    def test_every_row_comes_in(self):
        self.assertFigures(self.result, created=self.answers["rows"])
        self.assertEqual(self._count(), self.answers["rows"])
        self.assertEqual(len(self.result["warnings"]), 1, "closed before opened")

    def test_open_and_closed(self):
        for state, count in (
            ("new", self.answers["open"]),
            ("closed", self.answers["closed"]),
        ):
            self.assertEqual(self._count(("rectification_state", "=", state)), count)
            stages = [("stage_id.rectification_state", "=", state)]
            self.assertEqual(self._count(*stages), count)
        self.assertEqual(
            self._count(("closed_date", "!=", False)), self.answers["closed"]
        )

    def test_nothing_is_effective(self):
        self.assertFalse(self._count(("rectification_outcome", "=", "effective")))
        closed = ("rectification_outcome", "!=", False)
        self.assertEqual(self._count(closed), self.answers["closed"])

    def test_types(self):
        groups = self.tickets._read_group(self.domain, ["problem_type_id"])
        self.assertEqual(len(groups), self.answers["types"])
        self.assertFalse(self._count(("problem_kind", "=", False)))

    def test_places(self):
        self.assertEqual(
            self._count(("place_id", "=", False)), self.answers["rows_without_location"]
        )
        expected = self.answers["most_reported_places"]
        groups = self.tickets._read_group(
            [*self.domain, ("place_id", "!=", False)],
            ["place_id"],
            ["__count"],
            order="__count DESC",
            limit=len(expected),
        )
        self.assertEqual({place.name: count for place, count in groups}, expected)

    def test_second_run_changes_nothing(self):
        with open(FILE, "rb") as file:
            result = self.boston.import_stream(file)
        self.assertFigures(result, unchanged=self.answers["rows"])
