# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain

# A choice that nobody reads to its end is none.
LIMIT = 20


class HelpdeskTicket(models.Model):
    """Which plans may well be about these problems, too."""

    # What we add to the ticket is told in one file a subject.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def action_join_plan(self):
        """Ask which plan these problems join."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Join a Plan"),
            "res_model": "rectification.plan.join",
            "view_mode": "form",
            "target": "new",
            "context": {"default_ticket_ids": self.ids},
        }

    def action_leave_plan(self):
        """Ask why these problems are taken out of their plan."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Take Out of the Plan"),
            "res_model": "rectification.plan.leave",
            "view_mode": "form",
            "target": "new",
            "context": {"default_ticket_ids": self.ids},
        }

    def _find_plans_to_join(self):
        """Return open plans about the types of these problems or near to them.

        Those about the same type come first, then those of the same place.
        """
        places, types = self.place_id, self.sudo().problem_type_id
        near = places._get_near_domain()
        alike = Domain("ticket_ids.problem_type_id", "in", types.ids)
        found = self.env["rectification.plan"].search(
            self._get_joinable_plans_domain() & (near | alike),
            limit=LIMIT,
            order="id desc",
        )
        kinds = {plan: plan.sudo().ticket_ids.problem_type_id for plan in found}
        return found.sorted(
            lambda plan: (not kinds[plan] & types, plan.place_id not in places)
        )

    def _propose_plan_to_join(self):
        """Return the open plan that these problems most probably belong to, if any."""
        first = self._find_plans_to_join()[:1]
        kinds = first.sudo().ticket_ids.problem_type_id
        return first if kinds & self.sudo().problem_type_id else first.browse()

    def _get_joinable_plans_domain(self):
        return Domain(
            [
                ("company_id", "in", self.company_id.ids),
                ("state", "in", ["draft", "approved"]),
                ("ticket_ids", "!=", False),
                ("id", "not in", self.plan_id.ids),
            ]
        )
