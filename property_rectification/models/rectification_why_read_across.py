# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..rules import effectiveness

# What was found elsewhere, and did not turn out to be nothing.
FOUND = Domain("state", "=", "found") & Domain(
    "ticket_id.rectification_outcome", "not in", effectiveness.NOTHING
)


class RectificationWhy(models.Model):
    """A cause that is being looked for elsewhere stays on record."""

    # Beside what a why is by itself.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.why"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_looked_for(self):
        checks = self.env["rectification.read.across"].sudo()
        if checks.search_count([("why_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "This cause is being looked for elsewhere: mark it as refuted "
                    "instead of deleting it."
                )
            )


class RectificationCause(models.Model):
    """How far a cause of the taxonomy reaches."""

    _inherit = "rectification.cause"

    found_elsewhere_count = fields.Integer(
        string="Found Elsewhere",
        compute="_compute_found_elsewhere_count",
        help="Problems that were found at similar places, because this cause or one "
        "below it was verified somewhere.",
    )

    def _compute_found_elsewhere_count(self):
        """Of the companies of the user, whoever may see the single problems."""
        rows = (
            self.env["rectification.read.across"]
            .sudo()
            ._read_group(
                FOUND
                & Domain("cause_id", "child_of", self.ids)
                & Domain("company_id", "in", self.env.companies.ids),
                ["cause_id"],
                ["__count"],
            )
        )
        for cause in self:
            path = cause.parent_path or "-"
            cause.found_elsewhere_count = sum(
                count
                for found, count in rows
                if (found.parent_path or "").startswith(path)
            )
