# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError


class RectificationPlan(models.Model):
    """Nobody decides about a plan that is put away."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.plan"

    def _check_not_archived(self):
        archived = self.filtered(lambda plan: not plan.active)
        if archived:
            raise UserError(
                self.env._(
                    "“%(plan)s” is archived: restore it first.",
                    plan=archived[0].display_name,
                )
            )
