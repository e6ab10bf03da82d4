# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import csv
import gzip
from datetime import datetime
from zoneinfo import ZoneInfo

from ..rules.history import to_utc
from .common_boston import FILE, BostonCase


class TestImportBoston(BostonCase):
    """Against figures that were computed without this add-on."""

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

    def _get_deadlines(self):
        """Return the deadlines of all rows, and the instant of the answers."""
        as_of = self.answers["on_time"]["as_of"]
        at = to_utc(as_of, ["iso"], ZoneInfo(self.boston.tz))
        deadlines = self.env["rectification.deadline"].with_user(self.manager)
        return deadlines.search([("ticket_id", "any", self.domain)]), at

    def test_promises_kept(self):
        answers = self.answers["on_time"]
        deadlines, at = self._get_deadlines()
        self.assertEqual(
            deadlines.count_on_time(at, [("ticket_id", "any", self.domain)]),
            {
                "met": answers["closed_on_time"],
                "missed": answers["closed_overdue"],
                "on_time": answers["open_on_time"],
                "late": answers["open_overdue"],
            },
        )
        promised = answers["open_on_time"] + answers["open_overdue"]
        self.assertEqual(self._count(("next_clock", "=", "rectify")), promised)

    def test_promises_kept_row_by_row(self):
        deadlines, at = self._get_deadlines()
        found = {
            d.ticket_id.external_ref.removeprefix("boston311:"): d.state == "missed"
            or (d.state == "running" and d.due_at < at)
            for d in deadlines
        }
        with gzip.open(FILE, "rt", encoding="utf-8", newline="") as file:
            told = {
                r["CASE_ENQUIRY_ID"]: self._is_late(r) for r in csv.DictReader(file)
            }
        self.assertEqual(found.keys(), told.keys())
        wrong = [ref for ref, late in told.items() if found[ref] != late]
        allowed = self.answers["on_time"]["mismatches_allowed"]
        self.assertLessEqual(len(wrong), allowed, wrong[:20])

    def _is_late(self, row):
        """The rule of the answers, applied to local times as they are written."""
        pattern = "%m/%d/%Y %I:%M:%S %p"
        target = datetime.strptime(row["TARGET_DT"], pattern)
        if row["CLOSED_DT"]:
            return datetime.strptime(row["CLOSED_DT"], pattern) > target
        return target < datetime.fromisoformat(self.answers["on_time"]["as_of"])

    def test_second_run_changes_nothing(self):
        with open(FILE, "rb") as file:
            result = self.boston.import_stream(file)
        self.assertFigures(result, unchanged=self.answers["rows"])
