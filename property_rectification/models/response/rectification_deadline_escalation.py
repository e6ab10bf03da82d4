# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime

from psycopg2 import errors

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.batches import run_isolated
from ...tools.working_times import WorkingTimes

BATCH = 100
# Another run, or a user, was faster.
CONFLICTS = (errors.SerializationFailure, errors.DeadlockDetected)
MAX_CONFLICTS = 20


class RectificationDeadline(models.Model):
    """Who is told when a term is used up more and more, each rung once."""

    _inherit = "rectification.deadline"

    @api.model
    def _cron_escalate(self):
        """Tell the audiences of the rungs that deadlines have reached.

        Batch by batch, each in a transaction of its own: what a crash interrupts is
        done by the next run.  A deadline that another run holds is left to it.  What
        somebody else has changed meanwhile is taken back and tried again.  One that
        fails by itself waits for the next run.
        """
        conflicts, failed = 0, self.browse()
        while conflicts < MAX_CONFLICTS:
            try:
                deadlines = self._lock_due_batch(skip=failed.ids)
                if not deadlines:
                    break
                failed |= run_isolated(deadlines, "_escalate")
                if not self.env["ir.cron"]._commit_progress(len(deadlines)):
                    break
                conflicts = 0
            except CONFLICTS:
                # Nothing of the batch was committed; its locks go with it.
                self.env.cr.rollback()
                conflicts += 1

    @api.model
    def _lock_due_batch(self, limit=BATCH, skip=()):
        """Return the next deadlines whose rung is due, locked in the same query.

        :param skip: ids of deadlines to leave out
        :raise psycopg2.errors.SerializationFailure: when one of them was changed
            since this transaction began: roll back and call again
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM rectification_deadline WHERE next_rung_at <= %s"
                " AND NOT id = ANY(%s) ORDER BY next_rung_at LIMIT %s"
                " FOR NO KEY UPDATE SKIP LOCKED",
                fields.Datetime.now(),
                list(skip),
                limit,
            ),
            log_exceptions=False,
        )
        deadlines = self.browse(row[0] for row in self.env.cr.fetchall())
        deadlines.invalidate_recordset()
        return deadlines

    def _escalate(self):
        """Fire every rung of these deadlines that is due, and log it."""
        now, times = fields.Datetime.now(), WorkingTimes()
        due = {deadline: deadline._get_due_rungs(now, times) for deadline in self}
        fired = {deadline: rungs for deadline, rungs in due.items() if rungs}
        # Rungs that were due have been taken off the ladder since.
        stale = self.filtered(lambda deadline: not due[deadline])
        self.env.add_to_compute(self._fields["next_rung_at"], stale)
        logs = self.env["rectification.escalation"].sudo()
        logs = logs.create(self._prepare_escalations(fired, now))
        reached = {d: max(rungs.mapped("percent")) for d, rungs in fired.items()}
        for percent, deadlines in (self - stale).grouped(reached.get).items():
            deadlines._record({"fired_percent": percent, "snoozed_until": False})
        logs._tell(times)

    def _get_due_rungs(self, now, times):
        """Return the rungs that were reached and not fired; late crons find several."""
        rungs = self._get_rungs().filtered(lambda r: r.percent > self.fired_percent)
        first = self._get_next_rung().percent
        return rungs.filtered(
            lambda rung: rung.percent == first
            or (self._get_moment(rung.percent, times) or datetime.max) <= now
        )

    def _prepare_escalations(self, fired, now):
        audiences = set().union(*(r.mapped("audience") for r in fired.values()))
        people = {name: self.ticket_id._get_audience(name) for name in audiences}
        return [
            {
                "deadline_id": deadline.id,
                "clock": deadline.clock,
                "percent": rung.percent,
                "audience": rung.audience,
                "channel": rung.channel,
                "fired_at": now,
                "user_ids": people[rung.audience][deadline.ticket_id].ids,
            }
            for deadline, rungs in fired.items()
            for rung in rungs
        ]
