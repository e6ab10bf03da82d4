# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

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
