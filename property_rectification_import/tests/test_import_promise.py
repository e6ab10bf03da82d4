# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime

from ..models.rectification_import_problem import _COMPUTED as GIVEN
from .common import ImportCase

PROMISED = datetime(2024, 3, 10, 12)
COMPUTED = [
    "company_id",
    "due_at",
    "is_fallback",
    "met_at",
    "next_rung_at",
    "started_at",
    "state",
    "term_seconds",
]


class TestImportPromise(ImportCase):
    """A time promised elsewhere is a deadline here, without a ladder."""

    def _import_promise(self, promised="2024-03-10 12:00", **cells):
        return self._import_rows(self._row(Promised=promised, **cells))

    def test_open_problem(self):
        self._import_promise()
        problem = self._imported()
        deadline = problem.deadline_ids
        self.assertEqual(deadline.clock, "rectify")
        self.assertEqual(deadline.due_at, PROMISED)
        self.assertEqual(deadline.state, "running")
        self.assertTrue(deadline.is_late)
        self.assertFalse(deadline.next_rung_at, "nobody is told of old history")
        self.assertEqual(problem.next_deadline_at, PROMISED)
        self.assertEqual(problem.next_clock, "rectify")
        self.assertEqual(problem.deadline_status, "late")
        self.assertFalse(problem.policy_id)

    def test_closed_in_time_to_the_second(self):
        for ref, closed, state in (
            ("1", "2024-03-10 11:59:59", "met"),
            ("2", "2024-03-10 12:00:00", "met"),
            ("3", "2024-03-10 12:00:01", "missed"),
        ):
            with self.subTest(closed=closed):
                self._import_promise(Reference=ref, Closed=closed)
                problem = self._imported(ref)
                self.assertEqual(problem.deadline_ids.state, state)
                self.assertFalse(problem.next_deadline_at)

    def test_what_comes_in_is_what_would_be_computed(self):
        self._import_promise()
        self._import_promise(Reference="met", Closed="2024-03-10 11:00")
        self._import_promise(Reference="missed", Closed="2024-03-10 13:00")
        problems = self._imported() | self._imported("met") | self._imported("missed")
        deadlines = problems.deadline_ids
        self.assertEqual(len(deadlines), 3)
        fields = list(GIVEN)
        before = deadlines.read(COMPUTED), problems.read(fields)
        for records, names in ((deadlines, COMPUTED), (problems, fields)):
            for name in names:
                self.env.add_to_compute(records._fields[name], records)
        after = deadlines.read(COMPUTED), problems.read(fields)
        self.assertEqual(before, after)

    def test_no_promise(self):
        self._import_promise("")
        self.assertFalse(self._imported().deadline_ids)

    def test_second_run_changes_nothing(self):
        self._import_promise()
        before = self._imported().deadline_ids.write_date
        self.assertFigures(self._import_promise(), unchanged=1)
        self.assertEqual(self._imported().deadline_ids.write_date, before)

    def test_promise_that_changed(self):
        self._import_promise()
        result = self._import_promise("2024-03-12 12:00")
        self.assertFigures(result, updated=1)
        problem = self._imported()
        self.assertEqual(problem.deadline_ids.due_at, datetime(2024, 3, 12, 12))
        self.assertEqual(problem.next_deadline_at, datetime(2024, 3, 12, 12))

    def test_promise_that_comes_later_and_goes(self):
        self._import_promise("")
        self.assertFigures(self._import_promise(), updated=1)
        self.assertEqual(self._imported().deadline_ids.due_at, PROMISED)
        self.assertFigures(self._import_promise(""), updated=1)
        self.assertEqual(self._imported().deadline_ids.state, "void")
        self.assertFalse(self._imported().next_deadline_at)
        self.assertFigures(self._import_promise(), updated=1)
        self.assertEqual(self._imported().deadline_ids.state, "running")

    def test_closed_meanwhile(self):
        self._import_promise()
        self._import_promise(Closed="2024-03-10 11:00")
        self.assertEqual(self._imported().deadline_ids.state, "met")
        self._import_promise()
        self.assertEqual(self._imported().deadline_ids.state, "running")

    def test_no_promise_is_forged(self):
        self._import_promise()
        problem = self._imported().with_user(self.manager)
        command = [(1, problem.deadline_ids.id, {"promised_at": datetime(2030, 1, 1)})]
        self.assertRefused("by hand", problem.write, {"deadline_ids": command})

    def test_count_on_time_at_an_instant(self):
        self._import_promise()
        self._import_promise(Reference="2", Closed="2024-03-10 11:00")
        self._import_promise(Reference="3", Closed="2024-03-10 13:00")
        names = ("met", "missed", "on_time", "late")
        domain = [("ticket_id.external_ref", "=like", "template:%")]
        for at, figures in (
            (datetime(2024, 3, 4, 18), (0, 0, 0, 0)),
            (datetime(2024, 3, 5), (0, 0, 3, 0)),
            (datetime(2024, 3, 10, 11), (1, 0, 2, 0)),
            (datetime(2024, 3, 10, 12), (1, 0, 2, 0)),
            (datetime(2024, 3, 10, 12, 0, 1), (1, 0, 0, 2)),
            (datetime(2024, 3, 11), (1, 1, 0, 1)),
        ):
            with self.subTest(at=at):
                deadlines = self.env["rectification.deadline"].with_user(self.manager)
                counts = deadlines.count_on_time(at, domain)
                self.assertEqual(tuple(counts[name] for name in names), figures)
