# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import format_datetime
from odoo.tools.mail import plaintext2html

from .rectification_policy_clock import CLOCKS
from .rectification_policy_rung import AUDIENCES, CHANNELS


class RectificationEscalation(models.Model):
    """That somebody was told of a slip: one record for each rung of each deadline.

    It is what makes a rung fire once, however often and late the cron runs, and it
    stays on record.
    """

    _name = "rectification.escalation"
    _description = "Escalation"
    _inherit = ["rectification.guard.mixin"]
    _order = "fired_at desc, id desc"

    deadline_id = fields.Many2one(
        comodel_name="rectification.deadline",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    ticket_id = fields.Many2one(
        related="deadline_id.ticket_id", store=True, index=True, string="Problem"
    )
    company_id = fields.Many2one(related="deadline_id.company_id", store=True)
    clock = fields.Selection(selection=CLOCKS, string="Promise", readonly=True)
    percent = fields.Integer(string="% of the Term", readonly=True, aggregator=None)
    audience = fields.Selection(selection=AUDIENCES, readonly=True)
    channel = fields.Selection(selection=CHANNELS, readonly=True)
    fired_at = fields.Datetime(readonly=True)
    user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="rectification_escalation_user_rel",
        string="Told",
        readonly=True,
        help="Empty when there was nobody to tell.",
    )

    _fires_once = models.Constraint(
        "UNIQUE (deadline_id, percent, audience, channel)",
        "This rung has been fired already.",
    )

    def action_open_problem(self):
        """Open the problem that somebody was told about."""
        self.ensure_one()
        return self.ticket_id.get_formview_action()

    # ------------------------------------------------------------------
    # Telling
    # ------------------------------------------------------------------

    def _tell(self, times):
        """Tell whom these escalations name, each by its channel.

        :param times: ``WorkingTimes``: outside working hours messages wait, except
            those about emergencies
        """
        channels = self.grouped("channel")
        nobody = self.browse()
        channels.get("activity", nobody)._create_activities()
        for escalation in channels.get("inbox", nobody):
            escalation._send_message(times)
        channels.get("email", nobody)._send_mails(times)
        self._log()

    def _create_activities(self):
        self.env["helpdesk.ticket"]._create_activities(
            "property_rectification.mail_activity_type_deadline",
            [
                {
                    "res_id": escalation.ticket_id.id,
                    "summary": escalation._get_words(),
                    "user_id": user.id,
                    "date_deadline": escalation._get_due_date(),
                }
                for escalation in self
                for user in escalation.user_ids
            ],
        )

    def _send_message(self, times):
        if self.user_ids:
            self.ticket_id.message_notify(
                partner_ids=self.user_ids.partner_id.ids,
                subject=self._get_words(),
                body=self._get_words(),
                scheduled_date=self._get_sending_time(times),
                force_send=False,
            )

    def _send_mails(self, times):
        self.env["mail.mail"].sudo().create(
            [
                {
                    "model": "helpdesk.ticket",
                    "res_id": escalation.ticket_id.id,
                    "subject": escalation._get_words(),
                    "body_html": escalation._get_mail_body(),
                    "recipient_ids": escalation.user_ids.partner_id.ids,
                    "scheduled_date": escalation._get_sending_time(times),
                    "auto_delete": True,
                }
                for escalation in self
                if escalation.user_ids
            ]
        )

    def _log(self):
        """Keep in the chatter of each problem who was told, or that nobody was."""
        bodies = {
            ticket.id: plaintext2html("\n".join(e._get_log_line() for e in escalations))
            for ticket, escalations in self.grouped("ticket_id").items()
        }
        self.ticket_id._message_log_batch(bodies=bodies)

    def _get_log_line(self):
        people = ", ".join(self.user_ids.mapped("name"))
        return self.env._(
            "%(words)s Told: %(people)s.",
            words=self._get_words(),
            people=people or self.env._("nobody, there is nobody to tell"),
        )

    def _get_words(self):
        self.ensure_one()
        due_at = self.deadline_id.due_at
        return self.env._(
            "%(clock)s: %(percent)s %% of the term is used, due %(due)s, %(zone)s "
            "(%(problem)s).",
            clock=self.deadline_id.display_name,
            percent=self.percent,
            due=format_datetime(
                self.env, due_at, tz=self._get_zone(), dt_format="short"
            ),
            zone=self._get_zone(),
            problem=self.ticket_id.display_name,
        )

    def _get_mail_body(self):
        return Markup('<p>%s</p><p><a href="%s">%s</a></p>') % (
            self._get_words(),
            f"{self.get_base_url()}/odoo/rectification-problems/{self.ticket_id.id}",
            self.env._("Open the problem"),
        )

    def _get_zone(self):
        return self.company_id.resource_calendar_id.tz or "UTC"

    def _get_due_date(self):
        local = self.with_context(tz=self._get_zone())
        return fields.Datetime.context_timestamp(local, self.deadline_id.due_at).date()

    def _get_sending_time(self, times):
        """Return when a message may go out: now, or when the working day begins."""
        if self.ticket_id.severity == "s1":
            return False
        company = self.company_id
        time = times.of("working_hours", company.resource_calendar_id, company)
        return not time.is_open(self.fired_at) and time.next_open(self.fired_at)
