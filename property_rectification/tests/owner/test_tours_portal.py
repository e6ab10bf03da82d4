# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from ..common_portal import PortalCase


@tagged("post_install", "-at_install")
class TestOwnerTour(PortalCase):
    """An owner reports a problem, with a computer and with a phone."""

    def _run(self):
        self.start_tour("/my", "rectification_owner_tour", login=self.owner.login)
        problem = self.env["helpdesk.ticket"].search(
            [("is_problem", "=", True), ("partner_id", "=", self.owner.partner_id.id)]
        )
        self.assertEqual(problem.place_id, self.unit)
        self.assertEqual(problem.problem_type_id, self.leak)
        self.assertEqual(problem.photo_ids.mapped("mimetype"), ["image/png"])

    def test_owner_tour(self):
        self._run()


@tagged("post_install", "-at_install")
class TestOwnerTourPhone(TestOwnerTour):
    allow_inherited_tests_method = True
    browser_size = "390x844"
    touch_enabled = True
