# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from odoo import api, fields, models

from ...tools import hooks
from ...tools.working_times import WorkingTimes
from .rectification_policy_clock import CLOCKS

# What a response policy is chosen by.
_SCOPE = frozenset(
    {"team_id", "company_id", "place_id", "problem_type_id", "severity", "reported_at"}
)

# When something happened that a clock may have waited for.
_MOMENTS = frozenset(
    {
        "acknowledged_at",
        "attended_at",
        "made_safe_at",
        "investigated_at",
        "owner_informed_at",
    }
)

_ANSWERED_LATER = frozenset({"waiting", "running", "paused"})

_SEVERE = ("s1", "s2")


class HelpdeskTicket(models.Model):
    """The clocks of a problem: which policy applies, what is due next."""

    _inherit = "helpdesk.ticket"

    policy_id = fields.Many2one(
        comodel_name="rectification.policy",
        string="Response Policy",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        help="Says how fast this problem is answered and how deep it is dug into.",
        guarded=True,
    )
    deadline_ids = fields.One2many(
        comodel_name="rectification.deadline",
        inverse_name="ticket_id",
        string="Deadlines",
        copy=False,
    )
    next_deadline_at = fields.Datetime(
        string="Next Deadline",
        compute="_compute_next_deadline",
        store=True,
        guarded=True,
    )
    next_clock = fields.Selection(
        selection=CLOCKS,
        string="Due Next",
        compute="_compute_next_deadline",
        store=True,
        guarded=True,
    )
    deadline_status = fields.Selection(
        selection=[
            ("late", "Late"),
            ("soon", "Due soon"),
            ("on_time", "On time"),
            ("paused", "Paused"),
            ("none", "Nothing due"),
        ],
        compute="_compute_deadline_status",
    )
    can_pause = fields.Boolean(compute="_compute_can_pause")
    is_paused = fields.Boolean(compute="_compute_can_pause")
    # What the views of a problem show of its clocks, and which buttons they offer
    can_acknowledge = fields.Boolean(compute="_compute_can_respond")
    can_respond = fields.Boolean(
        compute="_compute_can_respond",
        help="The user works at the place, answers for the problem or coordinates.",
    )
    can_attend = fields.Boolean(compute="_compute_can_record")
    can_make_safe = fields.Boolean(compute="_compute_can_record")
    can_investigate = fields.Boolean(compute="_compute_can_record")
    has_fallback = fields.Boolean(
        compute="_compute_what_to_show",
        help="A calendar has no working hours: every hour counts instead.",
    )
    has_pauses = fields.Boolean(compute="_compute_what_to_show")
    escalation_count = fields.Integer(
        string="Escalations", compute="_compute_escalation_count"
    )

    _by_next_deadline = models.Index(
        "(next_deadline_at, id) WHERE is_problem IS TRUE AND active IS TRUE"
    )

    @api.depends("deadline_ids.state", "deadline_ids.due_at")
    def _compute_next_deadline(self):
        for ticket in self:
            running = ticket.deadline_ids.filtered(
                lambda d: d.state == "running" and d.due_at
            )
            first = running.sorted("due_at")[:1]
            ticket.next_deadline_at = first.due_at
            ticket.next_clock = first.clock

    @api.depends("next_deadline_at", "deadline_ids.state")
    def _compute_deadline_status(self):
        """Who sees a problem sees when it is due, be its deadlines hidden or not."""
        now = fields.Datetime.now()
        # By a search: what a rule hides is missing from the cache of superusers, too.
        deadlines = (
            self.env["rectification.deadline"]
            .sudo()
            .search(
                [("ticket_id", "in", self.ids), ("state", "in", ("running", "paused"))]
            )
        )
        known = deadlines.grouped("ticket_id")
        for ticket in self:
            of_ticket = known.get(ticket._origin.sudo(), deadlines.browse())
            ticket.deadline_status = of_ticket._get_status(now)

    @api.depends("deadline_ids.state")
    def _compute_can_pause(self):
        for ticket in self:
            states = ticket.deadline_ids.mapped("state")
            running = ticket.deadline_ids.filtered(lambda d: d.state == "running")
            reasons = running.policy_clock_id.sudo().pause_reason_ids
            ticket.is_paused = "paused" in states
            ticket.can_pause = bool(reasons)

    @api.depends("can_answer", "rectification_state", "user_id", "place_id")
    @api.depends_context("uid")
    def _compute_can_respond(self):
        """Who may press the buttons; the methods behind them check it again."""
        user = self.env.user
        group = "property_rectification.group_rectification_coordinator"
        coordinates = user.has_group(group)
        editable = self._origin._filtered_access("write")
        called = self._origin._filter_called()
        for ticket in self:
            problem = ticket.sudo()
            involved = problem.user_id | problem.place_id.worker_user_ids
            is_open = ticket.is_problem and ticket.rectification_state != "closed"
            may = ticket._origin in editable | called or user in involved
            ticket.can_respond = bool(ticket._origin and is_open and may)
            # Staff do not answer for what they only report.
            answers = coordinates or user == ticket.user_id or ticket._origin in called
            ticket.can_acknowledge = (
                ticket._origin and ticket.can_answer and is_open and answers
            )

    @api.depends("can_respond", "deadline_ids.state", "severity")
    @api.depends_context("uid")
    def _compute_can_record(self):
        """Offer to record what a clock waits for, and what is always worth it."""
        for ticket in self:
            deadlines = ticket.sudo().deadline_ids
            ended = deadlines.filtered("met_at").mapped("stop_event")
            awaited = deadlines.filtered(lambda d: d.state in _ANSWERED_LATER)
            awaited = awaited.mapped("stop_event")
            severe = ticket.severity in _SEVERE
            for event, name, recorded, usual in (
                ("attended", "can_attend", ticket.attended_at, True),
                ("made_safe", "can_make_safe", ticket.made_safe_at, severe),
                ("investigated", "can_investigate", ticket.investigated_at, False),
            ):
                wanted = event in awaited or usual and event not in ended
                ticket[name] = ticket.can_respond and not recorded and wanted

    @api.depends("deadline_ids.is_fallback", "deadline_ids.pause_reason_id")
    def _compute_what_to_show(self):
        for ticket in self:
            deadlines = ticket.deadline_ids
            ticket.has_fallback = any(deadlines.mapped("is_fallback"))
            ticket.has_pauses = bool(deadlines.pause_reason_id)

    @api.depends("deadline_ids")
    def _compute_escalation_count(self):
        rows = self.env["rectification.escalation"]._read_group(
            [("ticket_id", "in", self.ids)], ["ticket_id"], ["__count"]
        )
        counts = {ticket.id: count for ticket, count in rows}
        for ticket in self:
            ticket.escalation_count = counts.get(ticket._origin.id, 0)

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @hooks.after_create
    def _start_deadlines(self):
        self.filtered("policy_id").sudo()._sync_deadlines()

    @hooks.after_change(*_SCOPE)
    def _change_policies(self, vals):
        self._apply_policies()

    @hooks.after_change(*_MOMENTS)
    def _end_reminders(self, vals):
        """Recording what happened may end what somebody was reminded of."""
        if self._is_recording():
            self._drop_reminders()

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_open_escalations(self):
        """Open what was told to whom when this problem slipped."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.rectification_escalation_action"
        )
        return {**action, "domain": [("ticket_id", "=", self.id)]}

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    @api.model
    def _prepare_problems(self, vals_list):
        """Give new problems their policy, but not history that was imported."""
        problems = super()._prepare_problems(vals_list)
        fresh = [vals for vals in problems if not vals.get("is_imported")]
        if not fresh:
            return problems
        types = self._browse_named(
            "rectification.problem.type", "problem_type_id", fresh
        )
        places = self._browse_named("property.place", "place_id", fresh)
        subjects = [self._get_future_subject(vals, types, places) for vals in fresh]
        policies = self.env["rectification.policy"]._choose(subjects)
        for vals, policy in zip(fresh, policies, strict=True):
            vals["policy_id"] = policy.id
        return problems

    @api.model
    def _browse_named(self, model, key, vals_list):
        """Return ``{id: record}`` of what values name by a key."""
        ids = {vals[key] for vals in vals_list if vals.get(key)}
        return {record.id: record for record in self.env[model].sudo().browse(ids)}

    @api.model
    def _get_future_subject(self, vals, types, places):
        """Return what the policy of a new problem is chosen by."""
        nothing = self.env["rectification.problem.type"], self.env["property.place"]
        problem_type = types.get(vals.get("problem_type_id"), nothing[0])
        place = places.get(vals.get("place_id"), nothing[1])
        return self._make_subject(
            company=place.company_id or self.env.company,
            place=place,
            problem_type=problem_type,
            severity=vals.get("severity") or problem_type.severity,
            reported_at=vals.get("reported_at"),
        )

    def _apply_policies(self):
        """Give problems the policy that fits them now, and its clocks.

        History that was imported keeps its own promises.
        """
        problems = self.sudo().filtered(lambda t: t.is_problem and not t.is_imported)
        if not problems:
            return
        subjects = [problem._get_subject() for problem in problems]
        policies = self.env["rectification.policy"]._choose(subjects)
        matched = dict(zip(problems, policies, strict=True))
        changed = problems.filtered(lambda t: t.policy_id != matched[t])
        for policy, tickets in changed.grouped(matched.get).items():
            tickets._record({"policy_id": policy.id})
        changed._sync_deadlines()

    def _sync_deadlines(self):
        """Let the deadlines of these problems be those of their policies."""
        wanted, times = [], WorkingTimes()
        for ticket in self:
            known = {deadline.clock: deadline for deadline in ticket.deadline_ids}
            for policy_clock in ticket._get_clocks_asked_for():
                deadline = known.pop(policy_clock.clock, None)
                if deadline:
                    deadline._set_term(policy_clock, times)
                else:
                    wanted.append((ticket, policy_clock))
            for deadline in known.values():
                deadline._record({"is_void": True})
        self.env["rectification.deadline"]._start(wanted)

    def _get_clocks_asked_for(self):
        """Return the clocks of the policy; nobody is informed of what we found."""
        clocks = self.policy_id.sudo().clock_ids
        if self._get_contact() or not self._reported_by_creator():
            return clocks
        return clocks.filtered(lambda policy_clock: policy_clock.clock != "inform")

    @api.model
    def _get_fact_fields(self):
        return [*super()._get_fact_fields(), "policy_id"]

    def _get_requirements(self):
        if self.policy_id:
            return self.policy_id.sudo()._get_requirements()
        return super()._get_requirements()

    @api.model
    def _get_reckoned_fields(self):
        """Return the names of stored fields that follow from times.

        Extension point: each room adds its own.
        """
        return ["next_deadline_at", "next_clock"]

    def _get_sampling_case(self):
        """Of minor work a policy may have only a share verified."""
        case = super()._get_sampling_case()
        policy = self.policy_id
        return replace(case, share=policy.verification_share) if policy else case

    def _drop_reminders(self):
        """Remove the activities about deadlines where none of them is pressing."""
        pressing = self.deadline_ids.filtered(
            lambda d: d.state == "running" and d.fired_percent
        )
        quiet = self - pressing.ticket_id
        quiet.sudo().activity_unlink(
            ["property_rectification.mail_activity_type_deadline"]
        )
