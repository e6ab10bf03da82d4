# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class MaintenanceEquipment(models.Model):
    """How often this equipment, or where it stands, was a problem."""

    _inherit = "maintenance.equipment"

    problem_count = fields.Integer(compute="_compute_problem_count")
    place_problem_count = fields.Integer(
        string="Problems of the Place", compute="_compute_problem_count"
    )

    @api.depends("place_id")
    def _compute_problem_count(self):
        own = self._count_problems("equipment_id", self.ids)
        there = self._count_problems("place_id", self.place_id.ids)
        for equipment in self:
            equipment.problem_count = own.get(equipment.id, 0)
            equipment.place_problem_count = there.get(equipment.place_id.id, 0)

    def _count_problems(self, key, ids):
        rows = self.env["helpdesk.ticket"]._read_group(
            [("is_problem", "=", True), (key, "in", ids)], [key], ["__count"]
        )
        return {record.id: count for record, count in rows}

    def action_open_problems(self):
        """Open the problems of this equipment."""
        self.ensure_one()
        return self._get_problem_action([("equipment_id", "=", self.id)])

    def action_open_place_problems(self):
        """Open the problems of the place where this equipment stands."""
        self.ensure_one()
        return self._get_problem_action([("place_id", "=", self.place_id.id)])

    def _get_problem_action(self, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.helpdesk_ticket_action_problem"
        )
        action["domain"] = [("is_problem", "=", True), *domain]
        action["context"] = {
            "rectification_problem": True,
            "default_equipment_id": self.id,
            "default_place_id": self.place_id.id,
        }
        return action
