# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

# What says whose holiday it is, and when.
_TIMES = frozenset(
    {"calendar_id", "company_id", "date_from", "date_to", "resource_id", "time_type"}
)


class ResourceCalendarLeaves(models.Model):
    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        """Let deadlines that run through these holidays be due anew."""
        general = [vals for vals in vals_list if not vals.get("resource_id")]
        calendars = {vals.get("calendar_id") for vals in general} - {None, False}
        everywhere = [vals for vals in general if not vals.get("calendar_id")]
        companies = {
            vals.get("company_id") or self.env.company.id for vals in everywhere
        }
        with self._changing(
            self.env["resource.calendar"].browse(calendars),
            self.env["res.company"].browse(companies),
        ):
            return super().create(vals_list)

    def write(self, vals):
        """Let deadlines that run through these holidays be due anew."""
        if _TIMES.isdisjoint(vals):
            return super().write(vals)
        moved = self.env["resource.calendar"].browse(vals.get("calendar_id") or ())
        calendars, companies = self._get_reach()
        with self._changing(calendars | moved, companies):
            return super().write(vals)

    def unlink(self):
        """Let deadlines that run through these holidays be due anew."""
        with self._changing(*self._get_reach()):
            return super().unlink()

    def _get_reach(self):
        """Return the calendars and the companies that have these as holidays."""
        general = self.filtered(lambda leave: not leave.resource_id)
        everywhere = general.filtered(lambda leave: not leave.calendar_id)
        return general.calendar_id, everywhere.company_id

    def _changing(self, calendars, companies):
        deadlines = self.env["rectification.deadline"]
        return deadlines._while_changing(calendars, companies)
