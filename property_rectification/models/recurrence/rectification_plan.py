# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ...rules import lifecycle


class RectificationPlan(models.Model):
    """A plan of a chronic problem ends only when something prevents the next one."""

    _inherit = "rectification.plan"

    def _lacks_prevention(self):
        """Tell whether a problem of this plan is chronic and nothing prevents it."""
        self.ensure_one()
        is_chronic = any(self.ticket_ids.mapped("is_chronic"))
        return lifecycle.lacks_prevention(is_chronic, self._get_facts())

    def _conclude_if_effective(self):
        unprevented = self.filtered(lambda plan: plan._lacks_prevention())
        plans = self - unprevented
        return super(RectificationPlan, plans)._conclude_if_effective()

    def _after_work(self):
        """Prevention may be the last thing that was missing."""
        res = super()._after_work()
        in_force = self.filtered(lambda plan: plan.state == "approved")
        idle = in_force.filtered(lambda plan: not plan._get_open_actions())
        idle._conclude_if_effective()
        return res
