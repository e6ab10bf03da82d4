# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import SQL

from ...rules import read_across

_EQUIPMENT = """
    SELECT equipment.id, equipment.model, equipment.category_id, equipment.partner_id,
           EXTRACT(YEAR FROM equipment.effective_date)::integer,
           place.id, place.kind, place.parent_id, place.area_id,
           split_part(place.parent_path, '/', 1)::integer
      FROM maintenance_equipment equipment
      JOIN property_place place ON place.id = equipment.place_id
     WHERE %s
  ORDER BY equipment.id
"""
_OWN = ("model", "category_id", "partner_id", "effective_date", "place_id", "active")
_OF_PLACE = ("kind", "parent_id", "area_id", "parent_path", "company_id")


class MaintenanceEquipment(models.Model):
    """Which equipment is like another one."""

    _inherit = "maintenance.equipment"

    _similar_model = models.Index("(lower(model)) WHERE model IS NOT NULL")
    _similar_partner = models.Index("(partner_id) WHERE partner_id IS NOT NULL")

    def _get_traits(self):
        """Return what makes these similar to others, as list of rule equipment."""
        return self._read_traits(SQL("equipment.id = ANY(%s)", self.ids))

    @api.model
    def _find_similar(self, origins, company, within, without):
        """Return equipment like some other, as list of rule equipment.

        What stands nowhere cannot be looked at, and is left out.

        :param origins: list of ``read_across.Equipment``
        :param within: only what stands in this place, anywhere when it is empty
        :param without: equipment to leave out
        """
        condition = SQL(
            "equipment.active IS TRUE AND place.company_id = %s"
            " AND NOT equipment.id = ANY(%s) AND (equipment.category_id = ANY(%s)"
            " OR equipment.partner_id = ANY(%s) OR lower(equipment.model) = ANY(%s))",
            company.id,
            without.ids,
            [origin.category for origin in origins if origin.category],
            [origin.partner for origin in origins if origin.partner],
            [origin.model.strip().lower() for origin in origins if origin.model],
        )
        if within:
            path = SQL("place.parent_path LIKE %s", f"{within.parent_path}%")
            condition = SQL("%s AND %s", condition, path)
        return self._read_traits(condition)

    @api.model
    def _read_traits(self, condition):
        place = self.env["property.place"]._fields
        query = SQL(
            _EQUIPMENT,
            condition,
            to_flush=[
                *map(self._fields.get, _OWN),
                *map(place.get, _OF_PLACE),
            ],
        )
        return [
            read_across.Equipment(*row[:5], at=read_across.Place(*row[5:]))
            for row in self.env.execute_query(query)
        ]
