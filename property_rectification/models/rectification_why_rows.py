# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class RectificationWhy(models.Model):
    """The tree of causes as lines of a paper."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.why"

    def _get_rows(self):
        """Return (depth, why) of these whys, each below what it explains."""
        below = self.grouped("parent_id")
        rows, waiting = [], [(0, why) for why in reversed(self._get_top())]
        while waiting:
            depth, why = waiting.pop()
            rows.append((depth, why))
            deeper = below.get(why, self.browse())
            waiting += [(depth + 1, child) for child in reversed(deeper)]
        return rows

    def _get_top(self):
        return self.filtered(lambda why: why.parent_id not in self)
