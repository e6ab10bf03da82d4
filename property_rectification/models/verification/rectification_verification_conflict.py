# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError

from ...rules import lifecycle


class RectificationVerification(models.Model):
    """Whoever had to do with a plan does not verify its result."""

    _inherit = "rectification.verification"

    def _check_verifier(self):
        """Refuse a verifier who wrote, approved, did or reported it."""
        obstacle = self._get_obstacle()
        if obstacle:
            raise UserError(obstacle)

    def _get_obstacle(self):
        """Say why the user cannot sign this, or False.

        Whoever had to do with the plan does not verify its result.
        """
        if self.sudo().plan_id.sampling == "skipped":
            return self.env._(
                "This result was not drawn for verification: its problem is closed as "
                "not verified. A quality manager may reopen it, then it is verified "
                "all the same."
            )
        person = self.env.user._rectification_person_ids()
        conflicts = lifecycle.conflicts(person, self.plan_id.sudo()._get_people())
        if not conflicts:
            return False
        roles = {
            "author": self.env._("wrote the plan"),
            "approver": self.env._("approved the plan"),
            "executor": self.env._("did the work"),
            "reporter": self.env._("reported the problem"),
        }
        return self.env._(
            "You %(parts)s: somebody else has to verify the result.",
            parts=", ".join(roles[conflict] for conflict in conflicts),
        )
