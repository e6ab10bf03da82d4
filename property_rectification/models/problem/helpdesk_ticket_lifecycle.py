# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import lifecycle
from ...tools.texts import require_text
from .helpdesk_ticket_stage import STATES

OUTCOMES = [
    ("effective", "Effective"),
    ("made_safe", "Made safe"),
    ("no_fault_found", "No fault found"),
    ("not_ours", "Not ours"),
    ("duplicate", "Duplicate"),
    ("no_access", "No access"),
    ("no_longer_required", "No longer required"),
    ("declined", "Declined"),
    ("unverified", "Closed, not verified"),
]


class HelpdeskTicket(models.Model):
    """How a problem moves: facts are recorded, the state follows, then the stage."""

    _inherit = "helpdesk.ticket"

    rectification_state = fields.Selection(
        selection=STATES,
        string="State",
        compute="_compute_rectification_state",
        store=True,
        group_expand=True,
        tracking=True,
        copy=False,
        guarded=True,
    )
    rectification_outcome = fields.Selection(
        selection=OUTCOMES,
        string="Outcome",
        compute="_compute_rectification_state",
        store=True,
        tracking=True,
        copy=False,
        help="Closed is not fixed: only passed verifications make it effective.",
        guarded=True,
    )
    declared_outcome = fields.Selection(
        selection=OUTCOMES[1:],
        copy=False,
        help="Outcome of a problem closed without a proven effect.",
        guarded=True,
    )
    outcome_reason = fields.Text(copy=False, guarded=True)
    acknowledged_at = fields.Datetime(
        string="Acknowledged", copy=False, tracking=True, guarded=True
    )
    acknowledged_by_id = fields.Many2one(
        comodel_name="res.users", copy=False, guarded=True
    )
    closed_date = fields.Datetime(
        compute="_compute_closed_date", store=True, readonly=False
    )
    last_stage_update = fields.Datetime(
        compute="_compute_last_stage_update", store=True, readonly=False
    )

    @api.depends(lambda self: self._get_state_dependencies())
    def _compute_rectification_state(self):
        for ticket in self:
            state = outcome = False
            if ticket.is_problem:
                facts, needs = ticket._get_facts(), ticket._get_requirements()
                state = lifecycle.state(facts, needs)
                outcome = lifecycle.outcome(facts, needs)
            ticket.rectification_state = state
            ticket.rectification_outcome = outcome

    @api.depends("rectification_state")
    def _compute_closed_date(self):
        """Keep the time of closing, and forget it when a problem comes back."""
        now = fields.Datetime.now()
        for ticket in self:
            if ticket.is_problem and ticket.rectification_state != "closed":
                ticket.closed_date = False
            elif ticket.is_problem:
                ticket.closed_date = ticket.closed_date or now
            else:
                ticket.closed_date = ticket.closed_date

    @api.depends("rectification_state")
    def _compute_last_stage_update(self):
        now = fields.Datetime.now()
        for ticket in self:
            ticket.last_stage_update = (
                now if ticket.is_problem else ticket.last_stage_update
            )

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    # ------------------------------------------------------------------
    # Facts
    # ------------------------------------------------------------------

    @api.model
    def _get_fact_fields(self):
        """Return the names of the fields that :meth:`_get_facts` reads.

        Extension point: each room adds those that it reads.
        """
        return [
            *("is_problem", "problem_type_id", "problem_kind", "severity", "place_id"),
            *("occurred_at", "problem_source", "partner_id", "partner_name"),
            *("partner_email", "involvement_ids.role", "acknowledged_at"),
            "declared_outcome",
        ]

    @api.model
    def _get_state_dependencies(self):
        """Return what the state of a problem is computed from."""
        return self._get_fact_fields()

    def _get_facts(self):
        """Return what is recorded about this problem, as ``lifecycle.Facts``.

        Extension point: each room adds what it knows; whose fields it reads it names in
        :meth:`_get_fact_fields`.
        """
        self.ensure_one()
        roles = self.involvement_ids.mapped("role")
        return lifecycle.Facts(
            further=self._get_further_gaps(),
            kind=self.problem_kind,
            has_type=bool(self.problem_type_id),
            has_place=bool(self.place_id),
            has_occurred_at=bool(self.occurred_at),
            has_reporter=bool(self._get_contact() or self._reported_by_creator())
            or "reporter" in roles,
            has_staff_concerned=bool({"on_duty", "responsible"}.intersection(roles)),
            acknowledged=bool(self.acknowledged_at),
            outcome=self.declared_outcome or None,
        )

    def _get_contact(self):
        """Return whom to tell about this problem, in whatever way it is known."""
        return self.partner_id or self.partner_name or self.partner_email

    def _reported_by_creator(self):
        """Staff who log what they found themselves are the reporters."""
        return self.problem_source in ("round", "inspection", "staff")

    def _reporter_person_ids(self):
        """Return the partner ids that identify who reported these problems."""
        reporters = self.involvement_ids.filtered(lambda line: line.role == "reporter")
        creators = self.filtered(lambda t: t._reported_by_creator()).create_uid
        return (
            set((self.partner_id | reporters.partner_id).ids)
            | reporters.employee_id._rectification_person_ids()
            | creators._rectification_person_ids()
        )

    def _get_further_gaps(self):
        """Return what else has to be recorded, and is not, before a state.

        Extension point: each room adds its own to those of ``super()``. It says each
        one in words in :meth:`_get_gap_labels`, and names the fields that it reads in
        :meth:`_get_fact_fields`.

        :return: tuple of (state, gap code)
        """
        self.ensure_one()
        return ()

    def _get_requirements(self):
        """Return how much must be recorded, as ``lifecycle.Requirements``.

        Extension point: a response policy may ask for more or for less.
        """
        self.ensure_one()
        return lifecycle.requirements_for(self.severity)

    def _log_reason(self, reason):
        self._message_log_batch(bodies={problem.id: reason for problem in self})
        return True

    def _check_is_problem(self):
        if not self.is_problem:
            raise UserError(
                self.env._(
                    "%(ticket)s is not a problem: its team does not use rectification.",
                    ticket=self.display_name,
                )
            )

    def _check_open(self):
        if self.rectification_state == "closed":
            raise UserError(
                self.env._("%(problem)s is closed.", problem=self.display_name)
            )

    # ------------------------------------------------------------------
    # Closing a problem without a proven effect, and opening it again
    # ------------------------------------------------------------------

    def close_with_outcome(self, outcome, reason):
        """Close problems without a proven effect.

        :param outcome: one of ``declared_outcome``
        :param reason: why, in words; the chatter keeps it
        :raise UserError: without a reason, or when closed already
        :raise AccessError: when the user is not a quality manager
        """
        self._check_quality_manager()
        for problem in self:
            problem._check_is_problem()
            problem._check_open()
        if outcome not in dict(OUTCOMES[1:]):
            raise UserError(self.env._("Choose one of the outcomes offered."))
        require_text(reason, self.env._("Say why the problem is closed."))
        self._record({"declared_outcome": outcome, "outcome_reason": reason})
        return self._log_reason(reason)

    def reopen(self, reason):
        """Open problems again that were closed with a declared outcome.

        :param reason: why, in words; the chatter keeps it
        """
        self._check_quality_manager()
        if not all(self.mapped("declared_outcome")):
            raise UserError(
                self.env._(
                    "Only a problem that was closed with an outcome can be reopened."
                )
            )
        require_text(reason, self.env._("Say why the problem is opened again."))
        self._record({"declared_outcome": False, "outcome_reason": False})
        return self._log_reason(reason)

    def _check_quality_manager(self):
        self.check_access("write")
        group = "property_rectification.group_rectification_manager"
        if not self.env.su and not self.env.user.has_group(group):
            raise UserError(self.env._("Only a quality manager may do this."))
