# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError

from ...tools import hooks
from ...tools.uninstalling import is_uninstalling

_KEY = "rectification_archived_instead"
# An object, not a value: a context that comes over RPC cannot contain it.
_INSTEAD = object()


class RectificationArchiveMixin(models.AbstractModel):
    """What stays on record is archived where somebody wants to delete it.

    An archived record rests: nobody is reminded of it, and all of that comes back
    when it is restored.
    """

    _name = "rectification.archive.mixin"
    _description = "Stays on Record"
    _inherit = ["rectification.guard.mixin"]

    def unlink(self):
        return super(RectificationArchiveMixin, self._keep_on_record()).unlink()

    def _keep_on_record(self):
        """Archive what stays on record and say so; return what may be deleted."""
        if is_uninstalling(self):
            return self
        self.check_access("unlink")
        kept = self._filter_on_record()
        if kept:
            kept.with_context(**{_KEY: _INSTEAD}).write({"active": False})
            kept._tell_archived()
        gone = self - kept
        gone._prepare_deletion()
        return gone

    @hooks.around_change("active")
    def _follow_archiving(self, vals):
        is_active = bool(vals["active"])
        changed = self._filter_recorded().filtered(lambda r: r.active != is_active)
        changed._check_may_archive()
        yield
        if changed:
            changed._log_archived(is_active)
            changed.sudo()._suspend(not is_active)

    def _prepare_deletion(self):
        """Undo what hangs on records that are deleted."""

    def _filter_on_record(self):
        """Return those of these records that are not deleted."""
        return self

    def _filter_recorded(self):
        """Return those of these records whose archiving is looked after at all."""
        return self

    def _check_may_archive(self):
        group = "property_rectification.group_rectification_coordinator"
        if self and not self.env.su and not self.env.user.has_group(group):
            raise UserError(
                self.env._("Only a coordinator archives or restores what is recorded.")
            )

    def _log_archived(self, is_active):
        """Tell in the chatter who archived or restored these records."""
        if is_active:
            words = self.env._("Restored from the archive.")
        elif self.env.context.get(_KEY) is _INSTEAD:
            words = self.env._("To be deleted: it stays on record and was archived.")
        else:
            words = self.env._("Archived.")
        self._message_log_batch(bodies=dict.fromkeys(self.ids, words))

    def _tell_archived(self):
        """Tell the user why these records are still there."""
        names = ", ".join(self[:3].mapped("display_name"))
        self.env.user._bus_send(
            "simple_notification",
            {
                "type": "warning",
                "title": self.env._("Archived, not deleted"),
                "message": self.env._(
                    "Kept on record, %(count)s in all: %(names)s. The filter "
                    "“Archived” shows what was archived; there it can be restored.",
                    names=names,
                    count=len(self),
                ),
                "sticky": True,
            },
        )

    # ------------------------------------------------------------------
    # Rest
    # ------------------------------------------------------------------

    def _suspend(self, is_suspended):
        """Put away the activities of these records, or bring them back."""
        self.env["mail.activity"]._suspend(self._get_suspended_records(), is_suspended)

    def _get_suspended_records(self):
        """Return the records whose activities rest with these, by model."""
        return {self._name: self.ids}
