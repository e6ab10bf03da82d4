# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from ..common import RectificationCase


class TestPlace(RectificationCase):
    def test_a_place_is_not_part_of_itself(self):
        for place, parent in (
            (self.estate, self.unit),
            (self.building, self.building),
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                place.parent_id = parent

    def test_the_full_name_follows_the_tree(self):
        self.estate.name = "Park"
        self.assertEqual(self.unit.complete_name, "Park / Building 1 / Unit 1")

    def test_a_code_is_unique_in_its_company(self):
        self.unit.code = "1-01"
        with self.assertRaises(Exception) as caught, mute_logger("odoo.sql_db"):
            with self.cr.savepoint():
                self.other_unit.code = "1-01"
                self.env.flush_all()
        self.assertIn("code_unique", str(caught.exception))

    def test_homes_are_counted_up_the_tree(self):
        self.assertEqual(self.estate.home_count, 2)
        self.assertEqual(self.building.home_count, 2)
        self.assertEqual(self.unit.home_count, 1)
        self.assertEqual(self.lobby.home_count, 0)

    def test_problems_are_counted_up_the_tree(self):
        problem = self._create_problem()
        self._create_problem(place_id=self.lobby.id)
        problem.with_user(self.manager).close_with_outcome("declined", "x")
        self.assertEqual(self.estate.problem_count, 2)
        self.assertEqual(self.estate.open_problem_count, 1)
        self.assertEqual(self.unit.problem_count, 1)
        self.assertEqual(self.unit.open_problem_count, 0)

    def test_staff_of_the_whole_are_staff_of_its_parts(self):
        self.assertIn(self.staff, self.unit.worker_user_ids)
        self.estate.worker_ids = [Command.clear()]
        self.assertFalse(self.unit.worker_user_ids)
        self.building.manager_id = self.cleaner
        self.assertFalse(self.unit.worker_user_ids)
        # A manager without a login is stood in for by the one above.
        self.assertEqual(self.unit.manager_user_id, self.coordinator)

    def test_counts_cost_the_same_for_one_place_and_for_many(self):
        places = self.estate | self.building | self.unit | self.other_unit | self.lobby
        for batch in (self.estate, places):
            self.env.invalidate_all()
            batch.mapped("parent_path")
            with self.assertQueryCount(2):
                batch.mapped("home_count")
                batch.mapped("problem_count")


class TestOccupancy(RectificationCase):
    def test_it_does_not_end_before_it_begins(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            with self.cr.savepoint():
                self.occupancy.date_to = self.occupancy.date_from - timedelta(days=1)
                self.env.flush_all()

    def test_the_same_person_is_not_recorded_twice_at_a_time(self):
        vals = {
            "place_id": self.unit.id,
            "partner_id": self.owner.partner_id.id,
            "date_from": self.today,
        }
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.occupancy.create(vals)
        self.occupancy.create({**vals, "role": "representative"})
        self.occupancy.date_to = self.today - timedelta(days=1)
        self.assertTrue(self.occupancy.create(vals).is_current)

    def test_a_stay_counts_from_its_first_to_its_last_day(self):
        day = timedelta(days=1)
        for first, last, current in (
            (self.today, self.today, True),
            (self.today - day, self.today - day, False),
            (self.today + day, False, False),
            (self.today - day, False, True),
        ):
            self.occupancy.write({"date_from": first, "date_to": last})
            self.assertEqual(self.occupancy.is_current, current)
            found = self.occupancy.search([("is_current", "=", True)])
            self.assertEqual(self.occupancy in found, current)
