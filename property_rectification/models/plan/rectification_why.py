# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...rules import causes
from ...tools import hooks
from ...tools.texts import has_text

# What was found out; a change of it is told in the chatter of the plan.
_FINDINGS = frozenset({"statement", "status", "cause_id"})


class RectificationWhy(models.Model):
    """One node of the cause analysis of a plan."""

    _name = "rectification.why"
    _description = "Why"
    _inherit = ["rectification.guard.mixin"]
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
    # What is added in a form has no id yet that another why could name.
    client_key = fields.Char(store=False)
    client_parent_key = fields.Char(store=False)

    @api.constrains("parent_id", "plan_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A why cannot explain itself."))
        if self.filtered(lambda w: (w.parent_id | w.child_ids).plan_id - w.plan_id):
            raise ValidationError(
                self.env._("A why explains another one of the same plan.")
            )

    @api.constrains("status", "evidence")
    def _check_evidence(self):
        for why in self:
            if why.status != "suspected" and not has_text(why.evidence):
                message = (
                    self.env._(
                        "Say how you know that “%(why)s” is so before you mark it as "
                        "verified.",
                        why=why.statement,
                    )
                    if why.status == "verified"
                    else self.env._(
                        "Say how you know that “%(why)s” is not so before you mark it "
                        "as refuted.",
                        why=why.statement,
                    )
                )
                raise ValidationError(message)

    @api.constrains("statement")
    def _check_statement(self):
        if not all(why.statement.strip() for why in self):
            raise ValidationError(self.env._("Say what is the case."))

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Create whys, those that explain each other among them.

        A why of the same call is named by its ``client_key``, in the
        ``client_parent_key`` of the one that explains it.
        """
        keys = self._get_keys(vals_list)
        vals_by_key = dict(zip(keys, vals_list, strict=True))
        parents = {
            key: (vals.get("plan_id"), vals.get("client_parent_key"))
            for key, vals in vals_by_key.items()
        }
        made = {}
        for layer in self._get_layers(parents):
            whys = super().create(
                [
                    self._get_tied_vals(vals_by_key[key], made.get(parents[key]))
                    for key in layer
                ]
            )
            made |= dict(zip(layer, whys, strict=True))
        whys = self.browse(made[key].id for key in keys)
        whys.plan_id._check_editable()
        return whys

    @hooks.around_change(*_FINDINGS)
    def _follow_findings(self, vals):
        old = self._get_findings()
        yield
        new = self._get_findings() if old else {}
        self._tell_plans(
            {why: f"{old[why]} → {new[why]}" for why in old if old[why] != new[why]}
        )

    def write(self, vals):
        """Nothing of a decided analysis is changed, nor moved into another one."""
        self.plan_id._check_editable()
        res = super().write(vals)
        if "plan_id" in vals:
            self.plan_id._check_editable()
        return res

    def unlink(self):
        gone = {
            why: self.env._("Deleted: %(finding)s", finding=finding)
            for why, finding in self._get_findings().items()
        }
        plans = {why: why.plan_id for why in self}
        res = super().unlink()
        self._tell_plans(gone, plans)
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if any(plan.state != "draft" for plan in self.plan_id):
            raise UserError(self.env._("The analysis of a decided plan is kept."))

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    @api.model
    def _get_keys(self, vals_list):
        """Return a key for each of the values, by which others may name it."""
        keys = {}
        for place, vals in enumerate(vals_list):
            key = (vals.get("plan_id"), vals.get("client_key"))
            keys[place if not key[1] or key in keys else key] = vals
        return list(keys)

    @api.model
    def _get_layers(self, parents):
        try:
            return causes.layers(parents)
        except ValueError as error:
            raise ValidationError(self.env._("A why cannot explain itself.")) from error

    @api.model
    def _get_tied_vals(self, vals, parent):
        if parent:
            vals = {**vals, "parent_id": parent.id}
        return {key: vals[key] for key in vals if not key.startswith("client_")}

    def _get_findings(self):
        """Return what is found out about each of these whys, in words."""
        labels = dict(self._fields["status"]._description_selection(self.env))
        return {
            why: " · ".join(
                filter(
                    None,
                    (why.statement, labels[why.status], why.cause_id.display_name),
                )
            )
            for why in self
        }

    @api.model
    def _tell_plans(self, news, plans=None):
        """Log what is new of some whys, one note for each of their plans."""
        lines = {}
        for why, line in news.items():
            plan = plans[why] if plans else why.plan_id
            lines.setdefault(plan.id, []).append(line)
        bodies = {plan: Markup("<br/>").join(told) for plan, told in lines.items()}
        if bodies:
            self.env["rectification.plan"].browse(bodies)._message_log_batch(
                bodies=bodies
            )

    def _get_fact(self):
        """Return what matters of this why, as ``causes.Why``."""
        self.ensure_one()
        cause = self.cause_id
        return causes.Why(
            key=self._origin.id or self.client_key or str(self.id),
            parent=self.parent_id._origin.id or self.client_parent_key,
            statement=self.statement,
            status=self.status,
            blames=cause.needs_system_cause,
            system=bool(cause) and not cause.needs_system_cause,
        )

    def _copy_to(self, plan):
        """Copy this analysis, with its tree, to another version of the plan."""
        return self.create(
            [
                {
                    **data,
                    "plan_id": plan.id,
                    "parent_id": False,
                    "client_key": str(why.id),
                    "client_parent_key": str(why.parent_id.id),
                }
                for why, data in zip(self, self.copy_data(), strict=True)
            ]
        )

    # ------------------------------------------------------------------
    # The tree of causes as lines of a paper
    # ------------------------------------------------------------------

    def _get_rows(self):
        """Return (depth, why) of these whys, each below what it explains."""
        below = self.grouped("parent_id")
        rows, waiting = [], [(0, why) for why in reversed(self._get_top())]
        while waiting:
            depth, why = waiting.pop()
            rows.append((depth, why))
            deeper = below.get(why, self.browse())
            waiting += [(depth + 1, child) for child in reversed(deeper)]
        return rows

    def _get_top(self):
        return self.filtered(lambda why: why.parent_id not in self)
