# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules import lifecycle
from .figure_field import Figure

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
    _inherit = ["rectification.guard.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    _guarded_fields = frozenset(
        {
            "state",
            "version",
            "previous_id",
            "root_id",
            "author_id",
            "submitted_at",
            "approver_id",
            "approved_at",
            "rejected_by_id",
            "rejected_at",
            "work_recorded_at",
            "sampling",
            "sampling_share",
            "sampling_number",
            "sampled_at",
            "version_reason",
            "ticket_ids",
        }
    )

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
    )
    previous_id = fields.Many2one(
        comodel_name="rectification.plan",
        string="Previous Version",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    root_id = fields.Many2one(
        comodel_name="rectification.plan",
        string="First Version",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    version_reason = fields.Text(
        string="Why This Version",
        readonly=True,
        copy=False,
        help="What the version before did not achieve.",
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
    )
    responsible_id = fields.Many2one(
        comodel_name="hr.employee",
        check_company=True,
        tracking=True,
        help="Sees to it that the plan is carried out.",
    )
    submitted_at = fields.Datetime(readonly=True, copy=False)
    approver_id = fields.Many2one(
        comodel_name="res.users", readonly=True, copy=False, tracking=True
    )
    approved_at = fields.Datetime(readonly=True, copy=False)
    # Goal
    goal = fields.Text(help="What will be different when the plan has worked.")
    goal_metric = fields.Char(
        string="Measured By", help="For example: water below 20 mm after heavy rain."
    )
    baseline = Figure(help="The figure today; 0 is a figure, an empty field is none.")
    target = Figure(
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
    verification_ids = fields.One2many(
        comodel_name="rectification.verification",
        inverse_name="plan_id",
        string="Verifications",
        copy=False,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    cost = fields.Monetary(
        compute="_compute_cost", help="Of all actions that were not cancelled."
    )
    action_progress = fields.Float(
        string="Actions Done", compute="_compute_action_progress"
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

    @api.constrains("place_id", "company_id")
    def _check_company_of_place(self):
        self._check_company(["place_id"])

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    def write(self, vals):
        if _CONTENT.intersection(vals):
            self._check_editable()
        return super().write(vals)

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

    def _get_form_action(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
