# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .common import RectificationCase


class IncidentCase(RectificationCase):
    """A burst pipe in the building: one problem leads, two flats have no water."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.burst = cls._create_problem(
            name="Pipe burst", place_id=cls.building.id, partner_name="The guard"
        )
        cls.dry, cls.other_dry = (
            cls._create_problem(
                name=name, place_id=place.id, partner_id=user.partner_id.id
            )
            for name, place, user in (
                ("No water at Olga's", cls.unit, cls.owner),
                ("No water at Nils'", cls.other_unit, cls.neighbour),
            )
        )
        cls.led = cls.dry | cls.other_dry

    @classmethod
    def _link(cls):
        cls.led.with_user(cls.coordinator).link_to_leading(cls.burst.id)

    def _notes(self, problem):
        return " ".join(str(message.body) for message in problem.message_ids)
