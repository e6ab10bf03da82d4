# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .common import ImportCase


class TestImportQueries(ImportCase):
    """What importing costs does not grow with the rows of a batch."""

    def test_importing(self):
        """A batch costs the same number of queries, however many rows it has."""

        def import_rows(size):
            rows = (self._row(Reference=f"{size}-{n}") for n in range(size))
            self._import_rows(*rows)

        import_rows(2)
        small, large = (
            self._count_queries(import_rows, 10),
            self._count_queries(import_rows, 100),
        )
        self.assertLessEqual(large, small)

    def test_importing_again(self):
        rows = [self._row(Reference=str(number)) for number in range(100)]
        self._import_rows(*rows)
        few = self._count_queries(self._import_rows, *rows[:1])
        self.assertLessEqual(self._count_queries(self._import_rows, *rows), few)

    def test_importing_what_has_changed(self):
        rows = [self._row(Reference=str(number)) for number in range(60)]
        closed = [{**row, "Closed": "2024-05-06"} for row in rows]
        self._import_rows(*rows)
        few = self._count_queries(self._import_rows, *closed[:10])
        many = self._count_queries(self._import_rows, *closed[10:])
        # The chatter of each problem tells of the change: that grows, nothing else.
        messages = self.env["mail.message"].search_count(
            [("model", "=", "helpdesk.ticket"), ("res_id", "in", self._all().ids)]
        )
        self.assertEqual(messages, 60)
        self.assertLess(many / 50, few / 10)

    def _all(self):
        return self.tickets.search([("external_ref", "=like", "template:%")])
