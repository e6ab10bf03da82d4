# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ...tools import hooks

# What may be the last thing that was missing after the work itself.
_LAST_FACTS = frozenset({"evidence", "after_attachment_ids", "containment_end"})


class RectificationAction(models.Model):
    """Finished work may be drawn for verification; work begun again always is."""

    _inherit = "rectification.action"

    @api.depends("plan_id.verification_ids.result")
    def _compute_evidence_frozen(self):
        return super()._compute_evidence_frozen()

    @hooks.after_change(*_LAST_FACTS)
    def _draw_when_finished(self, vals):
        self.plan_id.sudo()._draw_for_verification()

    def _record_undone(self):
        self.plan_id.sudo()._recall()
        return super()._record_undone()
