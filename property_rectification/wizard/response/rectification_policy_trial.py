# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import format_datetime

from ...rules import policy
from ...tools.working_times import WorkingTimes


class RectificationPolicyTrial(models.TransientModel):
    """What a policy would ask for if a problem ran under it."""

    _name = "rectification.policy.trial"
    _description = "Try a Response Policy on a Problem"

    policy_id = fields.Many2one(
        comodel_name="rectification.policy", required=True, ondelete="cascade"
    )
    ticket_id = fields.Many2one(
        comodel_name="helpdesk.ticket",
        string="Problem",
        domain=[("is_problem", "=", True)],
        ondelete="cascade",
    )
    result = fields.Html(compute="_compute_result", sanitize=False)

    @api.depends("policy_id", "ticket_id")
    def _compute_result(self):
        for trial in self:
            trial.result = False
            if trial.policy_id and trial.ticket_id:
                trial.result = self.env["ir.qweb"]._render(
                    "property_rectification.policy_trial_result",
                    trial._prepare_result(),
                )

    def _prepare_result(self):
        """Return what the page of the result shows."""
        problem = self.ticket_id._origin or self.ticket_id
        problem.check_access("read")
        tried = (self.policy_id._origin or self.policy_id).sudo()
        problem = problem.sudo()
        return {
            "policy": tried,
            "problem": problem,
            "fits": policy.fits(tried._get_scope(), problem._get_subject()),
            "requirements": tried._get_requirements(),
            "clocks": self._prepare_clocks(problem, tried),
        }

    def _prepare_clocks(self, problem, tried):
        previews = self.env["rectification.deadline"].sudo()._preview(problem, tried)
        now = {deadline.clock: deadline for deadline in problem.deadline_ids}
        times = WorkingTimes()
        people = {
            name: problem._get_audience(name)[problem]
            for name in set(tried.rung_ids.mapped("audience"))
        }
        return [
            {
                "name": preview.policy_clock_id.display_name,
                "reference": preview.policy_clock_id.legal_reference,
                "due": self._format(preview.due_at),
                "state": self._describe(preview),
                "late": preview.is_late or preview.state == "missed",
                "today": self._describe_today(now.get(preview.clock)),
                "ladder": self._prepare_ladder(preview, tried, people, times),
            }
            for preview in previews
        ]

    def _format(self, moment):
        return moment and format_datetime(self.env, moment, dt_format="short")

    def _describe(self, deadline):
        if deadline.is_late:
            return self.env._("Late")
        labels = dict(deadline._fields["state"]._description_selection(self.env))
        label = labels[deadline.state]
        done = self._format(deadline.met_at)
        return f"{label}, {done}" if done else label

    def _describe_today(self, deadline):
        if not deadline or deadline.state == "void":
            return self.env._("Not asked for")
        return self._format(deadline.due_at) or self._describe(deadline)

    def _prepare_ladder(self, preview, tried, people, times):
        """Return who would be told and when, while the clock runs."""
        if preview.state != "running":
            return []
        rungs = tried.rung_ids.sorted("percent")
        channels = dict(rungs._fields["channel"]._description_selection(self.env))
        return [
            {
                "percent": rung.percent,
                "at": self._format(preview._get_moment(rung.percent, times)),
                "who": ", ".join(people[rung.audience].mapped("name")),
                "channel": channels[rung.channel],
            }
            for rung in rungs
        ]
