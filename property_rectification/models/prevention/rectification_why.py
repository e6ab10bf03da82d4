# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError


class RectificationWhy(models.Model):
    """A cause that is being looked for elsewhere stays on record."""

    _inherit = "rectification.why"

    # Verified causes are searched for all problems that have them.
    _verified_causes = models.Index(
        "(cause_id, plan_id) WHERE status = 'verified' AND is_escape IS NOT TRUE"
    )

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
