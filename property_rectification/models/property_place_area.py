# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class PropertyPlace(models.Model):
    """Where the homes are counted that a number of problems is compared with."""

    # The model is split by what its parts are about, to keep files readable.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "property.place"

    area_id = fields.Many2one(
        comodel_name="property.place",
        string="Building",
        compute="_compute_area_id",
        recursive=True,
        store=True,
        index=True,
        help="The building that this place is in, or else the outermost place around "
        "it: problems are compared by its homes.",
    )

    @api.depends("kind", "parent_id.area_id")
    def _compute_area_id(self):
        for place in self:
            is_area = place.kind == "building" or not place.parent_id
            place.area_id = place if is_area else place.parent_id.area_id
