# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain


class PropertyPlace(models.Model):
    """What is near: the place itself, its parts, and what it is part of."""

    # The model is split by what its parts are about, to keep files readable.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "property.place"

    def _get_near_domain(self):
        """Return a domain of records whose ``place_id`` is near these places."""
        around = Domain("place_id", "in", self.sudo()._ancestor_ids())
        return around | Domain("place_id", "child_of", self.ids)
