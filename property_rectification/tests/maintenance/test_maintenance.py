# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import PIXEL
from ..common_gate import GateCase


@tagged("post_install", "-at_install")
class TestMaintenance(GateCase):
    """From an action to the maintenance team and back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["maintenance.team"].create({"name": "Pumps"})
        cls.building.maintenance_team_id = cls.team
        cls.technician = cls.verifier
        cls.pump = cls.env["maintenance.equipment"].create(
            {
                "name": "Pump",
                "place_id": cls.plant.id,
                "technician_user_id": cls.technician.id,
                "maintenance_team_id": cls.team.id,
            }
        )
        stages = cls.env["maintenance.stage"].search([])
        cls.done = stages.filtered("done")[0]
        cls.new = stages.filtered(lambda stage: not stage.done)[0]

    def _action(self, **vals):
        problem = self._create_problem(
            "EQ-GUTTER", equipment_id=self.pump.id, place_id=self.plant.id
        )
        plan = self._plan(problem, **vals)
        self._approve(plan)
        return plan.action_ids

    def _request(self, action, user=None):
        action.with_user(user or self.coordinator).action_request_maintenance()
        return action.sudo().maintenance_request_id

    def test_what_is_known_goes_along(self):
        action = self._action()
        self.env["ir.attachment"].create(
            {
                "name": "pump.png",
                "datas": PIXEL,
                "res_model": "helpdesk.ticket",
                "res_id": action.plan_id.ticket_ids.id,
            }
        )
        request = self._request(action)
        self.assertEqual(request.equipment_id, self.pump)
        self.assertEqual(request.place_id, self.plant)
        self.assertEqual(request.maintenance_team_id, self.team)
        self.assertEqual(request.user_id, self.technician)
        self.assertEqual(request.maintenance_type, "corrective")
        self.assertIn("drips", request.description)
        self.assertEqual(request.schedule_date.date(), action.deadline)
        photos = self.env["ir.attachment"].search(
            [("res_model", "=", "maintenance.request"), ("res_id", "=", request.id)]
        )
        self.assertEqual(photos.mapped("name"), ["pump.png"])

    def test_who_has_to_do_with_it_can_open_it(self):
        request = self._request(self._action(), self.staff)
        for user in (self.staff, self.coordinator, self.technician, self.manager):
            request.with_user(user).check_access("read")

    def test_asking_twice_opens_the_same_request(self):
        action = self._action()
        self.assertEqual(self._request(action), self._request(action))

    def test_a_done_request_finishes_its_action_and_a_reopened_one_reopens_it(self):
        action = self._action()
        request = self._request(action)
        request.with_user(self.technician).stage_id = self.done
        self.assertEqual(action.state, "done")
        self.assertEqual(action.done_by_id, self.technician)
        problem = action.plan_id.ticket_ids
        self.assertEqual(problem.rectification_state, "verifying")
        request.with_user(self.technician).stage_id = self.new
        self.assertEqual(action.state, "todo")

    def test_who_did_the_work_cannot_verify_it(self):
        action = self._action()
        self._request(action).with_user(self.technician).stage_id = self.done
        check = action.plan_id.verification_ids
        self.assertRpcRefused(
            "did the work", self.technician, check, "record_result", "pass"
        )

    def test_a_verified_result_stays(self):
        action = self._action()
        request = self._request(action)
        request.stage_id = self.done
        action.plan_id.verification_ids.with_user(self.manager).record_result("pass")
        with self.subTest("reopened"):
            self.assertRefused("verified", request.write, {"stage_id": self.new.id})

    def test_a_preventive_action_comes_back(self):
        action = self._action(kind="preventive", repeat_interval=3)
        request = self._request(action)
        self.assertEqual(request.maintenance_type, "preventive")
        self.assertTrue(request.recurring_maintenance)
        self.assertEqual((request.repeat_interval, request.repeat_unit), (3, "month"))

    def test_done_again_does_not_repeat_twice(self):
        action = self._action(kind="preventive")
        request = self._request(action)
        for stage in (self.done, self.new, self.done):
            request.stage_id = stage
        series = self.env["maintenance.request"].search(
            [("rectification_action_id", "=", action.id)]
        )
        self.assertEqual(len(series), 2)
        (series - request).stage_id = self.done
        self.assertEqual(action.state, "done")
        request.stage_id = self.new
        self.assertEqual(action.state, "todo", "its own request decides")

    def test_other_requests_repeat_as_ever(self):
        request = self.env["maintenance.request"].create(
            {
                "name": "Ordinary",
                "maintenance_team_id": self.team.id,
                "maintenance_type": "preventive",
                "recurring_maintenance": True,
            }
        )
        request.stage_id = self.done
        copies = self.env["maintenance.request"].search([("name", "=", "Ordinary")])
        self.assertEqual(len(copies), 2)
        self.assertFalse(copies.repeats_id)

    def test_a_deleted_request_leaves_the_action_open(self):
        action = self._action()
        self._request(action).unlink()
        self.assertEqual(action.state, "todo")
        self.assertFalse(action.maintenance_request_id)
        self.assertIn("deleted", str(action.message_ids.mapped("body")))

    def test_what_was_asked_for_is_given_out_again(self):
        action = self._action()
        first = self._request(action)
        name = first.name
        first.unlink()
        notes = str(action.message_ids.mapped("body"))
        self.assertIn(f"“{name}” was deleted", notes)
        second = self._request(action)
        self.assertTrue(second.exists())
        second.with_user(self.technician).stage_id = self.done
        self.assertEqual(action.state, "done")

    def test_work_that_was_done_stays_done_without_its_request(self):
        action = self._action()
        request = self._request(action)
        request.with_user(self.technician).stage_id = self.done
        done_at = action.done_at
        request.unlink()
        self.assertEqual((action.state, action.done_at), ("done", done_at))
        self.assertEqual(action.plan_id.ticket_ids.rectification_state, "verifying")
        self.assertIn("deleted", str(action.message_ids.mapped("body")))

    def test_equipment_is_kept_while_a_request_is_about_it(self):
        """The database refuses it, so that no request goes by a cascade."""
        action = self._action()
        request = self._request(action)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            with self.cr.savepoint():
                self.pump.unlink()
        self.assertEqual(action.maintenance_request_id, request)
        (request | request.search([("equipment_id", "=", self.pump.id)])).unlink()
        self.assertEqual(action.state, "todo")

    def test_a_request_that_the_database_forgets_leaves_the_action(self):
        action = self._action()
        request = self._request(action)
        self.env.flush_all()
        self.env.cr.execute(
            "DELETE FROM maintenance_request WHERE id = %s", [request.id]
        )
        self.env.invalidate_all()
        self.assertFalse(action.maintenance_request_id)
        self.assertEqual(action.state, "todo")
        self.assertTrue(self._request(action).exists())

    def test_a_problem_about_equipment_takes_one_click(self):
        problem = self._create_problem(
            "EQ-GUTTER", equipment_id=self.pump.id, place_id=self.plant.id
        )
        self.estate.manager_id = self.coordinator_employee
        problem.with_user(self.coordinator).action_acknowledge()
        problem.with_user(self.coordinator).action_request_maintenance()
        request = problem.plan_id.action_ids.maintenance_request_id
        self.assertEqual(request.equipment_id, self.pump)
        self.assertEqual(problem.rectification_state, "rectifying")

    def test_the_link_is_not_written_by_hand(self):
        action = self._action()
        self.assertRpcRefused(
            "cannot be set by hand",
            self.manager,
            action,
            "write",
            {"maintenance_request_id": self._request(action).id},
        )

    def test_strangers_ask_for_nothing(self):
        action = self._action()
        self.assertForbidden(self.outsider, action, "action_request_maintenance")

    def test_equipment_shows_its_problems(self):
        action = self._action()
        self._create_problem("EQ-GUTTER", place_id=self.plant.id)
        pump = self.pump.with_user(self.manager)
        self.assertEqual((pump.problem_count, pump.place_problem_count), (1, 2))
        domain = pump.action_open_problems()["domain"]
        found = self.env["helpdesk.ticket"].search(domain)
        self.assertEqual(found, action.plan_id.ticket_ids)

    def test_two_units_of_work_share_nothing(self):
        one, other = self._action(), self._action()
        self._request(one).stage_id = self.done
        self._request(other)
        self.assertEqual((one.state, other.state), ("done", "todo"))
        self.assertNotEqual(one.maintenance_request_id, other.maintenance_request_id)
