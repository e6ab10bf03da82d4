# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...rules.actions import PREVENTIVE_KINDS


class RectificationAction(models.Model):
    """What an action has prevented."""

    _inherit = "rectification.action"

    prevention_summary = fields.Char(
        string="Effect So Far",
        compute="_compute_prevention_summary",
        help="Problems of the same cause before and after this was done, in the same "
        "length of time.",
    )

    _done_prevention = models.Index(
        f"(company_id, done_at) WHERE state = 'done' AND kind IN {PREVENTIVE_KINDS}"
    )

    @api.depends("state", "kind", "done_at")
    @api.depends_context("lang", "uid")
    def _compute_prevention_summary(self):
        rows = self.env["rectification.prevention"]
        is_done = any(a.state == "done" and a.kind in PREVENTIVE_KINDS for a in self)
        # Contractors read their actions, not the figures of the company.
        if is_done and rows.has_access("read"):
            rows = rows.search([("id", "in", self.ids)])
        words = {row.id: row.summary for row in rows}
        for action in self:
            action.prevention_summary = words.get(action._origin.id)

    def action_open_prevention(self):
        """Open the figures before and after this action."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "rectification.prevention",
            "res_id": self.id,
            "view_mode": "form",
        }
