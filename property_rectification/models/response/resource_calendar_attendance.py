# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class ResourceCalendarAttendance(models.Model):
    _inherit = "resource.calendar.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        """Let deadlines that are counted by these calendars be due anew."""
        ids = {vals["calendar_id"] for vals in vals_list if vals.get("calendar_id")}
        with self._changing(self.env["resource.calendar"].browse(ids)):
            return super().create(vals_list)

    def write(self, vals):
        """Let deadlines that are counted by these calendars be due anew."""
        moved = self.env["resource.calendar"].browse(vals.get("calendar_id") or ())
        with self._changing(self.calendar_id | moved):
            return super().write(vals)

    def unlink(self):
        """Let deadlines that are counted by these calendars be due anew."""
        with self._changing(self.calendar_id):
            return super().unlink()

    def _changing(self, calendars):
        deadlines = self.env["rectification.deadline"]
        return deadlines._while_changing(calendars, self.env["res.company"])
