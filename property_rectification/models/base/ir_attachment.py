# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import consteq

from ...rules import owner_report

_WAITING_DAYS = 1
_GC_LIMIT = 1000


class IrAttachment(models.Model):
    """Photos that wait for the report they belong to.

    An upload is kept as soon as it arrives, on no record yet; so a form that has
    to be filled in again does not lose it.  Only who uploaded it can use it, and
    what is never used is removed after a day.
    """

    _inherit = "ir.attachment"

    @api.model
    def _keep_photos(self, uploads, references=()):
        """Keep the photos of an upload, beside those kept before.

        :param uploads: list of (file name, bytes)
        :param references: references of photos kept before, as in
            :meth:`_get_photo_reference`
        :return: (photos of the user that wait for a report, messages on the rest)
        """
        kept = self._find_waiting_photos(references)
        vals_list, refused = [], []
        for name, data in uploads:
            vals = self._prepare_photo(name, data)
            problem = self._get_photo_problem(name, data, vals)
            if not problem and len(kept) + len(vals_list) >= owner_report.MAX_PHOTOS:
                problem = self.env._(
                    "“%(name)s” is one too many: at most %(limit)s photos.",
                    name=name,
                    limit=owner_report.MAX_PHOTOS,
                )
            if problem:
                refused.append(problem)
            else:
                vals_list.append(vals)
        # The user may not create attachments; these were looked into above.
        return kept | self.sudo().create(vals_list).sudo(False), refused

    @api.model
    def _prepare_photo(self, name, data):
        return {
            "name": owner_report.clean_text(name)[-100:] or self.env._("Photo"),
            "raw": data,
            "mimetype": owner_report.photo_mimetype(data),
            "res_model": "helpdesk.ticket",
            "res_id": 0,
            "access_token": self._generate_access_token(),
        }

    @api.model
    def _get_photo_problem(self, name, data, vals):
        if len(data) > owner_report.MAX_PHOTO_BYTES:
            return self.env._(
                "“%(name)s” is too large: at most %(limit)s MB each.",
                name=name,
                limit=owner_report.MAX_PHOTO_BYTES // 1024**2,
            )
        if not vals["mimetype"]:
            return self.env._(
                "“%(name)s” is not a photo that we can show. Send a JPEG, PNG, WebP "
                "or GIF picture.",
                name=name,
            )
        return None

    def _get_photo_mimetype(self):
        """Return the type of a photo as its content tells: clients are not trusted.

        :raise UserError: when it is not a photo that we can show
        """
        self.ensure_one()
        data = self.raw or b""
        too_large = len(data) > owner_report.MAX_PHOTO_BYTES
        mimetype = None if too_large else owner_report.photo_mimetype(data)
        problem = self._get_photo_problem(self.name, data, {"mimetype": mimetype})
        if problem:
            raise UserError(problem)
        return mimetype

    def _get_photo_reference(self):
        """Return what a form sends back to name this photo again."""
        self.ensure_one()
        photo = self.sudo()
        return f"{photo.id}:{photo.access_token}"

    @api.model
    def _find_waiting_photos(self, references):
        """Return the waiting photos of the user that these references name.

        Others are left out without a word: a reference is no secret of ours.
        """
        tokens = {}
        for reference in references[: owner_report.MAX_PHOTOS]:
            photo_id, _colon, token = reference.partition(":")
            tokens[owner_report.record_id(photo_id)] = token
        domain = [*self._get_waiting_domain(), ("id", "in", list(tokens))]
        photos = self.sudo().search(domain, order="id")
        own = photos.filtered(
            lambda p: p.create_uid == self.env.user
            and consteq(p.access_token or "", tokens[p.id])
        )
        return own.sudo(False)

    def _check_waiting_photos(self):
        """Refuse photos that are not uploads of this user waiting for a report."""
        for photo in self.sudo():
            waiting = photo.res_model == "helpdesk.ticket" and not photo.res_id
            if not waiting or photo.create_uid != self.env.user:
                raise AccessError(self.env._("This photo belongs to somebody else."))

    @api.model
    def _get_waiting_domain(self):
        return [("res_model", "=", "helpdesk.ticket"), ("res_id", "=", 0)]

    @api.autovacuum
    def _gc_waiting_photos(self):
        """Remove uploads of portal users that no report ever used."""
        before = fields.Datetime.now() - timedelta(days=_WAITING_DAYS)
        domain = [
            *self._get_waiting_domain(),
            ("create_date", "<", before),
            ("create_uid.share", "=", True),
        ]
        photos = self.sudo().search(domain, limit=_GC_LIMIT)
        photos.unlink()
        return len(photos), len(photos) == _GC_LIMIT
