# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .figure_field import check_finite


class RectificationPlan(models.Model):
    """A goal that can be missed: figures, and a day to reach them."""

    # The model is split by what its parts are about, to keep files readable.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.plan"

    @api.constrains("baseline", "target")
    def _check_figures(self):
        check_finite(self, "baseline", "target")

    def _is_goal_past(self):
        self.ensure_one()
        today = fields.Date.context_today(self)
        return bool(self.target_date and self.target_date < today)
