# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _rectification_person_ids(self):
        """Return the partner ids that identify these people, as a set."""
        users = self.sudo()
        return (
            set(users.partner_id.ids) | users.employee_ids._rectification_person_ids()
        )
