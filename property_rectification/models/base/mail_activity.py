# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class MailActivity(models.Model):
    """Activities rest while what they are about is archived."""

    _inherit = "mail.activity"

    rectification_resting = fields.Boolean(
        string="Rests",
        readonly=True,
        copy=False,
        help="Put away with an archived problem or plan, and not done.",
    )

    @api.model
    def _suspend(self, ids_by_model, is_suspended):
        """Put activities away with their records, or bring back what was put away.

        :param ids_by_model: ids of records by the name of their model
        """
        domain = Domain.OR(
            Domain("res_model", "=", model) & Domain("res_id", "in", ids)
            for model, ids in ids_by_model.items()
        )
        domain &= Domain("active", "=", is_suspended)
        if not is_suspended:
            domain &= Domain("rectification_resting", "=", True)
        activities = self.sudo().with_context(active_test=False).search(domain)
        activities.write(
            {"active": not is_suspended, "rectification_resting": is_suspended}
        )
