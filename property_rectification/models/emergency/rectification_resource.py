# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..problem.rectification_problem_type import KINDS

RESOURCE_KINDS = [
    ("people", "People"),
    ("contractor", "Contractor"),
    ("material", "Material"),
    ("shut_off", "Shut-off"),
]


class RectificationResource(models.Model):
    """What helps in an emergency at a place: a valve, a pump, a firm to phone."""

    _name = "rectification.resource"
    _description = "Emergency Resource"
    _inherit = ["rectification.guard.mixin"]
    _order = "place_id, sequence, id"
    _check_company_auto = True

    name = fields.Char(
        string="What and Where",
        required=True,
        translate=True,
        help="So that a stranger finds it at night.",
    )
    kind = fields.Selection(selection=RESOURCE_KINDS, required=True, default="shut_off")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    place_id = fields.Many2one(
        comodel_name="property.place",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        help="For emergencies here and in every part of this place.",
    )
    company_id = fields.Many2one(related="place_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    phone = fields.Char(compute="_compute_phone", store=True, readonly=False)
    # For which problems
    problem_kind = fields.Selection(
        selection=KINDS,
        string="Only for Kind",
        help="Empty: for every kind of problem.",
    )
    problem_type_ids = fields.Many2many(
        comodel_name="rectification.problem.type",
        relation="rectification_resource_type_rel",
        string="Only for Types",
        check_company=True,
        help="Empty: for every type of problem.",
    )

    @api.depends("partner_id")
    def _compute_phone(self):
        for resource in self:
            resource.phone = resource.partner_id.phone or resource.phone

    @api.model
    def _get_resources(self, problems):
        """Return what helps with each problem, of its place first.

        :return: dict ticket -> resources
        """
        places = problems.place_id
        domain = [("place_id", "in", list(places._ancestor_ids()))]
        by_place = self.sudo().search(domain).grouped("place_id")
        return {
            problem: self.sudo()
            .union(
                *(
                    by_place.get(place, self.sudo())
                    for place in problem.place_id._get_places_around()
                )
            )
            .filtered(lambda resource, p=problem: resource._helps_with(p))
            for problem in problems
        }

    def _helps_with(self, problem):
        types = self.problem_type_ids
        right_kind = self.problem_kind in (False, problem.problem_kind)
        return right_kind and (not types or problem.problem_type_id in types)

    def _prepare_deployment_vals(self, problem):
        self.ensure_one()
        return {
            "ticket_id": problem.id,
            "resource_id": self.id,
            "sequence": self.sequence,
            "kind": self.kind,
            "name": self.name,
            "partner_id": self.partner_id.id,
            "phone": self.phone,
        }
