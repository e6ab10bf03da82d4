# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def write(self, vals):
        """Let deadlines go on by the calendar that a company has from now on."""
        if "resource_calendar_id" not in vals:
            return super().write(vals)
        deadlines = self.env["rectification.deadline"]
        with deadlines._while_changing(self.resource_calendar_id, self):
            return super().write(vals)
