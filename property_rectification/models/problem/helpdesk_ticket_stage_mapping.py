# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError

from ...tools import hooks


class HelpdeskTicket(models.Model):
    """The stage of a problem: the one that its team maps to the state."""

    _inherit = "helpdesk.ticket"

    @api.depends("team_id", "rectification_state")
    def _compute_stage_id(self):
        """The stage of a problem is the one that its team maps to the state."""
        problems = self.filtered("is_problem")
        res = super(HelpdeskTicket, self - problems)._compute_stage_id()
        stages = self._get_problem_stages(problems.team_id.ids)
        for problem in problems:
            key = (problem.team_id.id, problem.rectification_state or "new")
            problem.stage_id = stages.get(key) or problem.stage_id.id
        return res

    @hooks.before_change("closed_date")
    def _check_closing_time(self, vals):
        """When a problem was closed follows from what closed it."""
        if not self._is_recording() and any(self.mapped("is_problem")):
            raise UserError(
                self.env._("The time when a problem was closed cannot be set by hand.")
            )

    @hooks.before_change("stage_id")
    def _check_stage(self, vals):
        """A problem may only be moved to a stage that its facts support."""
        if not vals["stage_id"]:
            return
        stage = self.env["helpdesk.ticket.stage"].browse(vals["stage_id"])
        for problem in self.filtered("is_problem"):
            target = stage.rectification_state
            if not target:
                raise UserError(
                    self.env._(
                        "“%(stage)s” is not a stage of problems.", stage=stage.name
                    )
                )
            if target != problem.rectification_state:
                problem._raise_gaps(target)

    @api.model
    def _get_problem_stages(self, team_ids):
        """Return the stage id of each state for some teams, in one query.

        :param team_ids: iterable of ids of ``helpdesk.ticket.team``
        :return: dict ``{(team id, state): stage id}``; the stage of a team itself
            comes before one that is open to all teams
        """
        teams = self.env["helpdesk.ticket.team"].sudo().browse(set(team_ids))
        if not teams:
            return {}
        stages = (
            self.env["helpdesk.ticket.stage"]
            .sudo()
            .search_fetch(
                [
                    ("rectification_state", "!=", False),
                    ("team_ids", "in", [False, *teams.ids]),
                ],
                ["rectification_state", "team_ids", "company_id"],
            )
        )
        mapping = {}
        for stage in stages.sorted(lambda s: not s.team_ids):
            for team in stage.team_ids & teams or teams:
                if stage.company_id and stage.company_id != team.company_id:
                    continue
                mapping.setdefault((team.id, stage.rectification_state), stage.id)
        return mapping

    def _track_filter_for_display(self, tracking_values):
        """The state of a problem tells what its stage would only repeat."""
        shown = super()._track_filter_for_display(tracking_values)
        if not self.is_problem:
            return shown
        return shown.filtered(lambda value: value.field_id.name != "stage_id")

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        if not self.env.context.get("rectification_problem"):
            return super()._read_group_stage_ids(stages, domain)
        return stages.search(
            [
                "|",
                ("id", "in", stages.ids),
                "&",
                ("rectification_state", "!=", False),
                ("team_ids.use_rectification", "=", True),
            ]
        )
