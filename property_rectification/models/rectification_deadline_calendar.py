# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager

from odoo import api, fields, models
from odoo.fields import Domain

from ..rules import clock
from .rectification_policy_clock import WORKING_UNITS
from .working_times import WorkingTimes

# Inside a change of a calendar: its parts change with it, not once more each.
_KEY = "rectification_calendar_changing"
# An object, not a value: a context that comes over RPC cannot contain it.
_CHANGING = object()


class RectificationDeadline(models.Model):
    """What becomes of deadlines when the calendar changes by which they are counted."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.deadline"

    _by_calendar = models.Index(
        "(calendar_id, company_id) WHERE state IN ('running', 'paused')"
        " AND unit IN ('working_hours', 'working_days')"
    )

    @api.model
    def _find_counted_by(self, calendars, companies):
        """Return the open deadlines that are counted by some calendars.

        :param calendars: ``resource.calendar``; those of a deadline that names none
            are the ones of its company
        :param companies: further companies, with all their deadlines
        """
        own = Domain("calendar_id", "in", calendars.ids)
        usual = Domain("calendar_id", "=", False) & Domain(
            "company_id.resource_calendar_id", "in", calendars.ids
        )
        return self.sudo().search(
            Domain("state", "in", ("running", "paused"))
            & Domain("unit", "in", WORKING_UNITS)
            & Domain("promised_at", "=", False)
            & (own | usual | Domain("company_id", "in", companies.ids)),
            order="id",
        )

    @api.model
    @contextmanager
    def _while_changing(self, calendars, companies):
        """Let deadlines go on by calendars that are changed inside the block.

        What is used until now stays used: the change counts for the future only.

        :return: the environment to make the change in
        """
        context = {**self.env.context, _KEY: _CHANGING}
        if self.env.context.get(_KEY) is _CHANGING or not (calendars or companies):
            yield context
            return
        deadlines = self._find_counted_by(calendars, companies)
        now, before = fields.Datetime.now(), WorkingTimes()
        watches = {deadline: deadline._learn(now, before) for deadline in deadlines}
        yield context
        deadlines._go_on(now, watches, WorkingTimes())

    def _learn(self, now, times):
        """Return how far this deadline is and in what time it was counted.

        The calendar is read as far as it matters, as long as it is the old one.
        """
        watch, time = self._get_stopwatch(), self._get_time(times)
        time.measure(self.started_at, now)
        clock.term_seconds(self.started_at, self._get_duration(), time)
        return watch, time

    def _go_on(self, now, watches, times):
        """Count on from now in the time of calendars that have changed."""
        for deadline in self:
            watch, old_time = watches[deadline]
            watch = watch.change(
                now,
                deadline.started_at,
                deadline._get_duration(),
                old_time,
                deadline._get_time(times),
            )
            since = watch.since or deadline.counted_from
            deadline._record({"used_seconds": watch.used, "counted_from": since})
        for name in ("term_seconds", "due_at", "is_fallback", "next_rung_at"):
            self.env.add_to_compute(self._fields[name], self)
