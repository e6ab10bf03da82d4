# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class PropertyPlace(models.Model):
    """Who lives in a house, and who is told when something happens in it."""

    _inherit = "property.place"

    def _get_residents(self):
        """Return who lives in each of these places or in a part of it today.

        :return: dict place -> partners, each once
        """
        occupancies = self.env["property.occupancy"].search_fetch(
            [("place_id", "child_of", self.ids), ("is_current", "=", True)],
            ["place_id", "partner_id"],
        )
        people = {place: self.env["res.partner"] for place in self}
        for place in self:
            inside = occupancies.filtered(
                lambda o, p=place: p.id in o.place_id._ancestor_ids()
            )
            people[place] = inside.partner_id
        return people

    def _get_notice_place(self):
        """Return the place whose residents are concerned by an emergency here.

        The house rather than the flat: water and smoke do not stop at a door.
        """
        around = self._get_places_around()
        return around.filtered(lambda place: place.kind in ("building", "estate"))[:1]

    def _get_places_around(self):
        """Return this place and all it is part of, itself first."""
        path = (self.parent_path or "").split("/")
        return self.browse(int(step) for step in reversed(path) if step)
