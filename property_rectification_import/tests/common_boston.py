# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import os
import unittest
from pathlib import Path

from .common import ImportCase

DEFAULT = Path(__file__).resolve().parents[2].parent / "shared" / "data"
DATA = Path(os.environ.get("PR_DATA") or DEFAULT)
FILE = DATA / "boston311_2015_housing.csv.gz"
ANSWERS = DATA / "answers.json"


@unittest.skipUnless(
    FILE.exists() and ANSWERS.exists(),
    "no real data beside the checkout (../shared/data) nor in PR_DATA",
)
class BostonCase(ImportCase):
    """7,031 real cases, imported."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.answers = json.loads(ANSWERS.read_text())["boston311_2015_housing"]
        with open(FILE, "rb") as file:
            cls.result = cls.boston.import_stream(file)
        cls.domain = [("external_ref", "=like", "boston311:%")]

    def _count(self, *domain):
        return self.tickets.search_count([*self.domain, *domain])
