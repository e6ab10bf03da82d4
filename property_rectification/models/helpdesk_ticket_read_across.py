# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicket(models.Model):
    """Problems that were found because somebody looked for them elsewhere."""

    # What we add to the ticket is told in one file a subject.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    problem_source = fields.Selection(
        selection_add=[("read_across", "Read-across"), ("other",)]
    )

    def _reported_by_creator(self):
        return self.problem_source == "read_across" or super()._reported_by_creator()
