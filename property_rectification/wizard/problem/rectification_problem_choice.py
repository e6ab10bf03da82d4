# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models


class RectificationProblemChoice(models.AbstractModel):
    """A dialog about the problems that it was opened from."""

    _name = "rectification.problem.choice"
    _description = "Dialog About Problems"

    ticket_ids = fields.Many2many(
        comodel_name="helpdesk.ticket",
        string="Problems",
        required=True,
        readonly=True,
    )

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        if self.env.context.get("active_model") == "helpdesk.ticket":
            selected = self.env.context.get("active_ids") or []
            defaults.setdefault("ticket_ids", [Command.set(selected)])
        return defaults
