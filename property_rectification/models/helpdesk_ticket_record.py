# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class HelpdeskTicket(models.Model):
    """A problem that somebody has answered stays on record."""

    # What we add to the ticket is told in one file a subject.
    # pylint: disable=consider-merging-classes-inherited
    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "rectification.record.mixin"]

    plan_is_archived = fields.Boolean(compute="_compute_plan_is_archived")

    @api.depends("plan_id.active")
    def _compute_plan_is_archived(self):
        for ticket in self:
            plan = ticket.sudo().plan_id
            ticket.plan_is_archived = bool(plan and not plan.active)

    def unlink(self):
        return super(HelpdeskTicket, self._keep_on_record()).unlink()

    def _filter_recorded(self):
        return self.filtered(lambda t: t.is_problem or t.acknowledged_at)

    def _filter_on_record(self):
        return self.filtered(
            # Also what was moved since to a team that takes no part.
            lambda ticket: ticket.acknowledged_at
            or (ticket.is_problem and ticket.rectification_state != "new")
        )

    def _rest(self, is_resting):
        """The plan of problems that are all put away is put away with them."""
        res = super()._rest(is_resting)
        plans = self.plan_id.filtered(lambda plan: plan.active == is_resting)
        if is_resting:
            plans.invalidate_recordset(["ticket_ids"])
            plans = plans.filtered(lambda plan: not plan.ticket_ids)
        plans.write({"active": not is_resting})
        return res
