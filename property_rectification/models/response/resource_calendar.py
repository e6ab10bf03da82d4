# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timezone

from odoo import models

# What says when work is done.
_TIMES = frozenset(
    {"attendance_ids", "leave_ids", "global_leave_ids", "tz", "two_weeks_calendar"}
    | {"flexible_hours", "hours_per_day"}
)


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def write(self, vals):
        """Let deadlines that are counted by these calendars be due anew."""
        if _TIMES.isdisjoint(vals):
            return super().write(vals)
        none = self.env["res.company"]
        deadlines = self.env["rectification.deadline"]
        with deadlines._while_changing(self, none) as context:
            changing = self.with_context(**context)
            return super(ResourceCalendar, changing).write(vals)

    def _get_rectification_hours(self, begin, end):
        """Return the working hours between two moments, without public holidays.

        :return: list of (begin, end), naive in UTC; empty without a calendar
        """
        if not self:
            return []
        moments = (moment.replace(tzinfo=timezone.utc) for moment in (begin, end))
        intervals = self.sudo()._work_intervals_batch(*moments)[False]
        return [
            tuple(
                edge.astimezone(timezone.utc).replace(tzinfo=None)
                for edge in (start, stop)
            )
            for start, stop, _attendance in intervals
        ]
