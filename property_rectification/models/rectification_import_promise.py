# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..rules import history_digest


class RectificationImportProfile(models.Model):
    """What was promised elsewhere: one deadline, until the problem is closed."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.import.profile"

    def _get_deadlines(self):
        """Nobody has the right to make deadlines; who may import may record them."""
        return self.env["rectification.deadline"].sudo()._recording()

    def _create_promises(self, rows, problems):
        """Make the deadlines of new problems, in the order of their rows."""
        deadlines = self._get_deadlines()
        deadlines.create(
            [
                self._prepare_promise_vals(problem, row.facts["promised_at"])
                for row, problem in zip(rows, problems, strict=True)
                if "promised_at" in row.facts
            ]
        )

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
