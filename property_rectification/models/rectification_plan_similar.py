# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from functools import partial

from odoo import api, models

from ..rules import read_across


class RectificationPlan(models.Model):
    """Which places and equipment are like those that a plan is about."""

    # The model is split by what its parts are about, to keep files readable.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.plan"

    def _get_own_targets(self):
        """Return the places and the equipment that this plan is about."""
        problems = self.sudo().ticket_ids
        return self.place_id.sudo() | problems.place_id, problems.equipment_id

    def _get_known_targets(self, statement):
        """Return what is looked at already for a cause: places, and equipment."""
        known = self.env["rectification.read.across"].sudo()
        known = known.search_fetch(
            [
                ("root_plan_id", "=", (self.root_id or self).id),
                ("statement", "=", statement),
            ],
            ["place_id", "equipment_id"],
        )
        return {check.equipment_id or check.place_id for check in known}

    def _find_similar(self, limit, within=None, known=()):
        """Return similar places and equipment, the most similar first.

        :param limit: how many of each at most
        :param within: a place that they have to be in, or None
        :param known: places and equipment to leave out beside the plan's own
        :return: (list of (place or equipment, ``read_across.Similarity``), how many of
            all that are similar were left out by the limit)
        """
        places, equipment = self._get_own_targets()
        known_places = [each for each in known if each._name == places._name]
        seen = equipment.union(*(each for each in known if each not in known_places))
        rank = partial(self._rank_similar, within=within, limit=limit)
        tools, more_tools = rank(equipment, seen, read_across.compare_equipment)
        # Who looks at an equipment is at its place.
        seen_at = seen.union(*(each for each, _alike in tools)).place_id
        seen_at = places.union(seen_at, *known_places)
        spots, more_spots = rank(places, seen_at, read_across.compare_places)
        return tools + spots, more_tools + more_spots

    def _rank_similar(self, own, seen, compare, within, limit):
        origins = own._get_traits() if own else []
        if not origins:
            return [], 0
        others = own._find_similar(origins, self.company_id, within, seen)
        best, count = read_across.rank(origins, others, compare, limit)
        found = [(own.browse(other.key), alike) for other, alike in best]
        return found, count - len(found)

    def _get_similarity(self, targets):
        """Return dict place or equipment -> score and reasons, for what was chosen."""
        own_places, own_equipment = self._get_own_targets()
        places = own_places.union(*(place for place, each in targets if not each))
        equipment = own_equipment.union(*(each for _place, each in targets))
        vals = {}
        for own, every, compare in (
            (own_places, places, read_across.compare_places),
            (own_equipment, equipment, read_across.compare_equipment),
        ):
            if every - own:
                traits = (every - own)._get_traits()
                best, _count = read_across.rank(
                    own._get_traits(), traits, compare, len(traits)
                )
                for other, alike in best:
                    vals[own.browse(other.key)] = self._prepare_similarity_vals(alike)
        return vals

    def _prepare_similarity_vals(self, alike):
        labels = self._get_reason_labels()
        reasons = ", ".join(labels[reason] for reason in alike.reasons)
        return {"score": alike.score, "reasons": reasons}

    @api.model
    def _get_reason_labels(self):
        return {
            "same_name": self.env._("same name"),
            "same_parent": self.env._("next to it"),
            "same_area": self.env._("same building"),
            "same_estate": self.env._("same estate"),
            "same_company": self.env._("same kind of place"),
            "same_age": self.env._("same age"),
            "same_model": self.env._("same model"),
            "same_category": self.env._("same category"),
            "same_partner": self.env._("same supplier"),
        }
