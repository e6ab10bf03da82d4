# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class MaintenanceEquipment(models.Model):
    _inherit = "maintenance.equipment"

    place_id = fields.Many2one(
        comodel_name="property.place",
        check_company=True,
        index="btree_not_null",
        tracking=True,
        help="Where this equipment stands.",
    )
