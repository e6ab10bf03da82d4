# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ...rules import clock, events
from ...tools.working_times import WorkingTimes
from .rectification_policy_clock import CLOCKS, EVENTS, UNITS


class RectificationDeadline(models.Model):
    """One running clock of one problem.

    Its term is a promise: it is copied from the policy when the problem is logged,
    and later changes of the policy leave it alone.  What has happened is read from
    the problem; only a pause is recorded here.
    """

    _name = "rectification.deadline"
    _description = "Deadline of a Problem"
    _inherit = ["rectification.guard.mixin"]
    _order = "due_at, id"
    _rec_name = "clock"
    ticket_id = fields.Many2one(
        comodel_name="helpdesk.ticket",
        string="Problem",
        required=True,
        index=True,
        ondelete="cascade",
        guarded=True,
    )
    place_id = fields.Many2one(related="ticket_id.place_id")
    company_id = fields.Many2one(
        comodel_name="res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        readonly=False,
        guarded=True,
    )
    severity = fields.Selection(related="ticket_id.severity")
    policy_clock_id = fields.Many2one(
        comodel_name="rectification.policy.clock",
        ondelete="set null",
        index="btree_not_null",
        guarded=True,
    )
    # The promise
    clock = fields.Selection(
        selection=CLOCKS, string="Promise", required=True, guarded=True
    )
    start_event = fields.Selection(selection=EVENTS, required=True, guarded=True)
    stop_event = fields.Selection(selection=EVENTS, required=True, guarded=True)
    duration = fields.Float(string="Within", aggregator=None, guarded=True)
    unit = fields.Selection(selection=UNITS, guarded=True)
    calendar_id = fields.Many2one(comodel_name="resource.calendar", guarded=True)
    promised_at = fields.Datetime(
        help="A fixed time that was promised, instead of a term; imported history.",
        guarded=True,
    )
    is_void = fields.Boolean(
        help="The policy that applies now does not ask for this any more.",
        guarded=True,
    )
    # What has happened
    started_at = fields.Datetime(
        string="Counts From",
        compute="_compute_times",
        store=True,
        precompute=True,
        readonly=False,
        guarded=True,
    )
    met_at = fields.Datetime(
        string="Done",
        compute="_compute_times",
        store=True,
        precompute=True,
        readonly=False,
        guarded=True,
    )
    # Pauses and changes: the state of the stopwatch
    used_seconds = fields.Float(
        aggregator=None,
        help="Used of the term before it was last started again.",
        guarded=True,
    )
    counted_from = fields.Datetime(
        help="Since when it runs again; empty as long as it never stood still.",
        guarded=True,
    )
    paused_at = fields.Datetime(string="Paused", guarded=True)
    paused_by_id = fields.Many2one(
        comodel_name="res.users", string="Paused By", guarded=True
    )
    pause_reason_id = fields.Many2one(
        comodel_name="rectification.pause.reason",
        string="Waits For",
        ondelete="restrict",
        guarded=True,
    )
    pause_note = fields.Text(guarded=True)
    paused_seconds = fields.Float(
        string="Paused (Seconds)", aggregator=None, guarded=True
    )
    # What follows
    term_seconds = fields.Float(
        compute="_compute_due_at",
        store=True,
        precompute=True,
        readonly=False,
        aggregator=None,
        guarded=True,
    )
    due_at = fields.Datetime(
        string="Due",
        compute="_compute_due_at",
        store=True,
        precompute=True,
        readonly=False,
        guarded=True,
    )
    is_fallback = fields.Boolean(
        string="Counted Round the Clock",
        compute="_compute_due_at",
        store=True,
        precompute=True,
        readonly=False,
        help="Its calendar has no working hours: every hour counts instead.",
        guarded=True,
    )
    state = fields.Selection(
        selection=[
            ("waiting", "Not started"),
            ("running", "Running"),
            ("paused", "Paused"),
            ("met", "Met"),
            ("missed", "Missed"),
            ("void", "Not needed"),
        ],
        compute="_compute_state",
        store=True,
        precompute=True,
        readonly=False,
        guarded=True,
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    # Escalation
    fired_percent = fields.Integer(
        aggregator=None,
        help="The highest rung of the ladder that was reached.",
        guarded=True,
    )
    snoozed_until = fields.Datetime(guarded=True)
    next_rung_at = fields.Datetime(
        compute="_compute_next_rung_at",
        store=True,
        precompute=True,
        readonly=False,
        guarded=True,
    )
    # What the views show of a deadline, and what can be done about it there
    term = fields.Char(compute="_compute_term")
    escalation_ids = fields.One2many(
        comodel_name="rectification.escalation",
        inverse_name="deadline_id",
    )
    escalation_count = fields.Integer(
        string="Escalations", compute="_compute_escalation_count"
    )

    _one_of_a_kind = models.Constraint(
        "UNIQUE (ticket_id, clock)", "A problem has each clock only once."
    )
    # What the crons and the list of what is due read.
    _due_rungs = models.Index("(next_rung_at) WHERE next_rung_at IS NOT NULL")
    _running = models.Index("(due_at, id) WHERE state = 'running'")
    # The filter of problems whose clocks stand still.
    _paused = models.Index("(ticket_id) WHERE state = 'paused'")

    @api.depends("clock", "due_at")
    def _compute_display_name(self):
        clocks = dict(self._fields["clock"]._description_selection(self.env))
        for record in self:
            record.display_name = clocks.get(record.clock)

    @api.depends("ticket_id.company_id")
    def _compute_company_id(self):
        for record in self:
            record.company_id = record.ticket_id.company_id

    @api.depends(
        "start_event",
        "stop_event",
        "ticket_id.reported_at",
        "ticket_id.acknowledged_at",
        "ticket_id.attended_at",
        "ticket_id.made_safe_at",
        "ticket_id.investigated_at",
        "ticket_id.owner_informed_at",
        "ticket_id.planned_at",
        "ticket_id.work_started_at",
        "ticket_id.rectified_at",
        "ticket_id.verified_at",
        "ticket_id.closed_date",
    )
    def _compute_times(self):
        recorded = {ticket: ticket._get_event_times() for ticket in self.ticket_id}
        pairs = [(record.start_event, record.stop_event) for record in self]
        known = [recorded[record.ticket_id] for record in self]
        for record, times in zip(self, events.times_of(pairs, known), strict=True):
            record.started_at, record.met_at = times

    @api.depends(
        "started_at",
        "met_at",
        "duration",
        "unit",
        "calendar_id",
        "promised_at",
        "used_seconds",
        "counted_from",
        "paused_at",
    )
    def _compute_due_at(self):
        promises = self._get_promises(WorkingTimes())
        for record, reckoned in zip(self, clock.reckon(promises), strict=True):
            record.term_seconds = reckoned.seconds
            record.due_at = reckoned.due or False
            record.is_fallback = reckoned.is_fallback

    @api.depends(
        "started_at",
        "met_at",
        "due_at",
        "paused_at",
        "is_void",
        "ticket_id.active",
        "ticket_id.rectification_state",
    )
    def _compute_state(self):
        for record in self:
            record.state = record._get_state()

    @api.depends("due_at", "state")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for record in self:
            record.is_late = bool(
                record.state == "running" and record.due_at and record.due_at < now
            )

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        now = fields.Datetime.now()
        return Domain("state", "=", "running") & Domain("due_at", "<", now)

    @api.depends("state", "due_at", "fired_percent", "snoozed_until", "policy_clock_id")
    def _compute_next_rung_at(self):
        running = self.filtered(lambda deadline: deadline.state == "running")
        (self - running).next_rung_at = False
        rungs = [record._get_next_rung() for record in running]
        percents = [rung.percent for rung in rungs]
        moments = running._get_moments(percents, WorkingTimes())
        for record, rung, moment in zip(running, rungs, moments, strict=True):
            told_at = rung and moment
            snoozed = record.snoozed_until or moment
            record.next_rung_at = told_at and max(told_at, snoozed)

    def _compute_again(self):
        """Mark what follows from the facts to be computed when it is next read."""
        names = ("started_at", "met_at", "due_at", "state", "next_rung_at")
        for name in names:
            self.env.add_to_compute(self._fields[name], self)

    @api.depends("duration", "unit", "promised_at")
    def _compute_term(self):
        units = dict(self._fields["unit"]._description_selection(self.env))
        for deadline in self:
            term = f"{deadline.duration:g} {units.get(deadline.unit, '')}"
            deadline.term = False if deadline.promised_at else term

    @api.depends("escalation_ids")
    def _compute_escalation_count(self):
        rows = self.env["rectification.escalation"]._read_group(
            [("deadline_id", "in", self.ids)], ["deadline_id"], ["__count"]
        )
        counts = {deadline.id: count for deadline, count in rows}
        for deadline in self:
            deadline.escalation_count = counts.get(deadline._origin.id, 0)

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_open_problem(self):
        """Open the problem that this deadline is of."""
        self.ensure_one()
        return self.ticket_id.get_formview_action()

    def action_snooze(self):
        """Ask until when, and why, nobody is to be told of these deadlines."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.rectification_snooze_action"
        )
        return {**action, "context": {"default_deadline_ids": self.ids}}

    # ------------------------------------------------------------------
    # State
    # ------------------------------------------------------------------

    def _get_state(self):
        """Return the state by what is recorded.

        What a closed or archived problem did not need is void, unless it was late
        already: that stays on record.
        """
        if self.met_at and self.started_at:
            return "missed" if self.due_at and self.met_at > self.due_at else "met"
        ticket = self.ticket_id
        if self.is_void or not ticket.active or not ticket.is_problem:
            return "void"
        if ticket.rectification_state == "closed":
            closed_at = ticket.closed_date or fields.Datetime.now()
            return "missed" if self.due_at and self.due_at < closed_at else "void"
        if not self.started_at:
            return "waiting"
        return "paused" if self.paused_at else "running"

    def _reckon_again(self):
        """Reckon these deadlines anew after times were changed in the database."""
        self._compute_again()
        tickets = self.ticket_id
        for name in tickets._get_reckoned_fields():
            self.env.add_to_compute(tickets._fields[name], tickets)

    # ------------------------------------------------------------------
    # Escalation
    # ------------------------------------------------------------------

    def _get_rungs(self):
        return self.policy_clock_id.sudo().policy_id.rung_ids

    def _get_next_rung(self):
        """Return the lowest rung that was not reached yet."""
        higher = self._get_rungs().filtered(
            lambda rung: rung.percent > self.fired_percent
        )
        return higher.sorted("percent")[:1]

    # ------------------------------------------------------------------
    # What the views show of a deadline, and what can be done about it there
    # ------------------------------------------------------------------

    def _get_status(self, now):
        """Return how urgent the first of these open deadlines of one problem is."""
        running = self.filtered(lambda d: d.state == "running" and d.due_at)
        first = running.sorted("due_at")[:1]
        if not first:
            return "paused" if "paused" in self.mapped("state") else "none"
        if first.due_at < now:
            return "late"
        # Less than a fifth of its term is left.
        is_soon = (first.due_at - now) * 5 < first.due_at - first.started_at
        return "soon" if is_soon else "on_time"
