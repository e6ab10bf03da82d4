# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class RectificationChecklistItem(models.Model):
    _name = "rectification.checklist.item"
    _description = "Item of a Checklist"
    _order = "checklist_id, sequence, id"

    checklist_id = fields.Many2one(
        comodel_name="rectification.checklist",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(
        string="What to Look At",
        required=True,
        translate=True,
        help="A question that is answered with yes when it is all right.",
    )
    description = fields.Text(
        string="How", translate=True, help="How to find out, for who has never done it."
    )
    needs_photo = fields.Boolean(help="A “yes” counts only with a photo.")

    def write(self, vals):
        res = super().write(vals)
        if "checklist_id" in vals:
            # Nor may it be moved to a list of another company.
            self.check_access("write")
        return res
