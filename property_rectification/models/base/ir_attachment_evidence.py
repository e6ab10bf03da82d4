# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError

from ...tools.uninstalling import strip_uninstall_flag

_CONTENT = frozenset(
    {"raw", "datas", "db_datas", "type", "url", "mimetype"}
    | {"res_model", "res_id", "res_field"}
)


class IrAttachment(models.Model):
    """Photos that are evidence: neither swapped nor deleted by hand."""

    _inherit = "ir.attachment"

    def write(self, vals):
        # What the server itself does with them, it does as superuser.
        if not self.env.su and _CONTENT.intersection(vals) and self._get_evidence():
            raise UserError(
                self.env._(
                    "A photo that is evidence is not exchanged: remove it there and "
                    "add another."
                )
            )
        return super().write(vals)

    def unlink(self):
        return super(IrAttachment, strip_uninstall_flag(self)).unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        for record, photos in self._get_evidence().items():
            record._check_may_remove(photos)

    def _get_evidence(self):
        """Return which of these are evidence, as {record: photos}."""
        owners = self.env["rectification.photo.mixin"]._get_owners()
        found = {}
        for model, photos in self.sudo().grouped("res_model").items():
            if model in owners:
                records = self.env[model].browse(set(photos.mapped("res_id"))).exists()
                shown = {r: r._get_evidence_photos() & photos for r in records}
                found.update((r, kept) for r, kept in shown.items() if kept)
        return found

    @api.model
    def _keep_evidence(self, record, uploads):
        """Keep the photos of an upload for a record, with the rights of the user.

        :param record: one whose photos are evidence; empty while it is not saved
        :param uploads: list of (file name, bytes)
        :return: one attachment or message for each upload, in their order
        """
        results = []
        for name, data in uploads:
            vals = self._prepare_photo(name, data)
            problem = self._get_photo_problem(name, data, vals)
            results.append(problem or vals)
        owner = {
            "res_model": record._name,
            "res_id": record.id,
            "access_token": False,
        }
        photos = [{**vals, **owner} for vals in results if isinstance(vals, dict)]
        kept = iter(self.create(photos))
        return [result if isinstance(result, str) else next(kept) for result in results]
