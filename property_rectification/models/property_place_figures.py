# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class PropertyPlace(models.Model):
    """How many homes and problems there are in a place and its parts."""

    # The place is told in one file a subject.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "property.place"

    home_count = fields.Integer(
        string="Homes",
        compute="_compute_home_count",
        help="Units in this place, itself included.",
    )
    problem_count = fields.Integer(compute="_compute_problem_count")
    open_problem_count = fields.Integer(compute="_compute_problem_count")

    @api.depends_context("uid")
    def _compute_home_count(self):
        units = self.search_fetch(
            [("id", "child_of", self.ids), ("kind", "=", "unit")], ["parent_path"]
        )
        counts = self._count_by_ancestor((unit, 1) for unit in units)
        for place in self:
            place.home_count = counts.get(place.id, 0)

    def _compute_problem_count(self):
        domain = [("is_problem", "=", True), ("place_id", "child_of", self.ids)]
        rows = self.env["helpdesk.ticket"]._read_group(
            domain, ["place_id", "rectification_state"], ["__count"]
        )
        every = self._count_by_ancestor((place, count) for place, _state, count in rows)
        still_open = self._count_by_ancestor(
            (place, count) for place, state, count in rows if state != "closed"
        )
        for place in self:
            place.problem_count = every.get(place.id, 0)
            place.open_problem_count = still_open.get(place.id, 0)

    @api.model
    def _count_by_ancestor(self, counted):
        """Add up (place, number) pairs for each place and all it is part of."""
        totals = {}
        for place, number in counted:
            for ancestor_id in place._ancestor_ids():
                totals[ancestor_id] = totals.get(ancestor_id, 0) + number
        return totals

    def _ancestor_ids(self):
        """Return the ids of these places and of all they are part of, as a set."""
        paths = (place.parent_path or "" for place in self)
        return {int(step) for path in paths for step in path.split("/") if step}

    def action_open_homes(self):
        """Open the units of this place."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.property_place_action"
        )
        action["name"] = self.env._("Homes")
        action["domain"] = [("id", "child_of", self.ids), ("kind", "=", "unit")]
        return action

    def action_open_problems(self):
        """Open the problems of this place and of all its parts."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.helpdesk_ticket_action_problem"
        )
        action["domain"] = [
            ("is_problem", "=", True),
            ("place_id", "child_of", self.ids),
        ]
        action["context"] = {"default_place_id": self.id, "rectification_problem": True}
        return action
