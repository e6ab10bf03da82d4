# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..rules import history_digest


class RectificationImportProfile(models.Model):
    """What was promised elsewhere: one deadline, until the problem is closed."""

    _inherit = "rectification.import.profile"

    def _get_deadlines(self):
        """Nobody has the right to make deadlines; who may import may record them."""
        return self.env["rectification.deadline"].sudo()._recording()

    def _create_promises(self, rows, problems):
        """Make the deadlines of new problems, in the order of their rows."""
        deadlines = self._get_deadlines()
        deadlines.create(
            [
                self._prepare_new_promise_vals(problem, row.facts["promised_at"])
                for row, problem in zip(rows, problems, strict=True)
                if "promised_at" in row.facts
            ]
        )

    def _prepare_due_next_vals(self, row):
        """Return what is due next of a problem that has only its promise."""
        promised_at = row.facts.get("promised_at")
        if row.facts["closed"] or not promised_at:
            return {"next_deadline_at": False, "next_clock": False}
        return {"next_deadline_at": promised_at, "next_clock": "rectify"}

    def _prepare_new_promise_vals(self, problem, promised_at):
        """Return the values of a promise with what would be computed from them.

        A fixed time needs no calendar; computing thousands of them is what takes time.
        """
        reported_at, closed_at = problem.reported_at, False
        state = "running"
        if problem.rectification_state == "closed":
            closed_at = problem.closed_date
            state = "missed" if closed_at > promised_at else "met"
        return self._prepare_promise_vals(problem, promised_at) | {
            "company_id": problem.company_id.id,
            "started_at": reported_at,
            "met_at": closed_at,
            "term_seconds": (promised_at - reported_at).total_seconds(),
            "due_at": promised_at,
            "is_fallback": False,
            "state": state,
            "next_rung_at": False,
        }

    def _update_promise(self, row):
        """Let the deadline of a problem be what a changed row says.

        :return: whether that changed anything
        """
        old, new = row.ticket.import_digest, row.digest
        if "promised_at" not in history_digest.changed_facts(old, new):
            return False
        promised_at = row.facts.get("promised_at", False)
        known = row.ticket.sudo().deadline_ids.filtered("promised_at")[:1]
        deadlines = self._get_deadlines()
        if not known and promised_at:
            vals = self._prepare_promise_vals(row.ticket, promised_at)
            return bool(deadlines.create(vals))
        # What was promised once stays on record.
        vals = {
            "promised_at": promised_at or known.promised_at,
            "is_void": not promised_at,
        }
        changed = any(known[name] != value for name, value in vals.items())
        return changed and known._record(vals)

    def _prepare_promise_vals(self, problem, promised_at):
        """Return the values of a promise without a policy: closed by a fixed time."""
        return {
            "ticket_id": problem.id,
            "clock": "rectify",
            "start_event": "reported",
            "stop_event": "closed",
            "promised_at": promised_at,
        }
