# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class RectificationVerification(models.Model):
    """What was not drawn waits for nobody."""

    # Beside what a verification is by itself.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.verification"

    sampling = fields.Selection(related="plan_id.sampling")
