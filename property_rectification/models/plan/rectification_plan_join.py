# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ...rules import joining
from ...tools.windows import dialog
from .helpdesk_ticket_join import LIMIT


class RectificationPlan(models.Model):
    """Which problems may well be solved by the same plan."""

    _inherit = "rectification.plan"

    takes_problems = fields.Boolean(
        compute="_compute_takes_problems",
        help="Further problems may join: nothing was verified yet, nor waits for a "
        "decision.",
    )

    @api.depends("state", "active")
    def _compute_takes_problems(self):
        for plan in self:
            plan.takes_problems = joining.takes_problems(plan._get_join_fact())

    @api.constrains("company_id")
    def _check_company_of_problems(self):
        """A plan does not leave its problems behind in their company."""
        self.with_context(active_test=False).sudo().ticket_ids._check_company(
            ["plan_id"]
        )

    def action_add_problems(self):
        """Offer open problems that may have the same cause."""
        self.ensure_one()
        return dialog(
            "rectification.plan.add", self.env._("Add Problems"), plan_id=self.id
        )

    def _get_requirements(self):
        """Ask for all that any of the problems asks for, however many there are."""
        asked = [ticket._get_requirements() for ticket in self.ticket_ids]
        return joining.strictest([super()._get_requirements(), *asked])

    def _get_join_fact(self):
        """Return this plan as ``joining.Plan``."""
        self.ensure_one()
        return joining.Plan(
            company=self.company_id.id,
            state=self.state,
            is_active=self.active,
            is_verified=self._is_verified(),
        )

    def _archive_abandoned(self, instead=None):
        """Put those drafts away that no problem is left of.

        :param instead: the plan that their problems have joined
        """
        abandoned = self.filtered(lambda p: p.state == "draft" and not p.ticket_ids)
        if not abandoned:
            return True
        words = (
            self.env._("Its problem joined the plan “%(plan)s”.", plan=instead.name)
            if instead
            else self.env._("No problem is left of this draft.")
        )
        abandoned.write({"active": False})
        abandoned._message_log_batch(bodies=dict.fromkeys(abandoned.ids, words))
        return True

    # ------------------------------------------------------------------
    # Proposals
    # ------------------------------------------------------------------

    def _find_problems_to_add(self):
        """Return open problems near this plan or of its types, the nearest first."""
        self.ensure_one()
        places = self.place_id | self.ticket_ids.place_id
        types = self.ticket_ids.problem_type_id
        kindred = places._get_near_domain()
        kindred |= Domain("problem_type_id", "in", types.ids)
        found = self.env["helpdesk.ticket"].search(
            self._get_addable_domain() & kindred,
            limit=LIMIT,
            order="severity, reported_at, id",
        )
        near = places._ancestor_ids()
        return found.sorted(
            lambda ticket: (
                ticket.place_id not in places,
                not near & ticket.place_id._ancestor_ids(),
                ticket.problem_type_id not in types,
            )
        )

    def _get_addable_domain(self):
        """Return a domain of open problems without a plan that is more than a draft."""
        unplanned = Domain("plan_id", "=", False)
        first_draft = Domain("plan_id.state", "=", "draft")
        first_draft &= Domain("plan_id.version", "=", 1)
        open_states = ["responding", "analysing"]
        leading = self.env["helpdesk.ticket"]._get_leading_domain()
        return (
            Domain(
                [
                    ("is_problem", "=", True),
                    ("company_id", "in", self.company_id.ids),
                    ("rectification_state", "in", open_states),
                    ("id", "not in", self.ticket_ids.ids),
                ]
            )
            & (unplanned | first_draft)
            & leading
        )
