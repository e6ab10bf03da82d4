# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import SQL

# What is needed to draw numbers.
_READ = ("implementation", "use_date_range", "prefix", "suffix", "padding")


class IrSequence(models.Model):
    _inherit = "ir.sequence"

    @api.model
    def _next_batch_by_code(self, code, count):
        """Draw several numbers at once.

        Works like ``next_by_code`` for each of them, with one query for the whole
        batch where the kind of sequence allows it.

        :param code: code of the sequence
        :param count: how many numbers to draw
        :return: list of ``count`` formatted numbers, or of False when the company
            has no such sequence
        """
        domain = [
            ("code", "=", code),
            ("company_id", "in", (self.env.company.id, False)),
        ]
        sequence = self.search_fetch(domain, _READ, order="company_id", limit=1)
        if not sequence:
            return [False] * count
        if sequence.use_date_range or sequence.implementation != "standard":
            return [sequence._next() for _number in range(count)]
        name = f"ir_sequence_{sequence.id:03d}"
        rows = self.env.execute_query(
            SQL("SELECT nextval(%s) FROM generate_series(1, %s)", name, count)
        )
        # Once for the batch, whose numbers are all drawn now.
        prefix, suffix = sequence._get_prefix_suffix()
        width = sequence.padding
        return [f"{prefix}{number:0{width}d}{suffix}" for (number,) in rows]
