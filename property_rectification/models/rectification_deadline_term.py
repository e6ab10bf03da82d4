# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..rules import clock


class RectificationDeadline(models.Model):
    """The term of a deadline: that of the clock of the policy in force."""

    _inherit = "rectification.deadline"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _start(self, wanted):
        """Create the deadlines of problems in one batch.

        :param wanted: list of (problem, ``rectification.policy.clock``)
        """
        return self._recording().create(
            [
                {"ticket_id": ticket.id, "clock": policy_clock.clock}
                | self._prepare_term_vals(policy_clock)
                for ticket, policy_clock in wanted
            ]
        )

    def _set_term(self, policy_clock, times):
        """Give this deadline the term of another policy; what is used of it stays.

        :param times: ``WorkingTimes``, one for a batch
        """
        self.ensure_one()
        vals = self._prepare_term_vals(policy_clock)
        if self.state in ("running", "paused"):
            vals |= self._prepare_changed_watch(policy_clock, times)
        return self._record(vals)

    def _prepare_changed_watch(self, policy_clock, times):
        """Return what is used of the term in the time of another one.

        Nothing changes where the calendar ends before the new term does: then it is
        counted round the clock.
        """
        unit, calendar = policy_clock.unit, policy_clock.calendar_id
        try:
            watch = self._get_stopwatch().change(
                fields.Datetime.now(),
                self.started_at,
                clock.Duration(policy_clock.duration, unit),
                self._get_time(times),
                times.of(unit, calendar, self.company_id),
            )
        except clock.ClockError:
            return {}
        return {"used_seconds": watch.used, "counted_from": watch.since or False}

    @api.model
    def _prepare_term_vals(self, policy_clock):
        return {
            "policy_clock_id": policy_clock.id,
            "start_event": policy_clock.start_event,
            "stop_event": policy_clock.stop_event,
            "duration": policy_clock.duration,
            "unit": policy_clock.unit,
            "calendar_id": policy_clock.calendar_id.id,
            "is_void": False,
        }
