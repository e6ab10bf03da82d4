# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class ReportRectificationPlan(models.AbstractModel):
    """The verifications on the paper of a plan."""

    _inherit = "report.property_rectification.report_rectification_plan"

    @api.model
    def _get_named(self):
        return (
            *super()._get_named(),
            "verification_ids.verifier_id.display_name",
            "verification_ids.point_ids.name",
        )
