# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

_MODELS = ("rectification.verification", "rectification.verification.point")


class IrAttachment(models.Model):
    """The photos of a verification are evidence as well."""

    _inherit = "ir.attachment"

    def _get_evidence(self):
        found = super()._get_evidence()
        for model, photos in self.sudo().grouped("res_model").items():
            if model in _MODELS:
                records = self.env[model].browse(set(photos.mapped("res_id"))).exists()
                shown = {r: r.sudo().attachment_ids & photos for r in records}
                found.update((r, kept) for r, kept in shown.items() if kept)
        return found
