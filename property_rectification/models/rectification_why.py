# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class RectificationWhy(models.Model):
    """One node of the cause analysis of a plan."""

    _name = "rectification.why"
    _description = "Why"
    _order = "plan_id, sequence, id"
    _rec_name = "statement"

    plan_id = fields.Many2one(
        comodel_name="rectification.plan",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    parent_id = fields.Many2one(
        comodel_name="rectification.why",
        string="Explains",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('plan_id', '=', plan_id)]",
    )
    child_ids = fields.One2many(
        comodel_name="rectification.why",
        inverse_name="parent_id",
    )
    statement = fields.Char(string="Why?", required=True)
    branch = fields.Selection(
        selection=[
            ("people", "People"),
            ("equipment", "Equipment"),
            ("material", "Material"),
            ("method", "Method"),
            ("environment", "Environment"),
            ("measurement", "Measurement and management"),
        ],
    )
    cause_id = fields.Many2one(
        comodel_name="rectification.cause",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('is_escape', '=', is_escape)]",
    )
    status = fields.Selection(
        selection=[
            ("suspected", "Suspected"),
            ("verified", "Verified"),
            ("refuted", "Refuted"),
        ],
        required=True,
        default="suspected",
    )
    evidence = fields.Text(help="How we know that it is so, or that it is not.")
    is_escape = fields.Boolean(
        string="Escape Cause",
        help="Answers: why did nobody find it earlier?",
    )

    @api.constrains("parent_id", "plan_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A why cannot explain itself."))
        if self.filtered(lambda w: w.parent_id and w.parent_id.plan_id != w.plan_id):
            raise ValidationError(
                self.env._("A why explains another one of the same plan.")
            )

    @api.constrains("status", "evidence")
    def _check_evidence(self):
        for why in self:
            if why.status == "verified" and not (why.evidence or "").strip():
                raise ValidationError(
                    self.env._(
                        "Say how you know that “%(why)s” is so before you mark it as "
                        "verified.",
                        why=why.statement,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        whys = super().create(vals_list)
        whys.plan_id._check_editable()
        return whys

    def write(self, vals):
        self.plan_id._check_editable()
        res = super().write(vals)
        if "plan_id" in vals:
            self.plan_id._check_editable()
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if any(plan.state != "draft" for plan in self.plan_id):
            raise UserError(self.env._("The analysis of a decided plan is kept."))

    def _copy_to(self, plan):
        """Copy this analysis, with its tree, to another version of the plan."""
        twins, level = {}, self.filtered(lambda why: why.parent_id not in self)
        while level:
            copies = self.create(
                [
                    {
                        **data,
                        "plan_id": plan.id,
                        "parent_id": twins.get(why.parent_id.id),
                    }
                    for why, data in zip(level, level.copy_data(), strict=True)
                ]
            )
            twins |= dict(zip(level.ids, copies.ids, strict=True))
            level = self.filtered(lambda why, level=level: why.parent_id in level)
        return self.browse(twins.values())
