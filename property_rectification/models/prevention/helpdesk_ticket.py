# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicket(models.Model):
    """Which plan did not help, in the words of an owner."""

    _inherit = "helpdesk.ticket"

    returned_plan_id = fields.Many2one(
        comodel_name="rectification.plan",
        string="Not Fixed By",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
        help="The plan after which the owner says that it is still there.",
        guarded=True,
    )
    # Problems that were found because somebody looked for them elsewhere
    problem_source = fields.Selection(
        selection_add=[("read_across", "Read-across"), ("other",)]
    )

    def _go_on_alone(self, comment):
        """Remember what did not help: the problem may leave that plan now."""
        self._record({"returned_plan_id": self.plan_id.id})
        return super()._go_on_alone(comment)

    # ------------------------------------------------------------------
    # Problems that were found because somebody looked for them elsewhere
    # ------------------------------------------------------------------

    def _reported_by_creator(self):
        return self.problem_source == "read_across" or super()._reported_by_creator()
