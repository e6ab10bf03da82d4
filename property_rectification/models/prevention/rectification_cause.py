# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.fields import Domain

from ...rules import effectiveness

# What was found elsewhere, and did not turn out to be nothing.
FOUND = Domain("state", "=", "found") & Domain(
    "ticket_id.rectification_outcome", "not in", effectiveness.NOTHING
)


class RectificationCause(models.Model):
    """How far a cause reaches, and what people learn so that it does not come back."""

    _inherit = "rectification.cause"

    found_elsewhere_count = fields.Integer(
        string="Found Elsewhere",
        compute="_compute_found_elsewhere_count",
        help="Problems that were found at similar places, because this cause or one "
        "below it was verified somewhere.",
    )
    training_topic = fields.Char(
        translate=True,
        help="What a training against this cause is about. Causes below it have the "
        "same topic unless they have one of their own.",
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

    def _get_training_topic(self):
        """Return the topic of this cause, or of the nearest one above it."""
        cause = self
        while cause and not cause.training_topic:
            cause = cause.parent_id
        return cause.training_topic
