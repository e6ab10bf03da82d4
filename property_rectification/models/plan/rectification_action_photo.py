# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import owner_report
from ...rules.actions import OPEN_STATES
from ...tools import hooks

SIDES = ("before_attachment_ids", "after_attachment_ids")
_EVIDENCE = frozenset({"evidence", *SIDES})


class RectificationAction(models.Model):
    """Photos before and after the work: what they may be, and until when they change.

    A photo belongs to its action, so that whoever may read the action can see it.
    """

    _name = "rectification.action"
    _inherit = ["rectification.action", "rectification.photo.mixin"]
    _photo_fields = SIDES

    before_attachment_ids = fields.Many2many(tracking=True)
    after_attachment_ids = fields.Many2many(tracking=True)
    evidence_frozen = fields.Boolean(
        compute="_compute_evidence_frozen",
        help="A verification was signed: what it was based on stays as it was.",
    )

    @api.depends("state")
    def _compute_evidence_frozen(self):
        """What is still open was no part of what was verified."""
        verified = self._filter_verified()
        for action in self:
            finished = action.state in ("done", "cancelled")
            action.evidence_frozen = finished and action in verified

    @hooks.after_create
    def _take_first_photos(self):
        # Also those that came as a default of the context.
        self._take_photos({})

    @hooks.before_change(*_EVIDENCE)
    def _check_evidence(self, vals):
        self._check_evidence_open()

    @hooks.around_change(*SIDES)
    def _follow_photos(self, vals):
        before = self._get_photos()
        yield
        self._take_photos(before)

    def _add_photos_after(self, files):
        """Add those of some files that are photos and on no other record."""
        self.ensure_one()
        photos = files.filtered(
            lambda file: (not file.res_id or file.res_id == self.id)
            and file.res_model in (False, self._name, "mail.compose.message")
            and owner_report.photo_mimetype(file.raw or b"")
        )
        if photos:
            self.after_attachment_ids += photos

    # ------------------------------------------------------------------
    # What changes
    # ------------------------------------------------------------------

    def _get_photos(self):
        """Return the photos of each action and side, also those the user cannot read.

        :return: dict of (action, side) to attachments
        """
        return {
            (action, side): action.sudo()[side].with_env(self.env)
            for action in self
            for side in SIDES
        }

    def _take_photos(self, before):
        """Check what was added and removed; let new photos belong to their action.

        :param before: what :meth:`_get_photos` returned before the change
        """
        for (action, side), photos in self._get_photos().items():
            old = before.get((action, side), photos.browse())
            action._check_may_remove(old - photos)
            if added := photos - old:
                action._check_photo_count(photos)
                action._take_added_photos(added)

    # ------------------------------------------------------------------
    # Refusals
    # ------------------------------------------------------------------

    def _check_evidence_open(self):
        for action in self:
            if action.evidence_frozen:
                raise UserError(
                    self.env._(
                        "The result of “%(action)s” was verified: what was done and "
                        "its photos stay as they were.",
                        action=action.name,
                    )
                )

    def _check_may_remove(self, photos):
        """Refuse to take photos away from an action that is finished, or of others.

        :param photos: attachments that are to go
        """
        self.ensure_one()
        if not photos:
            return
        self._check_evidence_open()
        if self.state not in OPEN_STATES:
            raise UserError(
                self.env._(
                    "“%(action)s” is finished: take it back before you remove a photo.",
                    action=self.name,
                )
            )
        user = self.env.user
        others = photos.sudo().filtered(lambda photo: photo.create_uid != user)
        if others and not (user._is_superuser() or self._is_coordinator()):
            raise UserError(
                self.env._(
                    "“%(photo)s” is a photo of somebody else: a coordinator can remove "
                    "it.",
                    photo=others[0].name,
                )
            )

    def _check_photo_count(self, photos):
        if len(photos) > self._max_photos:
            raise UserError(
                self.env._(
                    "“%(action)s” has too many photos: at most %(limit)s before and as "
                    "many after.",
                    action=self.name,
                    limit=self._max_photos,
                )
            )
