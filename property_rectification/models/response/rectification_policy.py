# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...rules import lifecycle, policy, sampling
from ..problem.rectification_problem_type import KINDS, SEVERITIES

_SCOPE = ("company_id", "place_id", "kind", "problem_type_id", "severity", "valid_from")
# What it asks for.
_ASKED = (
    *("plan_depth", "cause_required", "escape_cause_required", "evidence_required"),
    "followup_days",
)


class RectificationPolicy(models.Model):
    """How fast a problem is answered, how deep it is dug into, who hears of a slip."""

    _name = "rectification.policy"
    _description = "Response Policy"
    _order = "set_name, sequence, id"
    _check_company_auto = True

    @api.model
    def _default_rung_ids(self):
        return [
            fields.Command.create(vals)
            for vals in self.env["rectification.policy.rung"]._get_usual_rungs()
        ]

    name = fields.Char(required=True, translate=True)
    set_name = fields.Char(
        string="Set",
        translate=True,
        help="Policies that belong together: those of one law, of one standard.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(
        string="Switched On",
        default=True,
        help="A policy that is switched off asks nothing of anybody. Try it on a "
        "problem before you switch it on.",
    )
    note = fields.Text(string="Explanation", translate=True)
    # What it is for
    company_id = fields.Many2one(
        comodel_name="res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        help="Empty: for all companies. A policy of a place is for its company.",
    )
    place_id = fields.Many2one(
        comodel_name="property.place",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
        help="This place and everything in it; empty for all places.",
    )
    kind = fields.Selection(
        selection=KINDS,
        compute="_compute_kind",
        store=True,
        readonly=False,
    )
    problem_type_id = fields.Many2one(
        comodel_name="rectification.problem.type",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    severity = fields.Selection(selection=SEVERITIES)
    # Where it comes from
    jurisdiction = fields.Char(
        translate=True, help="Where it is the law, or who has published it."
    )
    legal_reference = fields.Char(help="Act, regulation or standard, as it is cited.")
    valid_from = fields.Date(help="It is for problems reported on this day or later.")
    # How deep
    plan_depth = fields.Selection(
        selection=[("simple", "Simple"), ("full", "Full")],
        required=True,
        default="simple",
    )
    cause_required = fields.Boolean(
        help="At least one verified cause before the plan is approved."
    )
    escape_cause_required = fields.Boolean(
        help="Also why nobody found it earlier, verified."
    )
    evidence_required = fields.Boolean(help="A note or a photo of every action done.")
    followup_days = fields.Char(
        help="Days after the passed verification at which the effect is checked, for "
        "example: 30, 60, 90. Empty: no check.",
    )
    # How fast
    clock_ids = fields.One2many(
        comodel_name="rectification.policy.clock",
        inverse_name="policy_id",
        string="Clocks",
        copy=True,
    )
    rung_ids = fields.One2many(
        comodel_name="rectification.policy.rung",
        inverse_name="policy_id",
        string="Escalation",
        copy=True,
        default=lambda self: self._default_rung_ids(),
    )
    scope_text = fields.Char(string="Is For", compute="_compute_scope_text")
    # How many of the results of minor work are verified
    verification_share = fields.Integer(
        default=sampling.EVERY,
        aggregator=None,
        help="Percentage of finished plans that are verified; minor problems only. "
        "Which ones is drawn when the work is finished. The others are closed as not "
        "verified, never as effective.",
    )

    _switched_on = models.Index("(company_id) WHERE active IS TRUE")
    _verification_share_percent = models.Constraint(
        "CHECK (verification_share BETWEEN 0 AND 100)",
        "The verification share is a percentage between 0 and 100.",
    )

    @api.depends("place_id")
    def _compute_company_id(self):
        for record in self:
            record.company_id = record.place_id.company_id or record.company_id

    @api.depends("problem_type_id")
    def _compute_kind(self):
        for record in self:
            record.kind = record.problem_type_id.kind or record.kind

    @api.depends("company_id", "place_id", "kind", "problem_type_id", "severity")
    def _compute_scope_text(self):
        everything = self.env._("Every problem")
        for record in self:
            kind = record._fields["kind"].convert_to_export(record.kind, record)
            severity = record._fields["severity"].convert_to_export(
                record.severity, record
            )
            parts = (
                severity,
                record.problem_type_id.name or kind,
                record.place_id.display_name,
                record.company_id.name,
            )
            record.scope_text = ", ".join(filter(None, parts)) or everything

    @api.constrains("active", "clock_ids")
    def _check_clocks(self):
        for record in self.filtered("active"):
            if not record.clock_ids:
                raise ValidationError(
                    self.env._(
                        "“%(policy)s” has no clock: give it at least one, or switch "
                        "it off.",
                        policy=record.name,
                    )
                )

    @api.constrains("active", *_SCOPE)
    def _check_overlap(self):
        """Two policies of the same rank would make the answer a matter of luck."""
        twins = self._read_group(
            [("active", "=", True)],
            [*_SCOPE[:-1], "valid_from:day"],
            ["id:recordset"],
            having=[("__count", ">", 1)],
        )
        for *_scope, records in twins:
            if records & self:
                raise ValidationError(
                    self.env._(
                        "Two policies are for exactly the same problems: %(policies)s. "
                        "Switch one off, or make one more specific.",
                        policies=", ".join(records.mapped("name")),
                    )
                )

    @api.constrains("followup_days")
    def _check_followup_days(self):
        for record in self:
            try:
                policy.follow_up_days(record.followup_days)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "“%(text)s” is no list of days. Write them like this: "
                        "30, 60, 90.",
                        text=record.followup_days,
                    )
                ) from error

    @api.onchange("severity")
    def _onchange_severity_share(self):
        if self.severity != "s4":
            self.verification_share = sampling.EVERY

    @api.constrains("verification_share", "severity")
    def _check_verification_share(self):
        for record in self:
            is_share = record.verification_share < sampling.EVERY
            if is_share and record.severity != "s4":
                raise ValidationError(
                    self.env._(
                        "“%(policy)s” is not for minor problems alone: every result is "
                        "verified, a share is for severity Minor only.",
                        policy=record.name,
                    )
                )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    def copy_data(self, default=None):
        """A copy is switched off: it is for the same problems as its original."""
        default = dict(default or {}, active=False)
        return [
            dict(vals, name=self.env._("%(policy)s (copy)", policy=record.name))
            for record, vals in zip(self, super().copy_data(default), strict=True)
        ]

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_open_problems(self):
        """Open the problems that this policy applies to."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.helpdesk_ticket_action_problem"
        )
        action["domain"] = [("policy_id", "=", self.id)]
        action["context"] = {"rectification_problem": True}
        return action

    # ------------------------------------------------------------------
    # Business methods
    # ------------------------------------------------------------------

    def _get_scope(self):
        """Return what this policy is for, as ``policy.Scope``."""
        self.ensure_one()
        return policy.Scope(
            company=self.company_id.id or None,
            place=self.place_id.id or None,
            kind=self.kind or None,
            type=self.problem_type_id.id or None,
            severity=self.severity or None,
            valid_from=self.valid_from or None,
        )

    def _get_requirements(self):
        """Return how much has to be recorded, as ``lifecycle.Requirements``."""
        self.ensure_one()
        return lifecycle.Requirements(
            full_plan=self.plan_depth == "full",
            cause=self.cause_required,
            escape_cause=self.escape_cause_required,
            evidence=self.evidence_required,
            followup_days=policy.follow_up_days(self.followup_days),
        )

    @api.model
    def _choose(self, subjects):
        """Return the policies of some problems, in a constant number of queries.

        :param subjects: list of ``policy.Subject``
        :return: list of policies in the same order, an empty one where none fits
        """
        policies = self.sudo().search_fetch([("active", "=", True)], [*_SCOPE, *_ASKED])
        scopes = {record.id: record._get_scope() for record in policies}
        chosen = {s: policy.choose(scopes, s) for s in set(subjects)}
        return [policies.browse(chosen[subject]) for subject in subjects]
