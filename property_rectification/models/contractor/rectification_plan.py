# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class RectificationPlan(models.Model):
    """A plan that comes into force is told to its contractors."""

    _inherit = "rectification.plan"

    def _begin_work(self):
        res = super()._begin_work()
        self.action_ids._tell_contractors()
        return res
