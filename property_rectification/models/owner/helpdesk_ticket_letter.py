# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import dataclass

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, plaintext2html

from ...tools.windows import dialog


@dataclass(frozen=True)
class Reporter:
    """Somebody who reported a problem; partner is empty when only known by mail."""

    partner: models.BaseModel
    name: str
    email: str
    lang: str

    @property
    def key(self):
        return self.partner.id or self.email

    @property
    def has_login(self):
        return bool(self.partner.user_ids)


@dataclass(frozen=True)
class Letter:
    """What one reporter is written about one problem."""

    problem: models.BaseModel
    reporter: Reporter


class HelpdeskTicket(models.Model):
    """One update reaches every reporter, each alone and in the own language."""

    _inherit = "helpdesk.ticket"

    def action_inform_owners(self):
        """Ask what the reporters of these problems are to be told."""
        return dialog(
            "rectification.inform", self.env._("Inform Owners"), ticket_ids=self.ids
        )

    def inform_owners(self, message=None, kind=None):
        """Tell every reporter of these problems, and of those they lead, the same.

        The mails are queued. Each problem keeps the message where its owner can read
        it in the portal.

        :param message: the words; without them those of the kind are used, in the
            language of each reporter
        :param kind: one of the codes of ``_get_update_texts``
        :return: dict with ``sent``, the number of people written to, and
            ``unreachable``, the ids of problems without an address to write to
        :raise UserError: when there is nothing to say
        :raise AccessError: when the user may not change these problems
        """
        self.check_access("write")
        for problem in self:
            problem._check_is_problem()
        message = (message or "").strip()
        if not message and kind not in self._get_update_texts():
            raise UserError(self.env._("Write what the owners are to be told."))
        # Who answers for the leading problem speaks to everybody in its group.
        group = self._get_group().sudo()
        letters = group._get_letters()
        group._send_letters(
            letters,
            lambda tickets: (
                tickets.env._("News about your report"),
                message or tickets._get_update_texts()[kind],
            ),
            self.env.user.partner_id,
        )
        unreachable = group._get_unreachable(letters)
        informed = (group - unreachable).filtered(lambda t: not t.owner_informed_at)
        if letters:
            informed._record({"owner_informed_at": fields.Datetime.now()})
        return {"sent": len(letters), "unreachable": unreachable.ids}

    @api.model
    def _get_update_texts(self):
        """Return what owners are usually told, by code, in the language of the env."""
        return {
            "received": self.env._(
                "We know about it: several homes are affected. We are looking for the "
                "cause and will write again."
            ),
            "cause_found": self.env._(
                "We have found the cause and are working on it. We will write again "
                "as soon as it is put right."
            ),
            "delayed": self.env._(
                "It takes longer than we thought. We are still working on it and are "
                "sorry for the trouble."
            ),
            "restored": self.env._(
                "It should work again. If it does not at your home, please answer."
            ),
        }

    # ------------------------------------------------------------------
    # Who
    # ------------------------------------------------------------------

    def _get_reporters(self):
        """Return who reported each problem, as ``{problem: list of Reporter}``.

        Colleagues who found it themselves are not written to.
        """
        lines = self.involvement_ids.filtered(lambda line: line.role == "reporter")
        people = self.partner_id | lines.partner_id
        return {problem: problem._get_own_reporters(people) for problem in self}

    def _get_own_reporters(self, people):
        """Return the reporters of one problem, read together with all other people."""
        self.ensure_one()
        lines = self.involvement_ids.filtered(lambda line: line.role == "reporter")
        partners = (self.partner_id | lines.partner_id).with_prefetch(people.ids)
        lang = self.company_id.partner_id.lang
        reporters = [
            Reporter(
                partner,
                partner.name or "",
                email_normalize(partner.email)
                or (partner == self.partner_id and email_normalize(self.partner_email))
                or "",
                partner.lang or lang,
            )
            for partner in partners
        ]
        email = not self.partner_id and email_normalize(self.partner_email)
        if email:
            nobody = self.partner_id
            reporters.append(Reporter(nobody, self.partner_name or "", email, lang))
        return reporters

    def _get_letters(self, once=True):
        """Return a letter for each reporter who can be written to.

        :param once: write once to somebody who reported several of these problems
        """
        letters, written = [], set()
        for problem, reporters in self._get_reporters().items():
            for reporter in reporters:
                key = reporter.key if once else (problem.id, reporter.key)
                if reporter.email and key not in written:
                    written.add(key)
                    letters.append(Letter(problem, reporter))
        return letters

    def _get_unreachable(self, letters):
        """Return those of these problems whose reporters are not written to.

        What colleagues found themselves has nobody to be written to.
        """
        keys = {letter.reporter.key for letter in letters}
        reporters = self._get_reporters()
        return self.filtered(
            lambda p: not any(reporter.key in keys for reporter in reporters[p])
            and (reporters[p] or not p._reported_by_creator())
        )

    # ------------------------------------------------------------------
    # What
    # ------------------------------------------------------------------

    def _send_letters(self, letters, get_words, author):
        """Post a message to each of these problems and queue a mail for each letter.

        Set-based: nothing is looked up or written by problem or by letter.

        :param letters: list of :class:`Letter`
        :param get_words: takes an empty recordset in the language of a reporter,
            returns subject and text
        :param author: partner in whose name it is said
        """
        problems = self.sudo()
        by_problem = {}
        for letter in letters:
            by_problem.setdefault(letter.problem.id, []).append(letter)
        words = {
            lang: get_words(self.browse().with_context(lang=lang))
            for lang in problems._get_langs(letters)
        }
        messages = problems._post_letters(by_problem, words, author)
        if not letters:
            return messages
        problems._ensure_access_tokens(letters)
        by_id = dict(zip(problems.ids, messages, strict=True))
        mails = self._queue_letters(letters, by_id, words)
        self._note_letters(letters, mails, by_id, author)
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return messages

    def _get_langs(self, letters):
        own = {problem.company_id.partner_id.lang for problem in self}
        return own | {letter.reporter.lang for letter in letters}

    def _post_letters(self, by_problem, words, author):
        """Post the words to each problem, where its owner reads them."""
        sender = author.email_formatted or self.env.company.email_formatted
        reply_to = self._notify_get_reply_to(default=sender, author_id=author.id)
        subtype = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment")
        values = []
        for problem in self:
            reporters = [letter.reporter for letter in by_problem.get(problem.id, [])]
            langs = [reporter.lang for reporter in reporters]
            subject, text = words[(langs or [problem.company_id.partner_id.lang])[0]]
            people = [reporter.partner.id for reporter in reporters]
            values.append(
                {
                    "model": self._name,
                    "res_id": problem.id,
                    "author_id": author.id,
                    "email_from": sender,
                    "reply_to": reply_to.get(problem.id),
                    "subject": f"{problem.number}: {subject}",
                    "body": plaintext2html(text),
                    "message_type": "comment",
                    "subtype_id": subtype,
                    "partner_ids": [person for person in people if person],
                    "email_add_signature": False,
                }
            )
        return self._message_create(values)

    def _queue_letters(self, letters, messages, words):
        values = []
        for letter in letters:
            message = messages[letter.problem.id]
            partner = letter.reporter.partner
            values.append(
                {
                    "mail_message_id": message.id,
                    "body_html": self._render_letter(letter, words),
                    "email_to": not partner and letter.reporter.email,
                    "recipient_ids": [Command.set(partner.ids)],
                    "auto_delete": True,
                    "state": "outgoing",
                    "references": message.message_id,
                }
            )
        return self.env["mail.mail"].sudo().create(values)

    def _render_letter(self, letter, words):
        """Return the mail of one letter: nothing of any other problem is in it."""
        lang = letter.reporter.lang
        problem = letter.problem.with_context(lang=lang)
        qweb = self.env["ir.qweb"].with_context(lang=lang)
        return qweb._render(
            "property_rectification.mail_letter_to_reporter",
            {
                "name": letter.reporter.name,
                "text": plaintext2html(words[lang][1]),
                "problem": problem,
                "company": problem.company_id,
                "url": problem._get_letter_url(letter.reporter),
            },
        )

    def _get_letter_url(self, reporter):
        """Return the address of the problem's page for one reporter.

        Whoever has a login signs in, and sees what the home is entitled to today; the
        others get a key to this one problem.
        """
        self.ensure_one()
        token = "" if reporter.has_login else f"?access_token={self.access_token}"
        return f"{self.get_base_url()}{self.access_url}{token}"

    def _ensure_access_tokens(self, letters):
        strangers = {let.problem.id for let in letters if not let.reporter.has_login}
        for problem in self.filtered(lambda p: p.id in strangers):
            problem._portal_ensure_token()

    def _note_letters(self, letters, mails, messages, author):
        """Let the chatter show to whom each message goes, and what became of it."""
        self.env["mail.notification"].sudo().create(
            [
                {
                    "author_id": author.id,
                    "mail_message_id": messages[letter.problem.id].id,
                    "mail_mail_id": mail.id,
                    "res_partner_id": letter.reporter.partner.id,
                    "mail_email_address": letter.reporter.email,
                    "notification_type": "email",
                    "notification_status": "ready",
                    "is_read": True,
                }
                for letter, mail in zip(letters, mails, strict=True)
            ]
        )
