# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class RectificationReason(models.TransientModel):
    """Why a problem is not the one before."""

    _inherit = "rectification.reason"

    operation = fields.Selection(
        selection_add=[
            ("unlink", "Not the same problem"),
        ],
        ondelete={"unlink": "cascade"},
    )

    def _get_steps(self):
        return super()._get_steps() | {
            "unlink": (
                "helpdesk.ticket",
                lambda ticket: ticket.refuse_recurrence(self.reason),
            ),
        }
