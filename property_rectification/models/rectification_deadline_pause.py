# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

from .working_times import WorkingTimes


class RectificationDeadline(models.Model):
    """When a clock stands still, or nobody is told of it."""

    _inherit = "rectification.deadline"  # pylint: disable=consider-merging-classes-inherited

    def _pause(self, reason, note):
        """Stop these running clocks; what is used of their terms is kept."""
        now, times = fields.Datetime.now(), WorkingTimes()
        for record in self:
            watch = record._get_stopwatch().pause(now, record._get_time(times))
            record._record(
                {
                    "used_seconds": watch.used,
                    "paused_at": now,
                    "paused_by_id": self.env.uid,
                    "pause_reason_id": reason.id,
                    "pause_note": note,
                }
            )

    def _resume(self):
        """Let these paused clocks run again from now."""
        now = fields.Datetime.now()
        for record in self:
            still = (now - record.paused_at).total_seconds()
            record._record(
                {
                    "counted_from": now,
                    "paused_at": False,
                    "paused_seconds": record.paused_seconds + still,
                }
            )

    def snooze(self, until, reason):
        """Tell nobody of these deadlines before some time.

        :param until: naive UTC datetime in the future
        :param reason: why, in words; the chatter of the problem keeps it
        :raise UserError: without a reason, or when the time is past
        """
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why nobody is to be told."))
        try:
            until = fields.Datetime.to_datetime(until)
        except ValueError:
            until = None
        if not until or until <= fields.Datetime.now():
            raise UserError(self.env._("Choose a time in the future."))
        self._record({"snoozed_until": until})
        self.ticket_id._log_reason(
            self.env._(
                "Nobody is told of %(clocks)s before %(until)s: %(reason)s",
                clocks=", ".join(self.mapped("display_name")),
                until=fields.Datetime.context_timestamp(self, until).strftime(
                    "%Y-%m-%d %H:%M"
                ),
                reason=reason,
            )
        )
        return True
