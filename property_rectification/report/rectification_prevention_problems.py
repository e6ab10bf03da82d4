# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.fields import Domain

from ..rules import effectiveness, prevention


class RectificationPrevention(models.Model):
    """From a figure to the problems behind it."""

    # Beside how they are counted.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.prevention"

    def action_open(self):
        """Open the action that this row stands for."""
        self.ensure_one()
        return self.action_id.get_formview_action()

    def action_open_before(self):
        """Open the problems of the cause before the action was done."""
        return self._open_problems("before", self._get_cause_domain())

    def action_open_after(self):
        """Open the problems of the cause since the action was done."""
        return self._open_problems("after", self._get_cause_domain())

    def action_open_returns_before(self):
        """Open the problems of the same type at the place, before."""
        return self._open_problems("before", self._get_return_domain())

    def action_open_returns_after(self):
        """Open the problems of the same type at the place, since then."""
        return self._open_problems("after", self._get_return_domain())

    def _open_problems(self, side, domain):
        self.ensure_one()
        windows = prevention.get_windows(self.done_at, fields.Datetime.now())
        since, until = getattr(windows, side)
        domain &= Domain("is_problem", "=", True)
        domain &= Domain("company_id", "=", self.company_id.id)
        domain &= Domain("rectification_outcome", "not in", effectiveness.NOTHING)
        domain &= Domain("reported_at", ">=", since) & Domain("reported_at", "<", until)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.helpdesk_ticket_action_problem"
        )
        action["domain"] = list(domain)
        action["context"] = {"create": False, "rectification_problem": True}
        return action

    def _get_cause_domain(self):
        self.ensure_one()
        whys = self.sudo().plan_id.why_ids
        own = whys.filtered(lambda w: w.status == "verified" and not w.is_escape)
        same = Domain("status", "=", "verified") & Domain("is_escape", "=", False)
        same &= Domain("cause_id", "child_of", own.cause_id.ids)
        return Domain("plan_id", "any", Domain("why_ids", "any", same))

    def _get_return_domain(self):
        self.ensure_one()
        plan = self.sudo().plan_id
        root_id = (plan.root_id or plan).id
        versions = Domain("id", "=", root_id) | Domain("root_id", "=", root_id)
        types = plan.with_context(active_test=False).search(versions).ticket_ids
        return Domain("place_id", "child_of", self.place_id.ids) & Domain(
            "problem_type_id", "in", types.problem_type_id.ids
        )
