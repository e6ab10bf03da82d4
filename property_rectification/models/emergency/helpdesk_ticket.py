# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...tools import hooks
from ...tools.batches import run_isolated


class HelpdeskTicket(models.Model):
    """An emergency (s1): people are called, means deployed, residents told."""

    _inherit = "helpdesk.ticket"

    deployment_ids = fields.One2many(
        comodel_name="rectification.deployment",
        inverse_name="ticket_id",
        string="To Deploy",
    )
    notice_ids = fields.One2many(
        comodel_name="rectification.notice",
        inverse_name="ticket_id",
        string="Messages to Residents",
    )
    response_seconds = fields.Integer(
        string="Seconds to Answer",
        compute="_compute_response_seconds",
        store=True,
        aggregator="avg",
        help="From the report to the acknowledgement.",
        guarded=True,
    )
    response_time = fields.Char(
        string="Answered After",
        compute="_compute_response_time",
        help="How long the problem waited, or has been waiting, to be acknowledged.",
    )

    @api.depends("reported_at", "acknowledged_at")
    def _compute_response_seconds(self):
        for ticket in self:
            waited = ticket._get_waiting_time(ticket.acknowledged_at)
            ticket.response_seconds = waited and int(waited.total_seconds())

    @api.depends("reported_at", "acknowledged_at")
    def _compute_response_time(self):
        now = fields.Datetime.now()
        for ticket in self:
            waited = ticket._get_waiting_time(ticket.acknowledged_at or now)
            ticket.response_time = waited and ticket._format_waiting(waited)

    @api.model
    def _get_reckoned_fields(self):
        return [*super()._get_reckoned_fields(), "response_seconds"]

    def _get_waiting_time(self, until):
        """Return how long a problem had waited at a moment, or False."""
        if not self.is_problem or not self.reported_at or not until:
            return False
        # An answer is never negative, whatever the clocks said.
        return max(until, self.reported_at) - self.reported_at

    @api.model
    def _format_waiting(self, waited):
        """Return a time span in the two largest units that say something."""
        minutes, seconds = divmod(int(waited.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        if days:
            return self.env._("%(days)s d %(hours)s h", days=days, hours=hours)
        if hours:
            return self.env._("%(hours)s h %(min)s min", hours=hours, min=minutes)
        return self.env._("%(min)s min %(sec)s s", min=minutes, sec=seconds)

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @hooks.after_create
    def _begin_new_emergencies(self):
        # Whoever records what happened earlier tells of the calls, too.
        if self._is_recording():
            return
        # An imported history tells of old emergencies: nobody is called for them.
        fresh = self.filtered(lambda ticket: not ticket.is_imported)
        fresh._filter_emergencies()._begin_emergency()

    @hooks.around_change("severity", "problem_type_id", "team_id")
    def _follow_severity(self, vals):
        before = self._filter_emergencies()
        yield
        after = self._filter_emergencies()
        (after - before)._begin_emergency()
        (before - after)._stop_calling()

    @hooks.after_change("acknowledged_at")
    def _end_calls(self, vals):
        if vals["acknowledged_at"]:
            self._answer_calls()

    def _filter_emergencies(self):
        """Return those of these tickets that are emergencies and open."""
        return self.filtered(
            lambda ticket: ticket.is_problem
            and ticket.severity == "s1"
            and ticket.rectification_state != "closed"
        )

    # ------------------------------------------------------------------
    # Emergency
    # ------------------------------------------------------------------

    def _begin_emergency(self, at=None):
        """Call the first one, list what can be deployed, prepare the message.

        :param at: naive UTC datetime; now when it is left out
        """
        if not self:
            return
        emergencies = self.sudo()
        # Whatever goes wrong here, the report itself must not be lost.
        run_isolated(emergencies, "_prepare_deployments")
        run_isolated(emergencies, "_prepare_notices")
        waiting = emergencies.filtered(lambda ticket: not ticket.acknowledged_at)
        if failed := run_isolated(waiting, "_call_next", at):
            failed._record({"next_call_at": at or fields.Datetime.now()})

    def _prepare_deployments(self):
        """Copy the resources of the place and around it to the checklist."""
        bare = self.filtered(lambda ticket: not ticket.deployment_ids)
        resources = self.env["rectification.resource"]._get_resources(bare)
        self.env["rectification.deployment"].create(
            [
                resource._prepare_deployment_vals(problem)
                for problem in bare
                for resource in resources[problem]
            ]
        )

    def _prepare_notices(self):
        """Draft a message to the residents concerned, where the place is known."""
        bare = self.filtered(lambda ticket: ticket.place_id and not ticket.notice_ids)
        bodies = self._get_notice_bodies(bare)
        self.env["rectification.notice"].create(
            [
                {
                    "ticket_id": problem.id,
                    "place_id": (
                        problem.place_id._get_notice_place() or problem.place_id
                    ).id,
                    **bodies[problem.id],
                }
                for problem in bare
            ]
        )

    @api.model
    def _get_notice_bodies(self, problems):
        """Return subject and body of the prepared message for each problem.

        The words are a mail template, so that they can be changed and translated.

        :return: dict ticket id -> dict of values
        """
        template = self.env.ref(
            "property_rectification.mail_template_notice", raise_if_not_found=False
        )
        if not template:
            return {p.id: {"subject": p.problem_type_id.name} for p in problems}
        subjects = template._render_field("subject", problems.ids)
        bodies = template._render_field("body_html", problems.ids)
        return {
            problem.id: {
                "subject": subjects[problem.id],
                "body": bodies[problem.id],
            }
            for problem in problems
        }

    def _get_notice_where(self):
        """Name the place to the neighbours: the house and the part, never a home."""
        house = self.place_id._get_notice_place()
        inside = self.place_id._get_places_around() - house._get_places_around()
        shown = inside.filtered(lambda place: place.kind != "unit")
        return ", ".join((house | shown[::-1]).mapped("name"))

    def action_new_notice(self):
        """Open an empty message to the residents concerned by this problem."""
        self.ensure_one()
        place = self.place_id._get_notice_place() or self.place_id
        return {
            "type": "ir.actions.act_window",
            "res_model": "rectification.notice",
            "view_mode": "form",
            "name": self.env._("Message to Residents"),
            "context": {
                "default_ticket_id": self.id,
                "default_place_id": place.id,
                "default_subject": self.name,
            },
        }
