# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..rules import sampling


class RectificationPolicy(models.Model):
    """How many of the results of minor work are verified."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.policy"

    verification_share = fields.Integer(
        default=sampling.EVERY,
        aggregator=None,
        help="Percentage of finished plans that are verified; minor problems only. "
        "Which ones is drawn when the work is finished. The others are closed as not "
        "verified, never as effective.",
    )

    _verification_share_percent = models.Constraint(
        "CHECK (verification_share BETWEEN 0 AND 100)",
        "The verification share is a percentage between 0 and 100.",
    )

    @api.onchange("severity")
    def _onchange_severity_share(self):
        if self.severity != "s4":
            self.verification_share = sampling.EVERY

    @api.constrains("verification_share", "severity")
    def _check_verification_share(self):
        for record in self:
            is_share = record.verification_share < sampling.EVERY
            if is_share and record.severity != "s4":
                raise ValidationError(
                    self.env._(
                        "“%(policy)s” is not for minor problems alone: every result is "
                        "verified, a share is for severity Minor only.",
                        policy=record.name,
                    )
                )
