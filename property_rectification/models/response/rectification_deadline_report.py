# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain


class RectificationDeadline(models.Model):
    """How many promises are kept."""

    _inherit = "rectification.deadline"

    @api.model
    @api.readonly
    def count_on_time(self, at, domain=None):
        """Return how many promises were kept at a given instant.

        What was done by then counts as ``met`` or ``missed``, what was not done yet
        as ``on_time`` or, when it was due before, as ``late``.  What stands still is
        on time.  Due times are those that hold now, after later pauses and changes.

        :param at: naive UTC datetime
        :param domain: which deadlines are counted; None for all that the user sees
        :return: dict ``{"met", "missed", "on_time", "late"}`` of integers
        """
        asked = Domain(domain or Domain.TRUE)
        ended = asked & Domain("state", "in", ("met", "missed"))
        # Closed without being done: missed when it was due.
        done_at = Domain("met_at", "<=", at) | (
            Domain("met_at", "=", False) & Domain("due_at", "<", at)
        )
        done = dict(self._read_group(ended & done_at, ["state"], ["__count"]))
        open_then = (ended & Domain("met_at", ">", at)) | (
            asked & Domain("state", "in", ("running", "paused"))
        )
        open_then &= Domain("started_at", "<=", at)
        late = self.search_count(open_then & Domain("due_at", "<", at))
        return {
            "met": done.get("met", 0),
            "missed": done.get("missed", 0),
            "on_time": self.search_count(open_then) - late,
            "late": late,
        }
