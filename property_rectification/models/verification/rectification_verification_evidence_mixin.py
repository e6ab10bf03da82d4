# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError


class RectificationVerificationEvidenceMixin(models.AbstractModel):
    """Photos in ``attachment_ids`` that show what who verifies has seen.

    A model of it refuses in ``_check_open`` what comes after the signature.
    """

    _name = "rectification.verification.evidence.mixin"
    _description = "Photos of a verification"
    _inherit = ["rectification.guard.mixin", "rectification.photo.mixin"]
    _photo_fields = ("attachment_ids",)

    def _before_change(self, vals):
        before = super()._before_change(vals)
        if "attachment_ids" in vals:
            before["photos"] = {r: r.sudo().attachment_ids for r in self}
        return before

    def _after_change(self, vals, before):
        res = super()._after_change(vals, before)
        for record, old in before.get("photos", {}).items():
            record._take_photos(old)
        return res

    def _take_photos(self, old):
        photos = self.sudo().attachment_ids
        if len(photos) > self._max_photos:
            raise UserError(
                self.env._(
                    "At most %(limit)s photos are kept here.", limit=self._max_photos
                )
            )
        if added := (photos - old).with_env(self.env):
            self._take_added_photos(added)

    def _check_may_remove(self, photos):
        """Refuse to take photos away once the result is signed.

        :param photos: attachments that are to go
        """
        self._check_open()
