# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class RectificationReason(models.TransientModel):
    """Why nobody looks at a place."""

    _inherit = "rectification.reason"

    operation = fields.Selection(
        selection_add=[
            ("skip", "Do not look there"),
        ],
        ondelete={"skip": "cascade"},
    )

    def _get_steps(self):
        return super()._get_steps() | {
            "skip": (
                "rectification.read.across",
                lambda check: check.skip(self.reason),
            ),
        }
