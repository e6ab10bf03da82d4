# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime

from .common import ImportCase


class TestImportAgain(ImportCase):
    """What was imported before changes only where the file has changed."""

    def test_second_run_changes_nothing(self):
        rows = [self._row(), self._row(Reference="A2", Closed="2024-05-06")]
        self._import_rows(*rows)
        before = self._imported("A2").write_date
        self.assertFigures(self._import_rows(*rows), unchanged=2)
        self.assertEqual(self._imported("A2").write_date, before)

    def test_changed_row_changes_what_changed(self):
        self._import_rows(self._row())
        problem = self._imported()
        problem.severity = "s2"
        result = self._import_rows(self._row(Title="Water pours"))
        self.assertFigures(result, updated=1)
        self.assertEqual(problem.name, "Water pours")
        self.assertEqual(problem.severity, "s2", "what was changed here stays")

    def test_closed_meanwhile_and_opened_again(self):
        self._import_rows(self._row())
        closed = self._row(Closed="2024-03-11 09:00", Outcome="duplicate")
        self.assertFigures(self._import_rows(closed), updated=1)
        problem = self._imported()
        self.assertEqual(problem.rectification_outcome, "duplicate")
        self.assertEqual(problem.stage_id.rectification_state, "closed")
        self.assertEqual(problem.closed_date, datetime(2024, 3, 11, 9))
        self.assertFigures(self._import_rows(self._row()), updated=1)
        self.assertEqual(problem.rectification_state, "new")
        self.assertFalse(problem.closed_date)

    def test_effective_here_stays_effective(self):
        problem = self._create_problem("EQ-DRAIN")
        self._bring_to_verification(problem).record_result("pass")
        self._pass_checks(problem.plan_id)
        self.assertEqual(problem.rectification_outcome, "effective")
        problem._record({"external_ref": "template:A1", "import_digest": "ref:0"})
        row = self._row(Closed="2024-03-11 09:00", Outcome="no_fault_found")
        self._import_rows(row)
        self.assertEqual(problem.rectification_outcome, "effective")

    def test_reference_that_somebody_has_taken(self):
        """A reference typed elsewhere does not open a problem to the import."""
        problem = self._create_problem(external_ref="template:A1")
        forge = problem.with_user(self.staff).write
        self.assertRefused("cannot be set by hand", forge, {"import_digest": "ref:0"})
        result = self._import_rows(self._row(), self._row(Reference="A2"))
        self.assertFigures(result, created=1, rejected=1)
        self.assertIn(problem.number, result["errors"][0]["reason"])
        self.assertEqual(problem.name, "Water under the sink")


class TestImportFewerColumns(ImportCase):
    """Columns that need not be there may be missing."""

    NEEDED = ("Reference", "Title", "Reported")

    def _without(self, row, *columns):
        return {header: row[header] for header in row if header not in columns}

    def _import_only(self, row, *columns):
        return self._import_without(row, *(set(row) - set(columns)))

    def _import_without(self, row, *columns):
        return self._import(self._table(self._without(row, *columns)))

    def test_only_what_is_needed(self):
        result = self._import_only(self._row(), *self.NEEDED)
        self.assertFigures(result, created=1)
        problem = self._imported()
        self.assertEqual(problem.name, "Water drips")
        self.assertEqual(problem.rectification_state, "new")
        self.assertFalse(problem.place_id or problem.problem_type_id)
        self.assertFalse(problem.occurred_at)

    def test_missing_columns_are_told(self):
        (warning,) = self._import_without(self._row(), "Place", "Closed")["warnings"]
        self.assertEqual(warning["line"], 1)
        self.assertIn("no column: Place, Closed.", warning["reason"])

    def test_needed_columns(self):
        for column in self.NEEDED:
            with self.subTest(column=column):
                content = self._table(self._without(self._row(), column))
                self.assertFileRefused(f"Columns missing: {column}.", content)

    def test_what_the_file_no_longer_tells_stays(self):
        full = self._row(Closed="2024-03-11 09:00", Outcome="duplicate")
        self._import_rows(full)
        problem = self._imported()
        place = problem.place_id
        result = self._import_only(full, *self.NEEDED)
        self.assertFigures(result, unchanged=1)
        changed = self._row(Title="Water pours")
        self.assertFigures(self._import_only(changed, *self.NEEDED), updated=1)
        self.assertEqual(problem.name, "Water pours")
        self.assertEqual(problem.place_id, place)
        self.assertEqual(problem.rectification_outcome, "duplicate")
        self.assertIn("brown stain", problem.description)
        self.assertFigures(self._import_rows({**full, **changed}), updated=1)
        self.assertEqual(problem.rectification_state, "new", "told to be open again")

    def test_reason_changes_without_its_outcome(self):
        full = self._row(
            Closed="2024-03-11 09:00", Outcome="duplicate", Reason="As said before"
        )
        self._import_rows(full)
        self._import_without({**full, "Reason": "See A2"}, "Outcome")
        self.assertEqual(self._imported().rectification_outcome, "duplicate")

    def test_column_that_comes_later(self):
        self._import_without(self._row(), "Severity", "Closed")
        row = self._row(Severity="s1", Closed="2024-03-11 09:00")
        self.assertFigures(self._import_rows(row), updated=1)
        self.assertEqual(self._imported().severity, "s1")
        self.assertEqual(self._imported().rectification_state, "closed")

    def test_opened_and_closed_again_without_its_outcome(self):
        closed = self._row(Closed="2024-03-11 09:00", Outcome="duplicate")
        self._import_rows(closed)
        self._import_without(self._row(), "Outcome")
        self.assertEqual(self._imported().rectification_state, "new")
        self._import_without(closed, "Outcome")
        self.assertEqual(self._imported().rectification_outcome, "unverified")
