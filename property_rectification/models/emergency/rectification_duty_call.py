# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime


class RectificationDutyCall(models.Model):
    """One call in an emergency: a fact, made by the system and never changed."""

    _name = "rectification.duty.call"
    _description = "Emergency Call"
    _inherit = ["rectification.guard.mixin"]
    # A call is not written by hand, not even by managers.
    _guards_every_field = True
    _order = "ticket_id, position"

    ticket_id = fields.Many2one(
        comodel_name="helpdesk.ticket",
        string="Problem",
        required=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    position = fields.Integer(
        string="Call",
        required=True,
        aggregator=None,
        help="The first, second, third call of this emergency.",
    )
    duty_id = fields.Many2one(
        comodel_name="rectification.duty",
        index="btree_not_null",
        ondelete="set null",
    )
    employee_id = fields.Many2one(
        comodel_name="hr.employee", index="btree_not_null", ondelete="set null"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contractor",
        index="btree_not_null",
        ondelete="set null",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Told",
        index="btree_not_null",
        ondelete="set null",
    )
    # What they were then.
    name = fields.Char(string="Called", required=True)
    phone = fields.Char()
    source = fields.Selection(
        selection=[
            ("duty", "On duty"),
            ("off_duty", "Nobody on duty: the whole roster"),
            ("manager", "No roster: the manager of the place"),
            ("quality", "Nobody else: the quality managers"),
        ],
        string="Why",
        required=True,
    )
    called_at = fields.Datetime(required=True)
    is_acknowledged = fields.Boolean(
        string="Acknowledged",
        help="This person has acknowledged the problem.",
    )
    acknowledged_at = fields.Datetime()

    # Also for the calls of one problem, and against calling twice.
    _position_unique = models.UniqueIndex(
        "(ticket_id, position)", "This call has been made already."
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_log(self):
        if not self.env.su:
            raise UserError(self.env._("Calls stay on record."))

    def _get_person_key(self):
        """Return what tells this person apart from others on the roster."""
        self.ensure_one()
        if self.employee_id:
            return ("employee", self.employee_id.id)
        if self.partner_id:
            return ("partner", self.partner_id.id)
        return ("user", self.user_id.id)

    # ------------------------------------------------------------------
    # Telling
    # ------------------------------------------------------------------

    def _tell(self):
        """Put the calls on the screens of who is called, and send a message each.

        Whoever is called for several problems at once gets one message.
        """
        if not self:
            return
        users = {
            problem: calls.user_id
            for problem, calls in self.grouped("ticket_id").items()
        }
        self.ticket_id._schedule_rectification_activities(
            "mail_activity_type_call",
            users,
            self.env._("Emergency: acknowledge it now"),
            notes={call.ticket_id: call._get_phone_note() for call in self},
        )
        for partner in self.user_id.partner_id | self.partner_id:
            concerned = self.filtered(
                lambda call, p=partner: p in call.user_id.partner_id | call.partner_id
            )
            concerned._notify(partner)

    def _get_phone_note(self):
        """A contractor, or somebody without a login, has to be phoned."""
        if self.user_id.partner_id and self.name == self.user_id.name:
            return False
        return self.env._(
            "Phone %(name)s: %(phone)s",
            name=self.name,
            phone=self.phone or self.env._("no number known"),
        )

    def _notify(self, partner):
        """Send one message about these calls to the inbox or mailbox of a person."""
        problems = self.ticket_id
        thread = problems if len(problems) == 1 else self.env["mail.thread"]
        subject = self.env._("Emergency: you are called")
        if len(problems) == 1:
            subject = self.env._("Emergency: %(problem)s", problem=problems.name)
        thread.message_notify(
            subject=subject,
            body=self._get_message(partner),
            partner_ids=partner.ids,
            author_id=self.env.ref("base.partner_root").id,
            force_send=False,
        )

    def _get_message(self, partner):
        lines = [self.env._("You are called: acknowledge it, or the next one is.")]
        notes = {call._get_phone_note() for call in self if call.partner_id != partner}
        lines += sorted(filter(None, notes))
        facts = Markup().join(
            Markup("<li>%s</li>") % call._get_facts_line() for call in self
        )
        return Markup("<p>%s</p><ul>%s</ul>") % (Markup("<br/>").join(lines), facts)

    def _get_facts_line(self):
        """Return what somebody called has to know about the problem, in one line."""
        problem = self.ticket_id
        reported_at = format_datetime(
            self.env, problem.reported_at, tz=self.user_id.tz or None
        )
        facts = (
            problem.number,
            problem.name,
            problem.place_id.complete_name,
            self.env._("reported %(time)s", time=reported_at),
        )
        return ", ".join(filter(None, facts))
