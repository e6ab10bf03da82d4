# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class RectificationPlanAdd(models.TransientModel):
    """What is part of another problem joins no plan by itself."""

    _inherit = "rectification.plan.add"

    @api.model
    def _get_other_terms(self):
        return [*super()._get_other_terms(), "('leading_id', '=', False)"]
