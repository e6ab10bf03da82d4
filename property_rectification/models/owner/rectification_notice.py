# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty

from ...tools import hooks

_CONTENT = frozenset({"place_id", "ticket_id", "subject", "body"})


class RectificationNotice(models.Model):
    """A message to everybody who lives in a part of the estate.

    Each resident gets it alone: no address is shown to another one, and nobody
    becomes a follower of the problem.
    """

    _name = "rectification.notice"
    _description = "Message to Residents"
    _inherit = ["rectification.guard.mixin"]
    _order = "id desc"
    _rec_name = "subject"
    _check_company_auto = True

    place_id = fields.Many2one(
        comodel_name="property.place",
        string="Residents Of",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        help="Whoever lives here or in a part of it today.",
    )
    company_id = fields.Many2one(
        related="place_id.company_id", store=True, index=True, guarded=True
    )
    ticket_id = fields.Many2one(
        comodel_name="helpdesk.ticket",
        string="Problem",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    action_id = fields.Many2one(
        comodel_name="rectification.action",
        string="Corrective Action",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Done when this message is sent.",
        guarded=True,
    )
    subject = fields.Char(required=True)
    body = fields.Html(string="Message", sanitize_style=True)
    state = fields.Selection(
        selection=[("draft", "Draft"), ("sent", "Sent")],
        required=True,
        default="draft",
        copy=False,
        guarded=True,
    )
    sent_at = fields.Datetime(copy=False, guarded=True)
    sent_by_id = fields.Many2one(comodel_name="res.users", copy=False, guarded=True)
    sent_count = fields.Integer(copy=False, aggregator=None, guarded=True)
    recipient_count = fields.Integer(
        string="Residents",
        compute="_compute_recipient_count",
        compute_sudo=True,
        help="People who get it, or got it, by e-mail.",
    )
    unreachable_count = fields.Integer(
        string="Without E-mail",
        compute="_compute_recipient_count",
        compute_sudo=True,
        help="Residents whom you have to tell in another way.",
    )

    @api.depends("place_id", "state")
    def _compute_recipient_count(self):
        residents = self.place_id._get_residents()
        for notice in self:
            people = residents.get(notice.place_id, self.env["res.partner"])
            mailed = people.filtered("email_normalized")
            is_sent = notice.state == "sent"
            notice.recipient_count = notice.sent_count if is_sent else len(mailed)
            notice.unreachable_count = len(people - mailed)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if "sent" in self.mapped("state"):
            raise UserError(self.env._("A message that was sent stays on record."))

    @hooks.before_change(*_CONTENT)
    def _check_unsent(self, vals):
        if "sent" in self.mapped("state"):
            raise UserError(
                self.env._("This message was sent: write a new one to correct it.")
            )

    def unlink(self):
        subjects = {notice.action_id: notice.subject for notice in self}
        res = super().unlink()
        actions = self.env["rectification.action"].sudo()
        actions = actions.union(*subjects).exists()
        actions._message_log_batch(
            bodies={
                action.id: self.env._(
                    "The message “%(subject)s” was deleted before it was sent.",
                    subject=subjects[action],
                )
                for action in actions
            }
        )
        return res

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_review(self):
        """Open these words once more, with the number of people who will get them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.rectification_notice_action_review"
        )
        return {**action, "res_id": self.id}

    def action_send(self):
        """Queue the message for each resident of the place.

        :raise UserError: when it was sent already, says nothing, or nobody would
            get it
        """
        self.ensure_one()
        self.check_access("write")
        # Two people press the button at the same time: the second one is told.
        self.lock_for_update()
        recipients = self._check_sendable()
        mails = self.env["mail.mail"].sudo()
        mails.create([self._prepare_mail_vals(person) for person in recipients])
        self._record(
            {
                "state": "sent",
                "sent_at": fields.Datetime.now(),
                "sent_by_id": self.env.uid,
                "sent_count": len(recipients),
            }
        )
        res = self._log_sent()
        self.action_id.sudo()._finish_by_notice(self)
        return res

    def _check_sendable(self):
        """Return who gets the message, or refuse."""
        # Its chatter is told: not that of a problem that the sender cannot see.
        self.ticket_id.check_access("read")
        if self.state == "sent":
            raise UserError(self.env._("This message was sent already."))
        if is_html_empty(self.body):
            raise UserError(self.env._("Write the message first."))
        residents = self.place_id.sudo()._get_residents()[self.place_id]
        recipients = residents.filtered("email_normalized")
        if not recipients:
            raise UserError(
                self.env._(
                    "Nobody with an e-mail address lives in %(place)s.",
                    place=self.place_id.display_name,
                )
            )
        return recipients

    def _prepare_mail_vals(self, person):
        """One mail a person; the queue sends it."""
        company = self.company_id
        sender = company.email_formatted or self.env.user.email_formatted
        return {
            "subject": self.subject,
            "body_html": self.body,
            "recipient_ids": [fields.Command.link(person.id)],
            "email_from": sender,
            "reply_to": sender,
            "author_id": company.partner_id.id,
            "auto_delete": True,
            "state": "outgoing",
        }

    def _log_sent(self):
        if self.ticket_id:
            body = self.env._(
                "Message “%(subject)s” sent to %(count)s residents of %(place)s.",
                subject=self.subject,
                count=self.sent_count,
                place=self.place_id.display_name,
            )
            self.ticket_id.sudo()._message_log_batch(bodies={self.ticket_id.id: body})
        return {"type": "ir.actions.act_window_close"}
