# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from itertools import combinations

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestHotspot(RectificationCase):
    """Two problems in a building of two homes, one in an estate without any."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.here = cls._create_problem()
        cls.again = cls._create_problem()
        cls.away = cls._create_problem(place_id=cls.elsewhere.id, user=cls.manager)
        cls.mine = cls.here | cls.again | cls.away
        cls.domain = [("ticket_id", "in", cls.mine.ids)]

    def _spots(self, user):
        return self.env["rectification.hotspot"].with_user(user)

    def _rates(self, groupby, *domain):
        rows = self._spots(self.manager)._read_group(
            [*self.domain, *domain],
            groupby,
            ["problem_count:sum", "per_100_homes:avg", "recurrence_count:sum"],
        )
        return [tuple(row) for row in rows]

    def test_each_sees_the_problems_of_own_places(self):
        for user, problems in (
            (self.staff, self.here | self.again),
            (self.coordinator, self.here | self.again),
            (self.manager, self.mine),
            (self.auditor, self.mine),
        ):
            with self.subTest(user=user.login):
                found = self._spots(user).search(self.domain).ticket_id
                self.assertEqual(found, problems)

    def test_nobody_else_sees_any(self):
        for user in (self.outsider, self.owner):
            with self.assertRaises(AccessError):
                self._spots(user).search(self.domain)

    def test_not_those_of_other_companies(self):
        company = self.env["res.company"].create({"name": "Other"})
        self.manager.company_ids |= company
        spots = self._spots(self.manager).with_context(allowed_company_ids=company.ids)
        self.assertFalse(spots.search(self.domain))

    def test_nobody_changes_it(self):
        spot = self._spots(self.manager).search(self.domain, limit=1)
        with self.assertRaises(AccessError):
            spot.write({"name": "x"})

    def test_per_100_homes(self):
        """Two problems for two homes are 100 for each 100, whatever the grouping."""
        self.assertEqual(
            sorted(self._rates(["area_id"]), key=lambda row: row[0].id),
            sorted(
                [(self.building, 2, 100.0, 1), (self.elsewhere, 1, False, 0)],
                key=lambda row: row[0].id,
            ),
        )
        self.assertEqual(self._rates([]), [(3, 100.0, 1)])

    def test_per_100_homes_of_several_buildings(self):
        """One problem in a house of three homes more: 3 for 5 homes."""
        house = self.env["property.place"].create(
            {"name": "House 2", "kind": "building", "parent_id": self.estate.id}
        )
        flats = self.env["property.place"].create(
            [
                {"name": str(number), "kind": "unit", "parent_id": house.id}
                for number in range(3)
            ]
        )
        self.mine |= self._create_problem(place_id=flats[0].id)
        self.domain = [("ticket_id", "in", self.mine.ids)]
        self.assertEqual(self._rates([]), [(4, 60.0, 1)])
        inside = ("area_id", "=", house.id)
        [(_type, count, rate, _again)] = self._rates(["problem_type_id"], inside)
        self.assertEqual((count, round(rate, 2)), (1, 33.33))

    def test_an_estate_counts_the_homes_of_all_its_buildings(self):
        garden = self.env["property.place"].create(
            {"name": "Garden", "kind": "outdoor", "parent_id": self.estate.id}
        )
        self.assertEqual(garden.area_id, self.estate)
        self.assertEqual(self.lobby.area_id, self.building)
        self.assertEqual(self.building.area_id, self.building)
        self.mine |= self._create_problem(place_id=garden.id)
        self.domain = [("ticket_id", "in", self.mine.ids)]
        [row] = self._rates(["area_id"], ("area_id", "=", self.estate.id))
        self.assertEqual(row, (self.estate, 1, 50.0, 0))

    def test_tables_of_one_page_agree_with_each_alone(self):
        """Sums of sums, whichever way the figures are asked for."""
        garden = self.env["property.place"].create(
            {"name": "Garden", "kind": "outdoor", "parent_id": self.estate.id}
        )
        for code, place in (("HY-BIN", garden), ("EQ-LEAK-SLOW", self.lobby)):
            self.mine |= self._create_problem(code, place_id=place.id)
        self.mine |= self._create_problem(place_id=False)
        self.mine[1]._record({"is_chronic": True})
        self.domain = [("ticket_id", "in", self.mine.ids)]
        spots = self._spots(self.manager)
        dimensions = ["area_id", "problem_type_id", "is_chronic", "reported_at:month"]
        measures = ["problem_count:sum", "per_100_homes:avg", "open_count:sum"]
        measures += ["recurrence_count:sum", "__count"]
        tables = [
            names
            for size in range(len(dimensions) + 1)
            for names in combinations(dimensions, size)
        ]
        together = spots.formatted_read_grouping_sets(self.domain, tables, measures)
        for names, rows in zip(tables, together, strict=True):
            with self.subTest(dimensions=names):
                alone = spots.formatted_read_group(self.domain, names, measures)
                self.assertEqual(rows, alone)

    def test_tables_of_nothing(self):
        spots, nothing = self._spots(self.manager), [("ticket_id", "=", 0)]
        asked = [[], ["area_id"]], ["problem_count:sum", "per_100_homes:avg"]
        [[total], rows] = spots.formatted_read_grouping_sets(nothing, *asked)
        self.assertFalse(total["problem_count:sum"])
        self.assertFalse(rows)

    def test_other_figures_and_orders_are_the_database_s(self):
        asked = [[], ["area_id"]]
        spots = self._spots(self.manager)
        for measures, order in (
            (["problem_count:sum"], "area_id DESC"),
            (["problem_count:avg"], None),
        ):
            total, rows = spots.formatted_read_grouping_sets(
                self.domain, asked, measures, order=order
            )
            self.assertEqual(len(total), 1)
            self.assertEqual(len(rows), 2)

    def test_a_place_that_moves_changes_its_building(self):
        house = self.env["property.place"].create(
            {"name": "House 2", "kind": "building", "parent_id": self.estate.id}
        )
        self.unit.parent_id = house
        self.assertEqual(self.unit.area_id, house)
        self.building.kind = "floor"
        self.assertEqual(self.other_unit.area_id, self.estate)

    def test_a_figure_leads_to_its_problems(self):
        spot = self._spots(self.staff).search([("ticket_id", "=", self.here.id)])
        action = spot.action_open()
        self.assertEqual(action["res_model"], "helpdesk.ticket")
        self.assertEqual(action["res_id"], self.here.id)

    def test_reading_it_costs_the_same_for_many(self):
        def read():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._spots(self.staff).formatted_read_grouping_sets(
                [],
                [[], ["area_id"], ["area_id", "reported_at:month"]],
                ["problem_count:sum", "per_100_homes:avg"],
            )
            return self.cr.sql_log_count - before

        read()
        few = read()
        for place in (self.unit, self.other_unit, self.lobby) * 5:
            self._create_problem(place_id=place.id)
        self.assertEqual(read(), few)
