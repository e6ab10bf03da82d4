# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields

from ..common import RectificationCase

SIZES = (1, 10, 100)


class TestQueryCounts(RectificationCase):
    """What we add to a ticket costs the same for one and for many."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tickets = cls.env["helpdesk.ticket"]
        cls.ordinary = cls.env["helpdesk.ticket.team"].create({"name": "Ordinary"})
        cls.places = cls.env["property.place"].create(
            [{"name": f"Place {number}", "kind": "unit"} for number in range(100)]
        )
        # An emergency comes first: each batch has one.
        types = cls.env["rectification.problem.type"].search([], limit=20)
        cls.types = types.sorted("severity")

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
            self._count_queries(create, self._problems(size))
            - self._count_queries(create, self._bare(size))
            for size in SIZES
        ]
        self.assertLessEqual(max(beyond[1:]), beyond[0], beyond)

    def test_creating_problems_without_chatter(self):
        """Without the messages of the mail add-on nothing grows at all."""
        create = self.tickets.with_context(
            tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True
        ).create
        create(self._problems(100))
        counts = [self._count_queries(create, self._problems(size)) for size in SIZES]
        # The ORM inserts a hundred rows at a time, and a problem has several clocks.
        problems = self.tickets.search([], limit=SIZES[-1], order="id desc")
        blocks = len(problems.deadline_ids) // 100
        # One emergency is told of in its own thread, several in one message; what was
        # logged is written before anybody is called.
        told = 3
        self.assertLessEqual(counts[1], counts[0] + told, counts)
        self.assertLessEqual(counts[2], counts[0] + told + blocks, counts)
