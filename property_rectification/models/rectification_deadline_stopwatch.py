# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..rules import clock


class RectificationDeadline(models.Model):
    """How the time of a promise runs: in working hours or not, paused or not."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.deadline"

    def _get_time(self, times):
        """Return in what time this term is counted.

        Round the clock where the calendar ends before the term does: a problem has to
        be logged all the same.
        """
        time = times.of(self.unit or "hours", self.calendar_id, self.company_id)
        if time.round_the_clock or not self.started_at or self.promised_at:
            return time
        try:
            clock.end_of_term(self.started_at, self._get_duration(), time)
        except clock.ClockError:
            return clock.AroundTheClock(time.tz)
        return time

    def _get_term(self, time):
        """Return the seconds that were promised, 0 while nothing has started it."""
        if not self.started_at:
            return 0
        if self.promised_at:
            return (self.promised_at - self.started_at).total_seconds()
        return clock.term_seconds(self.started_at, self._get_duration(), time)

    def _get_duration(self):
        return clock.Duration(self.duration, self.unit)

    def _get_stopwatch(self):
        since = None if self.paused_at else self.counted_from or self.started_at
        return clock.Stopwatch(
            self.term_seconds, self.used_seconds, since, self.paused_at or None
        )

    def _get_due(self, time):
        """Return when the term ends; of what stood still when it was met, by then."""
        if not self.started_at:
            return False
        if self.promised_at and not self.counted_from and not self.paused_at:
            return self.promised_at
        watch = self._get_stopwatch()
        if self.paused_at and self.met_at:
            watch = watch.resume(self.met_at)
        try:
            return watch.due(time) or False
        except clock.ClockError:
            # Pauses have moved the end beyond that of the calendar.
            return watch.due(clock.AroundTheClock(time.tz)) or False

    def _get_moment(self, percent, times):
        """Return when that share of the term is used up; None beyond the calendar."""
        time = self._get_time(times)
        try:
            return self._get_stopwatch().moment_of(percent / 100, time)
        except clock.ClockError:
            return None
