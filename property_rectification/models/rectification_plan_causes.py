# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..rules import causes


class RectificationPlan(models.Model):
    """Whether the causes of a plan go deep enough."""

    # The model is split by what its parts are about, to keep files readable.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.plan"

    dead_end_whys = fields.Json(
        compute="_compute_dead_end_whys",
        help="Keys of the whys that blame people, with no system cause after them.",
    )

    @api.depends(
        "state",
        "why_ids.parent_id",
        "why_ids.statement",
        "why_ids.status",
        "why_ids.cause_id.needs_system_cause",
    )
    def _compute_dead_end_whys(self):
        """A decided analysis is not judged again, should the words change later."""
        undecided = self.filtered(lambda plan: plan.state in ("draft", "submitted"))
        verified = undecided.why_ids.filtered(lambda why: why.status == "verified")
        words = self.env["rectification.cause"]._get_people_words() if verified else ()
        for plan in self:
            whys = plan.why_ids if plan in undecided else ()
            facts = [why._get_fact() for why in whys]
            plan.dead_end_whys = causes.dead_ends(facts, words)
