# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError

from ...tools import hooks


class RectificationVerificationEvidenceMixin(models.AbstractModel):
    """Photos in ``attachment_ids`` that show what who verifies has seen.

    A model of it refuses in ``_check_open`` what comes after the signature.
    """

    _name = "rectification.verification.evidence.mixin"
    _description = "Photos of a verification"
    _inherit = ["rectification.guard.mixin", "rectification.photo.mixin"]
    _photo_fields = ("attachment_ids",)

    @hooks.around_change("attachment_ids")
    def _follow_photos(self, vals):
        before = {record: record.sudo().attachment_ids for record in self}
        yield
        for record, old in before.items():
            record._take_photos(old)

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
