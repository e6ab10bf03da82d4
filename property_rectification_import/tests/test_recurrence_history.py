# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError

from odoo.addons.property_rectification.rules import recurrence

from .common import ImportCase
from .common_boston import BostonCase


class TestHistory(ImportCase):
    """What was imported is looked at when somebody asks for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._import_rows(
            cls._row(
                Reference="1",
                Occurred="",
                Reported="2024-03-01 08:00",
                Closed="2024-03-20",
            ),
            cls._row(Reference="2", Occurred="", Reported="2024-03-10 08:00"),
            cls._row(Reference="3", Occurred="", Reported="2024-07-01 08:00"),
            cls._row(
                Reference="4", Occurred="", Reported="2024-07-02 08:00", Place="Away 1"
            ),
        )
        cls.one, cls.two, cls.three, cls.four = (cls._imported(n) for n in "1234")

    def test_an_import_links_nothing(self):
        self.assertFalse((self.one | self.two | self.three).recurrence_of_id)

    def test_the_whole_history(self):
        found = self.tickets.with_user(self.manager).link_history()
        self.assertEqual(found, 2)
        self.assertEqual(self.two.recurrence_of_id, self.one)
        self.assertEqual(self.two.recurrence_kind, "open")
        self.assertEqual(self.three.recurrence_of_id, self.two)
        self.assertTrue(self.three.is_chronic)
        self.assertFalse((self.one | self.four).recurrence_of_id)
        self.assertEqual(self.tickets.with_user(self.manager).link_history(), 2)

    def test_a_new_problem_repeats_what_was_imported(self):
        again = self._create_problem(place_id=self.four.place_id.id)
        self.assertEqual(again.recurrence_of_id, self.four)

    def test_only_for_quality_managers(self):
        for user in (self.coordinator, self.staff, self.auditor, self.owner):
            with self.assertRaises(AccessError):
                self.tickets.with_user(user).link_history()

    def test_costs_the_same_for_many(self):
        few = self._count_queries()
        rows = (
            self._row(Reference=f"M{number}", Place=f"Road {number % 50}")
            for number in range(200)
        )
        self._import_rows(*rows)
        # The ORM updates a hundred rows at a time.
        many = self._count_queries()
        self.assertLessEqual(many, few + 2, (few, many))

    def _count_queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.tickets.link_history()
        self.env.flush_all()
        return self.cr.sql_log_count - before


class TestRecurrenceBoston(BostonCase):
    """Figures of real cases that were computed without this add-on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.recurrence = cls.answers["recurrence"]

    def _link(self, days):
        """Return how many recurrences of each kind there are within some days."""
        self.env["rectification.problem.type"].search([]).recurrence_days = days
        tickets = self.tickets.with_user(self.manager)
        found = tickets.link_history()
        linked = [("recurrence_of_id", "!=", False)]
        self.assertEqual(found, self._count(*linked))
        rows = tickets._read_group(
            [*self.domain, *linked], ["recurrence_kind"], ["__count"]
        )
        return dict(rows)

    def test_recurrences(self):
        opened = self.recurrence["opened_while_an_earlier_one_was_open"]
        for days, returned in self.recurrence[
            "returned_within_days_of_the_last_closing"
        ].items():
            with self.subTest(days=days):
                self.assertEqual(
                    self._link(int(days)), {"open": opened, "return": returned}
                )

    def test_chronic_pairs(self):
        pairs = recurrence.chronic_pairs(self.tickets._iter_history())
        self.assertEqual(len(pairs), self.recurrence["chronic_place_type_pairs"])
