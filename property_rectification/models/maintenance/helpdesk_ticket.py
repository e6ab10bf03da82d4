# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError


class HelpdeskTicket(models.Model):
    """The short way from a problem about equipment to the maintenance team."""

    _inherit = "helpdesk.ticket"

    def action_request_maintenance(self):
        """Plan this problem where needed and ask the maintenance team for its action.

        :return: action that opens the request
        :raise UserError: when the log or the plan is not ready for work
        """
        self.ensure_one()
        if not self.plan_id:
            self.action_plan()
        plan = self.plan_id
        if plan.depth == "simple" and plan.state == "draft":
            plan.action_approve()
        actions = plan.action_ids._filter_open()
        waiting = actions.filtered(lambda a: not a.maintenance_request_id) or actions
        if not waiting:
            raise UserError(
                self.env._("Its plan has no open action: add the one to be done first.")
            )
        return waiting[0].action_request_maintenance()
