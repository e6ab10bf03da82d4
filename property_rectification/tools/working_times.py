# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timezone
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from odoo import fields

from ..rules import clock


class WorkingTimes:
    """Odoo's calendars as the rules of clocks want them, each read once a batch."""

    def __init__(self):
        self._known = {}

    def of(self, unit, calendar, company):
        """Return in what time a term of a unit is counted.

        A calendar in which nobody ever works would stop every clock: round the clock
        is counted instead.

        :param unit: one of ``clock.UNITS``
        :param calendar: ``resource.calendar``; the company's when it is empty
        :param company: ``res.company``
        :return: ``clock.AroundTheClock`` or ``clock.WorkingTime``
        """
        calendar = calendar or company.resource_calendar_id
        key = (calendar.id, unit in clock.WORKING_UNITS)
        if key not in self._known:
            self._known[key] = self._read(calendar, key[1])
        return self._known[key]

    def of_each(self, counted):
        """Return the time of each of some terms, as :meth:`of` does.

        :param counted: list of (unit, calendar, company)
        """
        return [self.of(*term) for term in counted]

    def _read(self, calendar, working):
        zone = self._get_zone(calendar.tz)
        if not (working and calendar.attendance_ids):
            return clock.AroundTheClock(zone)
        time = clock.WorkingTime(zone, partial(open_hours, calendar))
        try:
            time.next_open(fields.Datetime.now())
        except clock.ClockError:
            return clock.AroundTheClock(zone)
        return time

    def _get_zone(self, name):
        """A calendar without a usable time zone counts in UTC."""
        try:
            return ZoneInfo(name or "UTC")
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")


def open_hours(calendar, start, stop):
    """Return when a calendar is worked in between two moments, without its holidays.

    :param start: naive datetime in UTC, like all moments here
    :return: list of (begin, end); empty without a calendar
    """
    if not calendar:
        return []
    bounds = start.replace(tzinfo=timezone.utc), stop.replace(tzinfo=timezone.utc)
    intervals = calendar.sudo()._work_intervals_batch(*bounds)[False]
    return [
        tuple(
            bound.astimezone(timezone.utc).replace(tzinfo=None)
            for bound in (begin, end)
        )
        for begin, end, _attendance in intervals
    ]
