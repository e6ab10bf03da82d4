# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date
from odoo.tools.misc import get_lang

from ...rules import plan_changes

# What a version may change of the goal, in the order in which it is told.
_TOLD = ("depth", "goal", "goal_metric", "baseline", "target", "target_date")


class RectificationPlan(models.Model):
    """The versions of a plan: why there is another one, and what is different."""

    _inherit = "rectification.plan"

    what_changed = fields.Html(
        compute="_compute_what_changed",
        sanitize=False,
        help="What this version does differently from the one before, and what was "
        "learnt from that one.",
    )

    @api.depends(
        "previous_id",
        "version_reason",
        "approved_at",
        *_TOLD,
        "why_ids.statement",
        "why_ids.status",
        "action_ids.name",
        "action_ids.state",
    )
    def _compute_what_changed(self):
        qweb = self.env["ir.qweb"]
        template = "property_rectification.rectification_plan_changes"
        for plan in self:
            plan.what_changed = (
                qweb._render(template, {"change": plan._get_change()})
                if plan.previous_id
                else False
            )

    @api.constrains("previous_id", "root_id")
    def _check_versions(self):
        """A version follows another one of the same plan, never itself."""
        if self._has_cycle("previous_id") or self._has_cycle("root_id"):
            raise ValidationError(self.env._("A version cannot follow itself."))
        for plan in self.sudo():
            before = plan.previous_id
            if plan.root_id != (before.root_id or before):
                raise ValidationError(
                    self.env._("A version follows another one of the same plan.")
                )

    # ------------------------------------------------------------------
    # What is different
    # ------------------------------------------------------------------

    def _get_snapshot(self):
        """Return this version as ``plan_changes.Snapshot``."""
        self.ensure_one()
        live = self.action_ids.filtered(lambda action: action.state != "cancelled")
        return plan_changes.Snapshot(
            facts=tuple((name, self[name]) for name in _TOLD),
            causes=tuple((why.statement, why.status) for why in self.why_ids),
            actions=tuple(live.mapped("name")),
        )

    def _get_change(self):
        """Return what a paper or a form tells about this version and the one before."""
        self.ensure_one()
        before = self.previous_id
        found = plan_changes.compare(before._get_snapshot(), self._get_snapshot())
        return {
            "plan": self,
            "before": before,
            "reason": self.version_reason,
            "facts": [
                (
                    self._fields[name]._description_string(self.env),
                    before._get_words(name),
                    self._get_words(name),
                )
                for name, _old, _new in found.facts
            ],
            "lists": self._get_change_lists(found),
        }

    def _get_change_lists(self, found):
        """Return (heading, items) of what came, went and stays."""
        lists = [
            (self.env._("Causes found anew"), found.causes_added),
            (self.env._("Causes verified now"), found.causes_verified),
            (self.env._("Causes refuted"), found.causes_refuted),
            (self.env._("Causes left out"), found.causes_dropped),
            (self.env._("New actions"), found.actions_new),
            (self.env._("Actions done again"), found.actions_repeated),
            (self.env._("Actions of the version before"), found.actions_dropped),
        ]
        return [(heading, items) for heading, items in lists if items]

    def _get_words(self, name):
        """Return the value of a field as people read it."""
        value, kind = self[name], self._fields[name].type
        if kind == "selection":
            return dict(self._fields[name]._description_selection(self.env))[value]
        if value is False:
            return "–"
        if kind == "float":
            lang = self.env["res.lang"].sudo().browse(get_lang(self.env).id)
            return lang.format("%.10g", value, grouping=True)
        return format_date(self.env, value) if kind == "date" else value

    # ------------------------------------------------------------------
    # History
    # ------------------------------------------------------------------

    def _get_histories(self):
        """Return the versions up to each of these plans, the first one first.

        :return: dict of plans by plan, in one query
        """
        roots = {plan: plan.root_id or plan for plan in self}
        root_ids = [root.id for root in roots.values()]
        domain = Domain("id", "in", root_ids) | Domain("root_id", "in", root_ids)
        found = self.with_context(active_test=False).search(domain, order="version, id")
        families = found.grouped(lambda plan: plan.root_id or plan)
        return {
            plan: families.get(root, plan).filtered(
                lambda version, plan=plan: version.version <= plan.version
            )
            for plan, root in roots.items()
        }
