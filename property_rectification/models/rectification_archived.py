# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError


class RectificationAction(models.Model):
    """Nobody works on a plan that is put away."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.action"

    def _check_plan_in_force(self):
        res = super()._check_plan_in_force()
        self.plan_id.sudo()._check_not_archived()
        return res


class RectificationVerification(models.Model):
    """Nobody verifies a plan that is put away."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.verification"

    def _check_ready(self, result):
        self.plan_id.sudo()._check_not_archived()
        return super()._check_ready(result)


class RectificationPlan(models.Model):
    """Nobody decides about a plan that is put away."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.plan"

    def _check_state(self, state):
        self._check_not_archived()
        return super()._check_state(state)

    def _check_not_archived(self):
        archived = self.filtered(lambda plan: not plan.active)
        if archived:
            raise UserError(
                self.env._(
                    "“%(plan)s” is archived: restore it first.",
                    plan=archived[0].display_name,
                )
            )
