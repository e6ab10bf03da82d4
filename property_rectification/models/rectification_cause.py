# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RectificationCause(models.Model):
    """Taxonomy of root causes, and of reasons why nobody saw a problem earlier."""

    _name = "rectification.cause"
    _description = "Root Cause"
    _parent_store = True
    _order = "code, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    parent_id = fields.Many2one(
        comodel_name="rectification.cause",
        index=True,
        ondelete="restrict",
    )
    parent_path = fields.Char(index=True)
    is_escape = fields.Boolean(
        string="Escape Cause",
        help="A reason why no round or person found the problem earlier.",
    )
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(code)", "Another cause has the same code.")

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A cause cannot be part of itself."))

    @api.depends("name", "parent_id.name")
    def _compute_display_name(self):
        for cause in self:
            names = (cause.parent_id.name, cause.name)
            cause.display_name = " / ".join(filter(None, names))
