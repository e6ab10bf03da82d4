# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from odoo import api, models
from odoo.fields import Domain

from ...rules import effectiveness


@dataclass
class Evidence:
    """What was recorded about the problems of a plan since its work was verified."""

    since: datetime
    problems: models.BaseModel
    returns: models.BaseModel = None
    not_fixed: models.BaseModel = None
    ratings: tuple = ()

    @staticmethod
    def count_open(problems):
        return len(problems.filtered(lambda p: p.rectification_state != "closed"))

    def get_figures(self, further):
        """Return this as ``effectiveness.Figures``."""
        return effectiveness.Figures(
            returned=len(self.returns),
            still_open=self.count_open(self.returns | self.not_fixed),
            not_fixed=len(self.not_fixed),
            rating=effectiveness.average(self.ratings),
            further=tuple(further),
        )


class RectificationVerification(models.Model):
    """Where the figures come from: reports, owners and ratings since the work."""

    _inherit = "rectification.verification"

    def _collect_evidence(self):
        """Return what speaks for and against the effect of these checks.

        Costs a number of queries that does not grow with them.

        :return: dict check -> ``Evidence``
        """
        found = {check: Evidence(*check._get_watched()) for check in self}
        if not found:
            return found
        self._add_returns(found)
        self._add_not_fixed(found)
        self._add_ratings(found)
        return found

    def _get_watched(self):
        """Return since when the effect counts, and the problems that may return."""
        completed = self.plan_id.verification_ids.filtered(
            lambda check: check.kind == "completion" and check.done_at
        )
        return completed[-1:].done_at or self.create_date, self.plan_id.ticket_ids

    @api.model
    def _add_returns(self, found):
        """A return is what the rule of recurrences calls one."""
        problems = self.env["helpdesk.ticket"].union(
            *(evidence.problems for evidence in found.values())
        )
        first = min(evidence.since for evidence in found.values())
        tickets = self._get_candidates(problems, first)
        reports = effectiveness.Reports(t._make_report() for t in tickets)
        for evidence in found.values():
            watched = [problem._make_report() for problem in evidence.problems]
            again = reports.find_returns(watched, evidence.since)
            keys = [report.key for report in again]
            evidence.returns = problems.browse(keys)

    @api.model
    def _get_candidates(self, problems, first):
        """Return what may repeat one of some problems since the first moment.

        Two searches, so that each of them can use its own index.
        """
        base = Domain("is_problem", "=", True) & Domain("reported_at", ">", first)
        base &= Domain("rectification_outcome", "not in", effectiveness.NOTHING)
        places = problems.place_id
        near = Domain("id", "in", (places | places.parent_id).ids)
        near |= Domain("parent_id", "in", places.ids)
        by_place = Domain("place_id", "any!", near)
        by_place &= Domain("problem_type_id", "in", problems.problem_type_id.ids)
        by_equipment = Domain("equipment_id", "in", problems.equipment_id.ids)
        return problems.search(base & by_place) | problems.search(base & by_equipment)

    @api.model
    def _add_not_fixed(self, found):
        """What an owner calls not fixed counts, even when it has left the plan."""
        plans = self.env["rectification.plan"].union(*(c.plan_id for c in found))
        tickets = self.env["helpdesk.ticket"].search(
            Domain("returned_plan_id", "in", plans.ids)
            & Domain("rectification_outcome", "not in", effectiveness.NOTHING)
        )
        by_plan = tickets.grouped("returned_plan_id")
        for check, evidence in found.items():
            said = by_plan.get(check.plan_id, tickets.browse())
            late = said.filtered(lambda t, e=evidence: t.answered_at > e.since)
            evidence.not_fixed = late - evidence.returns

    @api.model
    def _add_ratings(self, found):
        """Read what people gave, to problems of the plan and to those that returned."""
        rated = {
            check: set((evidence.problems | evidence.returns).ids)
            for check, evidence in found.items()
        }
        ratings = self.env["rating.rating"].search_fetch(
            Domain("res_model", "=", "helpdesk.ticket")
            & Domain("res_id", "in", set(chain(*rated.values())))
            & Domain("consumed", "=", True)
            & Domain("rating", ">=", 1),
            ["res_id", "rating", "rated_on"],
        )
        given = [(r.res_id, r.rated_on or r.create_date, r.rating) for r in ratings]
        for check, ids in rated.items():
            since = found[check].since
            found[check].ratings = tuple(
                value
                for ticket_id, moment, value in given
                if ticket_id in ids and moment > since
            )
