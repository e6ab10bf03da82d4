# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import policy

_DONE_STATES = ("verifying", "monitoring", "closed")
_PROVEN_STATES = ("monitoring", "closed")


class HelpdeskTicket(models.Model):
    """What is done at once about a problem, and when it happened."""

    _inherit = "helpdesk.ticket"

    attended_at = fields.Datetime(
        string="Attended",
        copy=False,
        tracking=True,
        help="When somebody of ours was on the spot.",
        guarded=True,
    )
    made_safe_at = fields.Datetime(
        string="Made Safe",
        copy=False,
        tracking=True,
        help="When it could do no more harm, repaired or not.",
        guarded=True,
    )
    investigated_at = fields.Datetime(
        string="Investigated",
        copy=False,
        tracking=True,
        help="When it was known what is the matter.",
        guarded=True,
    )
    owner_informed_at = fields.Datetime(
        string="Owner Informed",
        copy=False,
        tracking=True,
        help="When whoever reported it was first told how it goes on.",
        guarded=True,
    )
    can_answer = fields.Boolean(
        compute="_compute_can_answer",
        help="The user coordinates problems here, answers for this one, or was called.",
    )
    # These follow from the plan.
    planned_at = fields.Datetime(compute="_compute_plan_times")
    work_started_at = fields.Datetime(compute="_compute_plan_times")
    rectified_at = fields.Datetime(compute="_compute_plan_times")
    verified_at = fields.Datetime(compute="_compute_plan_times")

    @api.depends(
        "rectification_state",
        "plan_id.approved_at",
        "plan_id.root_id.approved_at",
        "plan_id.action_ids.started_at",
        "plan_id.action_ids.done_at",
        "plan_id.root_id.action_ids.started_at",
        "plan_id.root_id.action_ids.done_at",
        "plan_id.verification_ids.done_at",
    )
    def _compute_plan_times(self):
        """A promise to plan or to begin was kept by the first version of the plan.

        One to rectify was not when that version did not work.
        """
        for ticket in self:
            plan, first = ticket.plan_id, ticket.plan_id.root_id
            actions = (plan | first).action_ids
            begun = actions.mapped("started_at") + actions.mapped("done_at")
            ticket.planned_at = first.approved_at or plan.approved_at
            ticket.work_started_at = min(filter(None, begun), default=False)
            state = ticket.rectification_state
            ticket.rectified_at = state in _DONE_STATES and max(
                filter(None, plan.action_ids.mapped("done_at")), default=False
            )
            passed = plan.verification_ids.filtered(lambda v: v.kind == "completion")
            ticket.verified_at = state in _PROVEN_STATES and passed[-1:].done_at

    @api.depends("acknowledged_at", "rectification_state", "user_id")
    @api.depends_context("uid")
    def _compute_can_answer(self):
        problems = self._origin
        mine = problems._filter_called() | problems._filtered_access("write")
        for ticket in self:
            may = ticket._origin in mine or ticket.user_id == self.env.user
            is_open = ticket.rectification_state != "closed"
            ticket.can_answer = may and is_open and not ticket.acknowledged_at

    def _get_event_times(self):
        """Return when each event of ``rules/events.py`` was recorded, as a dict."""
        self.ensure_one()
        is_closed = self.rectification_state == "closed"
        return {
            "reported": self.reported_at or self.create_date,
            "acknowledged": self.acknowledged_at,
            "attended": self.attended_at,
            "made_safe": self.made_safe_at,
            "investigated": self.investigated_at,
            "owner_informed": self.owner_informed_at,
            "planned": self.planned_at,
            "started": self.work_started_at,
            "rectified": self.rectified_at,
            "verified": self.verified_at,
            "closed": is_closed and self.closed_date,
        }

    def _get_subject(self):
        """Return what a response policy is chosen by, as ``policy.Subject``."""
        self.ensure_one()
        return self._make_subject(
            company=self.company_id,
            place=self.place_id,
            problem_type=self.problem_type_id,
            severity=self.severity,
            reported_at=self.reported_at,
        )

    @api.model
    def _make_subject(self, company, place, problem_type, severity, reported_at):
        path = (place.parent_path or "").split("/")
        return policy.Subject(
            company=company.id,
            places=tuple(int(step) for step in path if step),
            kind=problem_type.kind,
            type=problem_type.id,
            severity=severity,
            reported_on=fields.Date.to_date(reported_at)
            or fields.Date.context_today(self),
        )

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_attend(self, at=None):
        """Record that somebody of ours is, or was, on the spot.

        :param at: naive UTC datetime; now when it is left out
        :raise UserError: when recorded already, closed, or at an impossible time
        """
        return self._record_event("attended_at", at)

    def action_made_safe(self, at=None):
        """Record that these problems can do no more harm; see ``action_attend``."""
        return self._record_event("made_safe_at", at)

    def action_investigated(self, at=None):
        """Record that it is known what is the matter; see ``action_attend``."""
        return self._record_event("investigated_at", at)

    def _record_event(self, name, at=None):
        self._check_may_respond()
        moments = {problem: problem._get_moment(name, at) for problem in self}
        for moment, problems in self.grouped(moments.get).items():
            # The check above says who may; the rules of writing are for the log.
            problems.sudo()._record({name: moment})
        return True

    def _get_moment(self, name, at=None):
        """Return when an event happened, if it can be recorded now."""
        self._check_is_problem()
        self._check_open()
        if self[name]:
            raise UserError(
                self.env._(
                    "%(problem)s: “%(event)s” is recorded already.",
                    problem=self.display_name,
                    event=self._fields[name]._description_string(self.env),
                )
            )
        return self._validate_moment(at)

    def _filter_called(self):
        """Return those of these problems for which the user was called.

        Extension point for the room that calls people.
        """
        return self.browse()

    def _check_may_respond(self):
        """Whoever works at the place, is responsible or coordinates may respond."""
        self.check_access("read")
        others = self - self._filtered_access("write")
        for problem in others.sudo():
            involved = problem.user_id | problem.place_id.worker_user_ids
            if self.env.user not in involved:
                raise UserError(
                    self.env._(
                        "%(problem)s is answered by the staff of its place.",
                        problem=problem.display_name,
                    )
                )

    # ------------------------------------------------------------------
    # People
    # ------------------------------------------------------------------
