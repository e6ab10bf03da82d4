# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class RectificationPolicy(models.Model):
    """Switching policies on, and giving them to problems that are open already."""

    _inherit = "rectification.policy"

    promises = fields.Char(compute="_compute_promises")
    open_problem_count = fields.Integer(compute="_compute_open_problem_count")

    @api.depends("clock_ids.clock", "clock_ids.duration", "clock_ids.unit")
    def _compute_promises(self):
        for record in self:
            record.promises = ", ".join(record.clock_ids.mapped("display_name"))

    def _compute_open_problem_count(self):
        counted = self.env["helpdesk.ticket"]._read_group(
            Domain("policy_id", "in", self.ids) & self._get_open_domain(),
            ["policy_id"],
            ["__count"],
        )
        counts = {policy.id: count for policy, count in counted}
        for record in self:
            record.open_problem_count = counts.get(record.id, 0)

    @api.model
    def _get_open_domain(self):
        """Return the domain of the problems that have clocks to run."""
        return Domain("is_problem", "=", True) & Domain(
            "rectification_state", "!=", "closed"
        )

    def action_unarchive(self):
        """Switch on, together with the problem types that exist for these policies."""
        types = self.problem_type_id.filtered(lambda kind: not kind.active)
        types.action_unarchive()
        return super().action_unarchive()

    def action_open_problems(self):
        """Open the problems that this policy applies to and that are not closed."""
        action = super().action_open_problems()
        action["domain"] = list(
            Domain("policy_id", "=", self.id) & self._get_open_domain()
        )
        return action

    # ------------------------------------------------------------------
    # Problems that are open already
    # ------------------------------------------------------------------

    def _get_scope_domain(self):
        """Return the domain of the tickets that this policy is for."""
        self.ensure_one()
        same = {
            "company_id": self.company_id.id,
            "problem_kind": self.kind,
            "problem_type_id": self.problem_type_id.id,
            "severity": self.severity,
        }
        domain = Domain.AND(
            Domain(name, "=", same[name]) for name in same if same[name]
        )
        if self.place_id:
            domain &= Domain("place_id", "child_of", self.place_id.id)
        if self.valid_from:
            domain &= Domain("reported_at", ">=", self.valid_from)
        return domain

    def _find_problems_to_apply(self):
        """Return the open problems that would run under this policy, or do already."""
        self.ensure_one()
        tickets = self.env["helpdesk.ticket"]
        mine = Domain("policy_id", "=", self.id)
        found = tickets.search(
            self._get_open_domain()
            & Domain("is_imported", "=", False)
            & (self._get_scope_domain() | mine)
        )
        policies = self._choose([problem._get_subject() for problem in found])
        chosen = (
            problem.id
            for problem, policy in zip(found, policies, strict=True)
            if self in (policy, problem.policy_id)
        )
        return tickets.browse(chosen)

    def apply_to_open_problems(self):
        """Give the open problems that this policy is for its clocks as they are now.

        What was used of a term stays used.

        :return: how many problems there are
        :raise UserError: when it is switched off
        """
        self.ensure_one()
        self.check_access("write")
        if not self.active:
            raise UserError(
                self.env._("“%(policy)s” is switched off.", policy=self.name)
            )
        problems = self._find_problems_to_apply().sudo()
        had_it = problems.filtered(lambda problem: problem.policy_id == self)
        problems._apply_policies()
        had_it.filtered(lambda problem: problem.policy_id == self)._sync_deadlines()
        return len(problems)
