# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class RectificationVerification(models.Model):
    """What was not drawn waits for nobody."""

    # Beside what a verification is by itself.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.verification"

    sampling = fields.Selection(related="plan_id.sampling")

    @api.depends("plan_id.sampling")
    def _compute_is_late(self):
        res = super()._compute_is_late()
        self.filtered(lambda check: check.sampling == "skipped").is_late = False
        return res

    @api.depends("plan_id.sampling")
    def _compute_obstacle(self):
        return super()._compute_obstacle()

    def _get_obstacle(self):
        if self.sudo().plan_id.sampling != "skipped":
            return super()._get_obstacle()
        return self.env._(
            "This result was not drawn for verification: its problem is closed as not "
            "verified. A quality manager may reopen it, then it is verified all the "
            "same."
        )
