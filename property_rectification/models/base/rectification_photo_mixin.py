# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import AccessError


class RectificationPhotoMixin(models.AbstractModel):
    """Photos that are evidence: each is looked into and belongs to its record."""

    _name = "rectification.photo.mixin"
    _description = "Photos as evidence"

    def _take_added_photos(self, photos):
        photos.check_access("read")
        for photo in photos.sudo():
            self._check_photo_is_ours(photo)
        by_type = photos.sudo().grouped(lambda photo: photo._get_photo_mimetype())
        for mimetype, group in by_type.items():
            vals = {
                "res_model": self._name,
                "res_id": self.id,
                "mimetype": mimetype,
            }
            group.filtered(
                lambda photo, vals=vals: any(photo[key] != vals[key] for key in vals)
            ).write(vals)

    def _check_photo_is_ours(self, photo):
        """Refuse what belongs to another record, or waits on the form of others."""
        if photo.res_id:
            ours = (photo.res_model, photo.res_id) == (self._name, self.id)
        else:
            ours = photo.create_uid == self.env.user or self.env.user._is_superuser()
        if not ours or photo.res_field:
            raise AccessError(
                self.env._(
                    "“%(photo)s” belongs to another record: upload it here instead.",
                    photo=photo.name,
                )
            )
