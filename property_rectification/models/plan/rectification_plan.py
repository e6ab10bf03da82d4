# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...fields import NullableFloat, check_finite
from ...rules import causes, lifecycle
from ...tools import hooks

# What was approved must stay as it was approved.
_CONTENT = frozenset(
    {"depth", "goal", "goal_metric", "baseline", "target", "target_date", "why_ids"}
)


class RectificationPlan(models.Model):
    """A corrective action plan; one record is one version of it.

    A plan that turns out not to work is never edited: it becomes ineffective and
    the next version takes its place, with the reason.
    """

    _name = "rectification.plan"
    _description = "Corrective Action Plan"
    _inherit = ["rectification.archive.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True
    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    place_id = fields.Many2one(
        comodel_name="property.place",
        check_company=True,
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    ticket_ids = fields.One2many(
        comodel_name="helpdesk.ticket",
        inverse_name="plan_id",
        string="Problems",
        guarded=True,
    )
    severity = fields.Selection(
        selection=lambda self: self.env["helpdesk.ticket"]
        ._fields["severity"]
        .selection,
        compute="_compute_severity",
        help="Of the most severe problem of this plan.",
    )
    # Versions
    version = fields.Integer(
        default=1,
        readonly=True,
        copy=False,
        aggregator=None,
        guarded=True,
    )
    previous_id = fields.Many2one(
        comodel_name="rectification.plan",
        string="Previous Version",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
        guarded=True,
    )
    root_id = fields.Many2one(
        comodel_name="rectification.plan",
        string="First Version",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
        guarded=True,
    )
    version_reason = fields.Text(
        string="Why This Version",
        readonly=True,
        copy=False,
        help="What the version before did not achieve.",
        guarded=True,
    )
    # Decision
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("submitted", "To approve"),
            ("approved", "In force"),
            ("effective", "Effective"),
            ("ineffective", "Ineffective"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
        guarded=True,
    )
    depth = fields.Selection(
        selection=[("simple", "Simple"), ("full", "Full")],
        required=True,
        default="simple",
        tracking=True,
        help="A simple plan is one action or two. A full one has verified causes, a "
        "measurable goal and an approval.",
    )
    author_id = fields.Many2one(
        comodel_name="res.users",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
        guarded=True,
    )
    responsible_id = fields.Many2one(
        comodel_name="hr.employee",
        check_company=True,
        tracking=True,
        help="Sees to it that the plan is carried out.",
    )
    submitted_at = fields.Datetime(readonly=True, copy=False, guarded=True)
    approver_id = fields.Many2one(
        comodel_name="res.users",
        readonly=True,
        copy=False,
        tracking=True,
        guarded=True,
    )
    approved_at = fields.Datetime(readonly=True, copy=False, guarded=True)
    # Goal
    goal = fields.Text(help="What will be different when the plan has worked.")
    goal_metric = fields.Char(
        string="Measured By", help="For example: water below 20 mm after heavy rain."
    )
    baseline = NullableFloat(
        help="The figure today; 0 is a figure, an empty field is none."
    )
    target = NullableFloat(
        help="The figure to be reached; 0 is a figure, an empty field is none."
    )
    target_date = fields.Date(string="To Be Reached By")
    # Content
    why_ids = fields.One2many(
        comodel_name="rectification.why",
        inverse_name="plan_id",
        string="Causes",
        copy=False,
    )
    action_ids = fields.One2many(
        comodel_name="rectification.action",
        inverse_name="plan_id",
        string="Actions",
        copy=False,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    cost = fields.Monetary(
        compute="_compute_cost", help="Of all actions that were not cancelled."
    )
    action_progress = fields.Float(
        string="Actions Done", compute="_compute_action_progress"
    )
    # Whether the causes of a plan go deep enough
    dead_end_whys = fields.Json(
        compute="_compute_dead_end_whys",
        help="Keys of the whys that blame people, with no system cause after them.",
    )

    _version_unique = models.UniqueIndex(
        "(previous_id) WHERE previous_id IS NOT NULL",
        "A plan has only one next version.",
    )
    _open_plans = models.Index("(place_id, state) WHERE active IS TRUE")

    @api.depends("ticket_ids.severity")
    def _compute_severity(self):
        for plan in self:
            plan.severity = lifecycle.strictest(plan.ticket_ids.mapped("severity"))

    @api.depends("action_ids.cost", "action_ids.state")
    def _compute_cost(self):
        for plan in self:
            live = plan.action_ids.filtered(lambda a: a.state != "cancelled")
            plan.cost = sum(live.mapped("cost"))

    @api.depends("action_ids.state")
    def _compute_action_progress(self):
        for plan in self:
            live = plan.action_ids.filtered(lambda a: a.state != "cancelled")
            done = live.filtered(lambda a: a.state == "done")
            plan.action_progress = 100 * len(done) / len(live) if live else 0

    @api.depends("name", "version")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = self.env._(
                "%(name)s (v%(version)s)", name=plan.name, version=plan.version
            )

    @api.depends(
        "state",
        "why_ids.parent_id",
        "why_ids.statement",
        "why_ids.status",
        "why_ids.cause_id.needs_system_cause",
    )
    def _compute_dead_end_whys(self):
        """A decided analysis is not judged again, should the words change later."""
        undecided = self.filtered(lambda plan: plan.state in ("draft", "submitted"))
        verified = undecided.why_ids.filtered(lambda why: why.status == "verified")
        words = self.env["rectification.cause"]._get_people_words() if verified else ()
        for plan in self:
            whys = plan.why_ids if plan in undecided else ()
            facts = [why._get_fact() for why in whys]
            plan.dead_end_whys = causes.dead_ends(facts, words)

    @api.constrains("place_id", "company_id")
    def _check_company_of_place(self):
        self._check_company(["place_id"])

    @api.constrains("baseline", "target")
    def _check_figures(self):
        check_finite(self, "baseline", "target")

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @hooks.before_change(*_CONTENT)
    def _check_content(self, vals):
        self._check_editable()

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_open_versions(self):
        """Open the list of all versions of this plan."""
        self.ensure_one()
        first = self.root_id or self
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.rectification_plan_action"
        )
        action["domain"] = ["|", ("id", "=", first.id), ("root_id", "=", first.id)]
        action["context"] = {"active_test": False}
        return action

    def action_open_problems(self):
        """Open the problems of this plan."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.helpdesk_ticket_action_problem"
        )
        action["domain"] = [("plan_id", "=", self.id)]
        action["context"] = {"create": False, "rectification_problem": True}
        return action

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    def _check_editable(self):
        """Refuse to change what has been submitted or approved."""
        if self._is_recording():
            return
        for plan in self:
            if plan.state != "draft":
                raise UserError(
                    self.env._(
                        "“%(plan)s” is no longer a draft: its causes and its goal stay "
                        "as they were decided.",
                        plan=plan.display_name,
                    )
                )

    def _get_form_action(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------
    # A goal that can be missed: figures, and a day to reach them
    # ------------------------------------------------------------------

    def _is_goal_past(self):
        self.ensure_one()
        today = fields.Date.context_today(self)
        return bool(self.target_date and self.target_date < today)
