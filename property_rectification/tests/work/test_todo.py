# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import SQL

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestTodo(RectificationCase):
    """My Work reads the facts themselves, of whatever add-on they are."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.todo = cls.env["rectification.todo"]
        cls.problem = cls._create_problem()

    def _find(self, record, **values):
        """Return the work about a record that has these values in the database."""
        own = [("res_model", "=", record._name), ("res_id", "in", record.ids)]
        return self.todo.search([*own, *((k, "=", v) for k, v in values.items())])

    def _assertFollows(self, record, vals, **values):
        """Assert that what is written to a record is in My Work right away."""
        self.assertTrue(self._find(record))
        self.assertFalse(self._find(record, **values))
        record.write(vals)
        self.assertTrue(self._find(record, **values))

    def _look(self, problem):
        plan = self._plan(problem)
        self._analyse(plan)
        why = plan.why_ids.filtered(lambda why: not why.is_escape)
        plan.look_elsewhere(why.id, self.lobby.ids, [])
        return plan.sudo().read_across_ids

    # ------------------------------------------------------------------
    # Written and read in one transaction
    # ------------------------------------------------------------------

    def test_a_problem_is_up_to_date(self):
        self._assertFollows(self.problem, {"name": "A flood"}, name="A flood")
        self.problem.with_user(self.coordinator).action_acknowledge()
        self.assertTrue(self._find(self.problem, kind="plan"))

    def test_who_manages_the_place_of_a_problem_is_up_to_date(self):
        self.problem.user_id = False
        self.assertTrue(self._find(self.problem, user_id=False))
        self.building.manager_id = self.coordinator_employee
        self.assertTrue(self._find(self.problem, user_id=self.coordinator.id))

    def test_a_plan_is_up_to_date(self):
        plan = self._plan(self.problem).sudo()
        late = {"target_date": "2031-05-04"}
        self._assertFollows(plan, late, deadline="2031-05-04")
        self.problem._record({"plan_id": False})
        self.assertFalse(self._find(plan))

    def test_an_action_is_up_to_date(self):
        plan = self._plan(self.problem)
        self._approve(plan)
        action = plan.sudo().action_ids
        late = {"deadline": "2031-05-04"}
        self._assertFollows(action, late, deadline="2031-05-04")
        action.with_user(self.staff).action_done()
        self.assertFalse(self._find(action))

    def test_a_verification_is_up_to_date(self):
        check = self._bring_to_verification(self.problem).sudo()
        verifier = {"verifier_id": self.verifier.id}
        self._assertFollows(check, verifier, user_id=self.verifier.id)
        check.with_user(self.verifier).record_result("pass")
        self.assertFalse(self._find(check))

    def test_what_is_looked_for_elsewhere_is_up_to_date(self):
        check = self._look(self.problem)
        self._assertFollows(check, {"deadline": "2031-05-04"}, deadline="2031-05-04")
        check.with_user(self.coordinator).action_nothing_found()
        self.assertFalse(self._find(check))

    def test_all_that_is_read_is_flushed(self):
        for model, names in self.todo._depends.items():
            for name in names:
                field = self.env[model]._fields[name]
                self.assertTrue(field.store and field.column_type, (model, name))

    # ------------------------------------------------------------------
    # A branch of another add-on
    # ------------------------------------------------------------------

    @contextmanager
    def _further_branch(self, number=32, key="round"):
        """Let an add-on list the plant rooms, as it does with ``super()``."""
        cls = type(self.todo)
        branches, numbers = cls._get_branches, cls._get_branch_numbers
        rounds = SQL(
            "SELECT 'do', 'Look in', 'property.place', id, id, 's4', NULL::date, "
            "NULL::timestamp, manager_user_id, NULL::integer, company_id "
            "FROM property_place WHERE kind = 'plant'"
        )
        with (
            patch.object(cls, "_get_branches", lambda m: {key: rounds, **branches(m)}),
            patch.object(
                cls, "_get_branch_numbers", lambda m: {**numbers(m), key: number}
            ),
        ):
            yield

    def test_ids_are_those_of_the_record_and_of_its_branch(self):
        plan = self._plan(self.problem)
        self._approve(plan)
        self._look(self._create_problem())
        known = {
            todo.id: (todo.res_model, todo.res_id) for todo in self.todo.search([])
        }
        self.assertEqual(len(known), self.todo.search_count([]))
        with self._further_branch():
            found = self.todo.search([])
            places = found.filtered(lambda todo: todo.res_model == "property.place")
            self.assertIn(self.plant.id, places.mapped("res_id"))
            self.assertEqual(len(set(found.ids)), len(known) + len(places))
            found.invalidate_recordset()
            self.assertEqual(
                {t.id: (t.res_model, t.res_id) for t in found - places}, known
            )
            work = self._find(self.plant)
            self.assertEqual(work.action_open()["res_id"], self.plant.id)

    def test_no_two_branches_have_one_number(self):
        with self._further_branch(number=2), self.assertRaises(ValueError):
            self.todo.search([])

    def test_every_branch_has_a_number(self):
        numbers = self.todo._get_branch_numbers()
        self.assertLessEqual(self.todo._get_branches().keys(), numbers.keys())
        self.assertTrue(all(0 <= number < 64 for number in numbers.values()))
