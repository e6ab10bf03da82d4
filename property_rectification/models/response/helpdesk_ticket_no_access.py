# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

# So many attempts in vain are passed on to those who can write or decide.
_ESCALATES_AT = 3


class HelpdeskTicket(models.Model):
    """No access: each attempt counts, the third one escalates, none closes."""

    _inherit = "helpdesk.ticket"

    access_attempt_ids = fields.One2many(
        comodel_name="rectification.access.attempt",
        inverse_name="ticket_id",
        string="No Access",
    )
    # Stored: two attempts at the same time meet on this row, and are both counted.
    access_attempt_count = fields.Integer(
        string="Attempts Without Access",
        compute="_compute_access_attempt_count",
        store=True,
        aggregator=None,
        guarded=True,
    )

    @api.depends("access_attempt_ids")
    def _compute_access_attempt_count(self):
        # Those of a new problem are known to be none, without a query.
        for ticket in self:
            ticket.access_attempt_count = len(ticket.access_attempt_ids)

    def action_no_access(self):
        """Open the form that records an attempt in vain."""
        self.ensure_one()
        self._check_is_problem()
        self._check_open()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.rectification_access_attempt_action_new"
        )
        return {**action, "context": {"default_ticket_id": self.id}}

    def action_open_access_attempts(self):
        """Open the attempts to get access to this problem."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.rectification_access_attempt_action"
        )
        return {**action, "domain": [("ticket_id", "=", self.id)]}

    def _log_access_attempts(self, attempts, before):
        """Tell the chatter, and escalate what has failed for the third time.

        :param before: dict ticket -> number of attempts before these
        """
        labels = dict(attempts._fields["channel"]._description_selection(self.env))
        bodies = {}
        for problem, tried in attempts.grouped("ticket_id").items():
            bodies[problem.id] = self.env._(
                "No access, attempt %(number)s (%(channel)s). %(note)s",
                number=problem.access_attempt_count,
                channel=", ".join(labels[attempt.channel] for attempt in tried),
                note=" ".join(filter(None, tried.mapped("note"))),
            )
        self._message_log_batch(bodies=bodies)
        failed = self.filtered(
            lambda p: before.get(p, 0) < _ESCALATES_AT <= p.access_attempt_count
        )
        failed._escalate_no_access()

    def _escalate_no_access(self):
        """Ask coordinator and quality manager what is to be done, once."""
        if not self:
            return
        told = [
            self._get_audience(audience)
            for audience in ("coordinator", "quality_manager")
        ]
        users = {
            problem: self.env["res.users"].union(*(who[problem] for who in told))
            for problem in self
        }
        self._schedule_rectification_activities(
            "mail_activity_type_no_access", users, self._get_no_access_summary()
        )
        note = self.env._(
            "Nobody could get in three times: coordinator and quality manager are "
            "asked to decide. The problem stays open."
        )
        self._message_log_batch(bodies={problem.id: note for problem in self})

    @api.model
    def _get_no_access_summary(self):
        return self.env._("No access three times: write, force or decide")
