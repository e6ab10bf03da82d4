# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import AccessError

from ...rules import limits


class RectificationPhotoMixin(models.AbstractModel):
    """Photos that are evidence: each is looked into and belongs to its record.

    A model that inherits this names the fields of its photos in ``_photo_fields``. They
    are then taken by the upload of photos, and neither exchanged nor deleted but as
    :meth:`_check_may_remove` allows.
    """

    _name = "rectification.photo.mixin"
    _description = "Photos as evidence"

    # Names of the many2many fields of attachments that are evidence.
    _photo_fields = ()
    # How many photos each of these fields takes.
    _max_photos = limits.EVIDENCE_PHOTOS

    @api.model
    def _get_owners(self):
        """Return the names of the models whose photos are evidence."""
        heirs = self.pool.descendants(["rectification.photo.mixin"], "_inherit")
        return [name for name in heirs if not self.pool[name]._abstract]

    def _get_evidence_photos(self):
        """Return all photos of these records, also those the user cannot read."""
        photos = self.env["ir.attachment"]
        return photos.union(*(self.sudo()[name] for name in self._photo_fields))

    def _check_may_remove(self, photos):
        """Refuse to take photos away from this record.

        :param photos: attachments that are to go
        :raise UserError: when they have to stay
        """

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
