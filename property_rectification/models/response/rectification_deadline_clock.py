# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...rules import clock
from ...tools.texts import require_text
from ...tools.working_times import WorkingTimes

# Inside a change of a calendar: its parts change with it, not once more each.
_KEY = "rectification_calendar_changing"

# An object, not a value: a context that comes over RPC cannot contain it.
_CHANGING = object()

# What a deadline begins with: said, it is not looked up for each of them.
_UNTOUCHED = {
    "promised_at": False,
    "used_seconds": 0.0,
    "counted_from": False,
    "paused_at": False,
    "paused_seconds": 0.0,
    "snoozed_until": False,
    "fired_percent": 0,
}


class RectificationDeadline(models.Model):
    """How the time of a promise runs: in working hours or not, paused or not."""

    _inherit = "rectification.deadline"

    _by_calendar = models.Index(
        "(calendar_id, company_id) WHERE state IN ('running', 'paused')"
        f" AND unit IN {clock.WORKING_UNITS}"
    )

    def _get_promises(self, times):
        """Return what these deadlines promise, as ``clock.Promise``.

        :param times: ``WorkingTimes``, one for a batch
        """
        counted = [(d.unit or "hours", d.calendar_id, d.company_id) for d in self]
        return [
            clock.Promise(
                time=time,
                unit=deadline.unit,
                value=deadline.duration,
                started=deadline.started_at or None,
                agreed=deadline.promised_at or None,
                used=deadline.used_seconds,
                counted_from=deadline.counted_from or None,
                paused=deadline.paused_at or None,
                met=deadline.met_at or None,
            )
            for deadline, time in zip(self, times.of_each(counted), strict=True)
        ]

    def _get_time(self, times):
        """Return in what time this term is counted."""
        return self._get_promises(times)[0].get_time()

    def _get_duration(self):
        return clock.Duration(self.duration, self.unit)

    def _get_stopwatch(self):
        since = None if self.paused_at else self.counted_from or self.started_at
        return clock.Stopwatch(
            self.term_seconds, self.used_seconds, since, self.paused_at or None
        )

    def _get_moment(self, percent, times):
        """Return when that share of the term is used up; None beyond the calendar."""
        return self._get_moments([percent], times)[0]

    def _get_moments(self, percents, times):
        """Return when a share of each of these terms is used up.

        :param percents: one for each deadline
        :return: list of moments, None for one beyond the calendar
        """
        watches = [deadline._get_stopwatch() for deadline in self]
        promises = self._get_promises(times)
        return clock.moments_of(promises, watches, [p / 100 for p in percents])

    # ------------------------------------------------------------------
    # The term of a deadline: that of the clock of the policy in force
    # ------------------------------------------------------------------

    @api.model
    def _start(self, wanted):
        """Create the deadlines of problems in one batch.

        :param wanted: list of (problem, ``rectification.policy.clock``)
        """
        terms = {
            policy_clock: self._prepare_term_vals(policy_clock)
            for policy_clock in dict.fromkeys(pair[1] for pair in wanted)
        }
        return self._recording().create(
            [
                {"ticket_id": ticket.id, "clock": policy_clock.clock, **_UNTOUCHED}
                | terms[policy_clock]
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

    # ------------------------------------------------------------------
    # When a clock stands still, or nobody is told of it
    # ------------------------------------------------------------------

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
        require_text(reason, self.env._("Say why nobody is to be told."))
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

    # ------------------------------------------------------------------
    # What becomes of deadlines when the calendar changes by which they are counted
    # ------------------------------------------------------------------

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
            & Domain("unit", "in", clock.WORKING_UNITS)
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

    # ------------------------------------------------------------------
    # What a deadline would be under another policy, without recording it
    # ------------------------------------------------------------------

    @api.model
    def _preview(self, problem, policy):
        """Return the deadlines that a policy would give a problem, as new records.

        They hang on a copy of the problem in memory, so that nothing of the real one
        is touched.  What is used of its running terms counts, as it would.
        """
        known = {deadline.clock: deadline for deadline in problem.deadline_ids}
        draft = problem.new(origin=problem)
        previews, times = self.browse(), WorkingTimes()
        for policy_clock in policy.clock_ids:
            deadline = known.get(policy_clock.clock, self.browse())
            vals = self._prepare_term_vals(policy_clock)
            if deadline.state in ("running", "paused"):
                vals |= deadline._prepare_changed_watch(policy_clock, times)
            previews |= self.new(
                {"ticket_id": draft, "clock": policy_clock.clock, **vals},
                origin=deadline or None,
            )
        # Not what the real deadlines have, but what these would have.
        previews._compute_again()
        return previews
