# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class RectificationProblemType(models.Model):
    """What is looked at when the result for a problem of this type is verified."""

    _inherit = "rectification.problem.type"

    checklist_id = fields.Many2one(
        comodel_name="rectification.checklist",
        string="Verification Checklist",
        index="btree_not_null",
        check_company=True,
        help="Copied to the verification when a plan comes into force. A later change "
        "leaves the verifications that are under way alone.",
    )
