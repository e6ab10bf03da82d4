# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

_ANSWERED_LATER = frozenset({"waiting", "running", "paused"})
_SEVERE = ("s1", "s2")


class HelpdeskTicket(models.Model):
    """What the views of a problem show of its clocks, and which buttons they offer."""

    # What we add to the ticket is told in one file a subject.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

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
    # ACTIONS
    # ------------------------------------------------------------------

    def action_pause(self):
        """Ask what the clocks of this problem are to wait for."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.rectification_pause_action"
        )
        return {**action, "context": {"default_ticket_id": self.id}}

    def action_open_escalations(self):
        """Open what was told to whom when this problem slipped."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.rectification_escalation_action"
        )
        return {**action, "domain": [("ticket_id", "=", self.id)]}
