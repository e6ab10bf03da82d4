# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class RectificationDeadline(models.Model):
    """What the views show of a deadline, and what can be done about it there."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.deadline"

    term = fields.Char(compute="_compute_term")
    escalation_ids = fields.One2many(
        comodel_name="rectification.escalation",
        inverse_name="deadline_id",
    )
    escalation_count = fields.Integer(
        string="Escalations", compute="_compute_escalation_count"
    )

    # The filter of problems whose clocks stand still.
    _paused = models.Index("(ticket_id) WHERE state = 'paused'")

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
