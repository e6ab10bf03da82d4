# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class RectificationChecklist(models.Model):
    """What to look at, in order; the types of problems say which one is theirs."""

    _name = "rectification.checklist"
    _description = "Checklist"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        index="btree_not_null",
        help="Empty: for all companies.",
    )
    item_ids = fields.One2many(
        comodel_name="rectification.checklist.item",
        inverse_name="checklist_id",
        string="What to Look At",
        copy=True,
    )
    item_count = fields.Integer(compute="_compute_item_count", string="Points")
    problem_type_ids = fields.One2many(
        comodel_name="rectification.problem.type",
        inverse_name="checklist_id",
        string="Problem Types",
        readonly=True,
        help="Whose results are verified with this list: set it at the type.",
    )

    @api.depends("item_ids")
    def _compute_item_count(self):
        for checklist in self:
            checklist.item_count = len(checklist.item_ids)

    @api.constrains("company_id")
    def _check_company_of_types(self):
        """A type of several companies must not lose its list to one of them."""
        types = self.env["rectification.problem.type"].sudo()
        types.search([("checklist_id", "in", self.ids)])._check_company(
            ["checklist_id"]
        )

    def copy_data(self, default=None):
        return [
            dict(vals, name=self.env._("%(checklist)s (copy)", checklist=record.name))
            for record, vals in zip(self, super().copy_data(default), strict=True)
        ]
