# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, tagged

from odoo.addons.web.tests.test_js import unit_test_error_checker

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestBackendTours(RectificationCase, HttpCase):
    """What staff and coordinators do most, in a real browser."""

    def test_staff_logs_a_problem(self):
        problems = self.env["helpdesk.ticket"].search([])
        self.start_tour(
            "/odoo/my-work", "rectification_staff_log_problem", login="staff"
        )
        problem = self.env["helpdesk.ticket"].search([]) - problems
        self.assertEqual(problem.place_id, self.lobby)
        self.assertEqual(problem.problem_type_id, self._type("EQ-LEAK-SLOW"))
        self.assertEqual(problem.create_uid, self.staff)
        self.assertEqual(problem.problem_source, "staff")
        self.assertEqual(problem.rectification_state, "new")

    def test_coordinator_reads_why_and_acknowledges(self):
        problem = self._create_problem()
        self.start_tour(
            "/odoo/rectification-problems",
            "rectification_coordinator_kanban",
            login="coordinator",
        )
        self.assertEqual(problem.acknowledged_by_id, self.coordinator)
        self.assertEqual(problem.plan_id.author_id, self.coordinator)
        self.assertEqual(problem.rectification_state, "rectifying")

    def test_acknowledge_from_the_kanban(self):
        problem = self._create_problem("EQ-LEAK-HEAVY", name="Burst pipe")
        self.start_tour(
            "/odoo/rectification-problems",
            "rectification_acknowledge_from_kanban",
            login="coordinator",
        )
        self.assertEqual(problem.acknowledged_by_id, self.coordinator)

    def test_the_countdown_moves_and_a_pause_has_a_reason(self):
        problem = self._create_problem("EQ-LEAK-HEAVY", name="Burst pipe")
        problem.with_user(self.coordinator).action_acknowledge()
        self.start_tour(
            f"/odoo/rectification-problems/{problem.id}",
            "rectification_pause_with_reason",
            login="coordinator",
        )
        rectify = problem.deadline_ids.filtered(lambda d: d.clock == "rectify")
        self.assertEqual(rectify.state, "running")
        self.assertEqual(rectify.pause_note, "The pump comes on Thursday.")
        self.assertEqual(rectify.paused_by_id, self.coordinator)
        self.assertTrue(problem.attended_at)

    def test_units_of_the_web_client(self):
        """The tests under static/tests, in the browser, on a clock of their own."""
        self.browser_js(
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
            "&filter=@property_rectification",
            "",
            "",
            login="admin",
            timeout=180,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
