# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from ...tools.batches import run_isolated

# So many silent owners are noted at once.
_BATCH = 500
# A late answer is better than none.
_ANSWERABLE = ("asked", "unconfirmed")


class HelpdeskTicket(models.Model):
    """Is it put right at yours?  Only the owner's own word confirms it."""

    _inherit = "helpdesk.ticket"

    owner_confirmation = fields.Selection(
        selection=[
            ("none", "Not asked"),
            ("asked", "Asked"),
            ("confirmed", "Put right"),
            ("returned", "Still there"),
            ("unconfirmed", "No answer"),
        ],
        string="Owner Says",
        default="none",
        copy=False,
        help="What whoever reported it says about the result. Silence is no answer, "
        "never a confirmation.",
        guarded=True,
    )
    asked_at = fields.Datetime(string="Owner Asked", copy=False, guarded=True)
    answered_at = fields.Datetime(string="Owner Answered", copy=False, guarded=True)
    owner_comment = fields.Text(copy=False, guarded=True)

    _waiting_for_owner = models.Index(
        "(company_id, asked_at) WHERE owner_confirmation = 'asked'"
    )

    # ------------------------------------------------------------------
    # Ask
    # ------------------------------------------------------------------

    def close_with_outcome(self, outcome, reason):
        res = super().close_with_outcome(outcome, reason)
        self._ask_group()
        return res

    def _close_unverified(self):
        res = super()._close_unverified()
        self._ask_group()
        return res

    def _ask_group(self):
        """Ask the reporters of those of these problems that lead others.

        A group is put right when it is put right at everybody's.
        """
        leading = self.sudo().filtered("led_ids")
        return leading._get_group()._ask_reporters() if leading else True

    def _ask_reporters(self):
        """Ask whoever reported these problems whether it is put right there.

        Problems that nobody can be asked about are not "asked": the chatter says so.
        """
        open_questions = self.sudo().filtered(
            lambda t: t.owner_confirmation not in ("asked", "confirmed")
        )
        letters = open_questions._get_letters(once=False)
        asked = open_questions.browse(
            dict.fromkeys(letter.problem.id for letter in letters)
        )
        asked._send_letters(letters, self._get_question, self.env.company.partner_id)
        asked._record(
            {
                "owner_confirmation": "asked",
                "asked_at": fields.Datetime.now(),
                "answered_at": False,
                "owner_comment": False,
            }
        )
        return open_questions._get_unreachable(letters)._log_reason(
            self.env._(
                "The work is verified. Nobody can be asked by e-mail whether it is "
                "put right: there is no address."
            )
        )

    @staticmethod
    def _get_question(tickets):
        """Return subject and words of the question, in the language of the env."""
        return tickets.env._("Is it put right?"), tickets.env._(
            "From our side what you reported is settled. Is it put right at yours? "
            "Please open your problem and answer with one of the two buttons."
        )

    # ------------------------------------------------------------------
    # Answer
    # ------------------------------------------------------------------

    def _can_be_answered(self):
        self.ensure_one()
        return self.owner_confirmation in _ANSWERABLE

    def _take_answer(self, answer, comment, author):
        """Record what an owner says about the result; the caller checks who it is.

        :param answer: confirmed or returned
        :param comment: the words of the owner; needed when it is still there
        :param author: partner who says it
        :raise UserError: with what is missing; nothing is recorded then
        """
        self.ensure_one()
        if not self._can_be_answered():
            raise UserError(self.env._("This question has been answered already."))
        if answer not in ("confirmed", "returned"):
            raise UserError(self.env._("Choose one of the two answers."))
        if answer == "returned" and not comment:
            raise UserError(self.env._("Say what is still wrong."))
        self._record(
            {
                "owner_confirmation": answer,
                "answered_at": fields.Datetime.now(),
                "owner_comment": comment or False,
            }
        )
        self._post_answer(answer, comment, author)
        return self._go_on_alone(comment) if answer == "returned" else True

    def _post_answer(self, answer, comment, author):
        words = {
            "confirmed": self.env._("It is put right."),
            "returned": self.env._("It is still there."),
        }[answer]
        return self.with_context(mail_notify_force_send=False).message_post(
            body=plaintext2html("\n".join(filter(None, (words, comment)))),
            author_id=author.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    def _go_on_alone(self, comment):
        """What is still there goes on: by itself, or with the next plan.

        A problem that was part of another one leaves it. The plan of a problem of its
        own did not work: its next version is opened.
        """
        self.ensure_one()
        user = self._get_return_user()
        if self.leading_id:
            self._leave_leading(self.env._("Still there: %(words)s", words=comment))
        elif self.plan_id.state in ("approved", "effective"):
            self.plan_id._open_next_version(comment)
        if user:
            self.with_context(mail_notify_force_send=False).activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=user.id,
                summary=self.env._("The owner says it is still there"),
                note=plaintext2html(comment),
            )
        return True

    def _get_return_user(self):
        """Return who looks after a problem that came back."""
        users = (self | self.leading_id).user_id
        return (self.user_id or users or self.place_id.manager_user_id)[:1]

    # ------------------------------------------------------------------
    # Silence
    # ------------------------------------------------------------------

    @api.model
    def _cron_note_silence(self):
        """Note what nobody answered in time: not confirmed, only unconfirmed."""
        domain = self._get_silent_domain()
        silent = self.search(domain, limit=_BATCH, order="asked_at, id")
        silent = silent.try_lock_for_update(allow_referencing=True)
        if not silent:
            return
        failed = run_isolated(silent, "_note_silence")
        remaining = self.search_count(domain & Domain("id", "not in", failed.ids))
        self.env["ir.cron"]._commit_progress(len(silent), remaining=remaining)

    def _note_silence(self):
        self._record({"owner_confirmation": "unconfirmed"})
        self._log_reason(self.env._("The owner did not answer: not confirmed."))

    @api.model
    def _get_silent_domain(self):
        now = fields.Datetime.now()
        by_days = (
            self.env["res.company"]
            .sudo()
            ._read_group([], ["rectification_confirmation_days"], ["id:recordset"])
        )
        return Domain("owner_confirmation", "=", "asked") & Domain.OR(
            Domain("company_id", "in", companies.ids)
            & Domain("asked_at", "<=", now - timedelta(days=days))
            for days, companies in by_days
        )
