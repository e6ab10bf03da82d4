# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class PropertyPlace(models.Model):
    """Who takes the problems of a place, and how many there are in it."""

    _inherit = "property.place"

    helpdesk_team_id = fields.Many2one(
        comodel_name="helpdesk.ticket.team",
        domain="[('use_rectification', '=', True)]",
        help="Takes the problems of this place unless their type says otherwise.",
    )
    problem_count = fields.Integer(compute="_compute_problem_count")
    open_problem_count = fields.Integer(compute="_compute_problem_count")

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
