# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields

from .common_import import ImportCase

SIZES = (1, 10, 100)


class TestQueryCounts(ImportCase):
    """What we add to a ticket costs the same for one and for many."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ordinary = cls.env["helpdesk.ticket.team"].create({"name": "Ordinary"})
        cls.places = cls.env["property.place"].create(
            [{"name": f"Place {number}", "kind": "unit"} for number in range(100)]
        )
        # An emergency comes first: each batch has one.
        types = cls.env["rectification.problem.type"].search([], limit=20)
        cls.types = types.sorted("severity")

    def _count(self, method, *args):
        """Return the number of queries of a call, everything written included."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        method(*args)
        self.env.flush_all()
        self.cr.precommit.run()
        return self.cr.sql_log_count - before

    def _ticket_vals(self, number):
        return {"name": f"Ticket {number}", "description": "x"}

    def _bare(self, size):
        team = {"team_id": self.ordinary.id}
        return [{**self._ticket_vals(number), **team} for number in range(size)]

    def _problems(self, size):
        """Problems of many types at many places, none to be looked up one by one."""
        return [
            {
                **self._ticket_vals(number),
                "problem_type_id": self.types[number % len(self.types)].id,
                "place_id": self.places[number].id,
                "occurred_at": fields.Datetime.now(),
                "partner_name": "Jo Berg",
            }
            for number in range(size)
        ]

    def test_creating_problems(self):
        create = self.tickets.with_user(self.coordinator).sudo().create
        create(self._bare(1))
        create(self._problems(1))  # what is cached once and for all
        beyond = [
            self._count(create, self._problems(size))
            - self._count(create, self._bare(size))
            for size in SIZES
        ]
        self.assertLessEqual(max(beyond[1:]), beyond[0], beyond)

    def test_creating_problems_without_chatter(self):
        """Without the messages of the mail add-on nothing grows at all."""
        create = self.tickets.with_context(
            tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True
        ).create
        create(self._problems(100))
        counts = [self._count(create, self._problems(size)) for size in SIZES]
        # The ORM inserts a hundred rows at a time, and a problem has several clocks.
        problems = self.tickets.search([], limit=SIZES[-1], order="id desc")
        blocks = len(problems.deadline_ids) // 100
        # One emergency is told of in its own thread, several in one message; what was
        # logged is written before anybody is called.
        told = 3
        self.assertLessEqual(counts[1], counts[0] + told, counts)
        self.assertLessEqual(counts[2], counts[0] + told + blocks, counts)

    def test_importing(self):
        """A batch costs the same number of queries, however many rows it has."""

        def import_rows(size):
            rows = (self._row(Reference=f"{size}-{n}") for n in range(size))
            self._import_rows(*rows)

        import_rows(2)
        small, large = self._count(import_rows, 10), self._count(import_rows, 100)
        self.assertLessEqual(large, small)

    def test_importing_again(self):
        rows = [self._row(Reference=str(number)) for number in range(100)]
        self._import_rows(*rows)
        few = self._count(self._import_rows, *rows[:1])
        self.assertLessEqual(self._count(self._import_rows, *rows), few)

    def test_importing_what_has_changed(self):
        rows = [self._row(Reference=str(number)) for number in range(60)]
        closed = [{**row, "Closed": "2024-05-06"} for row in rows]
        self._import_rows(*rows)
        few = self._count(self._import_rows, *closed[:10])
        many = self._count(self._import_rows, *closed[10:])
        # The chatter of each problem tells of the change: that grows, nothing else.
        messages = self.env["mail.message"].search_count(
            [("model", "=", "helpdesk.ticket"), ("res_id", "in", self._all().ids)]
        )
        self.assertEqual(messages, 60)
        self.assertLess(many / 50, few / 10)

    def _all(self):
        return self.tickets.search([("external_ref", "=like", "template:%")])
