# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...rules import read_across

_PLACES = """
    SELECT place.id, place.kind, place.parent_id, place.area_id,
           split_part(place.parent_path, '/', 1)::integer,
           COALESCE(NULLIF(place.built_year, 0), NULLIF(area.built_year, 0)),
           place.name->>'en_US'
      FROM property_place place
 LEFT JOIN property_place area ON area.id = place.area_id
     WHERE %s
  ORDER BY place.id
"""


class PropertyPlace(models.Model):
    """Which places are like another one."""

    _inherit = "property.place"

    built_year = fields.Integer(
        string="Built In",
        aggregator=None,
        help="A year. Parts have that of their building unless they say otherwise. "
        "What went wrong in one building is looked for in those of the same age.",
    )

    _similar = models.Index("(company_id, kind) WHERE active IS TRUE")

    @api.constrains("built_year")
    def _check_built_year(self):
        latest = fields.Date.context_today(self).year + 20
        for place in self:
            if place.built_year and not 1000 <= place.built_year <= latest:
                raise ValidationError(
                    self.env._(
                        "%(year)s is no year in which something was built.",
                        year=place.built_year,
                    )
                )

    def _get_traits(self):
        """Return what makes these places similar to others, as list of rule places."""
        return self._read_traits(SQL("place.id = ANY(%s)", self.ids))

    @api.model
    def _find_similar(self, origins, company, within, without):
        """Return places of the kinds of some others, as list of rule places.

        :param origins: list of ``read_across.Place``
        :param within: only those in this place, anywhere when it is empty
        :param without: places to leave out
        """
        condition = SQL(
            "place.active IS TRUE AND place.company_id = %s AND place.kind = ANY(%s)"
            " AND NOT place.id = ANY(%s)",
            company.id,
            sorted({origin.kind for origin in origins}),
            without.ids,
        )
        if within:
            path = SQL("place.parent_path LIKE %s", f"{within.parent_path}%")
            condition = SQL("%s AND %s", condition, path)
        return self._read_traits(condition)

    @api.model
    def _read_traits(self, condition):
        names = (
            "name",
            "kind",
            "parent_id",
            "area_id",
            "parent_path",
            "built_year",
            "active",
        )
        # A clause of fixed words and parameters.
        query = SQL(
            _PLACES,
            condition,
            to_flush=map(self._fields.get, (*names, "company_id")),
        )
        rows = self.env.execute_query(query)
        return [read_across.Place(*row) for row in rows]
