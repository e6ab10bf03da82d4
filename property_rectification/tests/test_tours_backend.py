# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, tagged

from .common import RectificationCase


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
