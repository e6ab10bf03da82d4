# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from ...rules import owner_report
from ...rules.actions import FINISHED_STATES, OPEN_STATES
from ...tools import hooks
from ...tools.computed_search import compute_by_search
from ...tools.texts import has_text
from ..plan.rectification_action_photo import SIDES

# A plan that is only planned is nobody's work yet; what is over stays readable.
_PLANS_TOLD = ("approved", "effective", "ineffective")

# Of a group of many reports the first ones tell what it is about.
_MAX_PROBLEMS = 5

_MAX_MESSAGES = 30


class ContractorReportError(UserError):
    """What a contractor sent cannot be taken; ``errors`` has one message a field."""

    def __init__(self, errors):
        super().__init__("\n".join(errors.values()))
        self.errors = errors


class RectificationAction(models.Model):
    """An action as the contractor sees it who does it.

    Contractors have no right to write: each method below checks that the action is
    theirs and what they send, and records it for them.
    """

    _name = "rectification.action"
    _inherit = ["rectification.action", "rectification.portal.mixin"]
    _portal_fields = frozenset(
        {
            "deadline",
            "description",
            "done_at",
            "evidence",
            "is_late",
            "is_own_contract",
            "kind",
            "name",
            "sequence",
            "started_at",
            "state",
        }
    )

    is_own_contract = fields.Boolean(
        compute="_compute_is_own_contract",
        search="_search_is_own_contract",
        help="The user is the contractor, or works for the contractor.",
    )
    # How a contractor learns of work, and whether the contractor can see it
    told_partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contractor Told",
        index="btree_not_null",
        readonly=True,
        copy=False,
        tracking=True,
        help="The contractor who got an e-mail about this action.",
        guarded=True,
    )
    portal_hint = fields.Char(
        compute="_compute_portal_hint",
        help="Why the contractor does not see this action in the portal.",
    )
    can_invite_contractor = fields.Boolean(compute="_compute_portal_hint")

    @api.depends_context("uid")
    def _compute_is_own_contract(self):
        compute_by_search(self, "is_own_contract")

    @api.model
    def _search_is_own_contract(self, operator, value):
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        contractors = self.env["res.partner"]._rectification_contractors()
        # As superuser: who asks may search neither for contractors nor for plans.
        domain = Domain("partner_id", "in", contractors.ids)
        domain &= Domain("plan_id.state", "in", _PLANS_TOLD)
        # What is open waits while its plan is archived.
        finished = Domain("state", "in", FINISHED_STATES)
        domain &= Domain("plan_id.active", "=", True) | finished
        own = self.sudo()._search(domain)
        return Domain("id", "in", own)

    @api.depends("partner_id")
    @api.depends_context("uid", "lang")
    def _compute_portal_hint(self):
        accounts = self._get_contractor_accounts()
        may_invite = self.env["portal.wizard"].has_access("create")
        for action in self:
            contractor = action.partner_id
            unseen = bool(contractor) and contractor._origin not in accounts
            action.portal_hint = unseen and contractor._get_portal_hint()
            action.can_invite_contractor = unseen and may_invite

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @hooks.after_create
    def _tell_new_contractors(self):
        self.filtered("partner_id")._tell_contractors()

    @hooks.after_change("partner_id")
    def _tell_other_contractors(self, vals):
        if vals["partner_id"]:
            self._tell_contractors()

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_start(self):
        return super(RectificationAction, self._as_contractor()).action_start()

    def action_done(self):
        actions = self._as_contractor()
        if self.env.user.share:
            actions._check_contractor_evidence()
        return super(RectificationAction, actions).action_done()

    def action_invite_contractor(self):
        """Open the dialog that gives the contractor a portal account.

        :raise AccessError: when the user may not invite people to the portal
        """
        self.ensure_one()
        wizard = self.env["portal.wizard"].with_company(self.company_id)
        wizard = wizard.with_context(default_partner_ids=self.partner_id.ids)
        return wizard.action_open_wizard()

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        # What staff write to each other about the work is not for its contractor.
        if self.env.user.share:
            return dict.fromkeys(self, "write")
        return super()._mail_get_operation_for_mail_message_operation(message_operation)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        # Followers get what is written to all of them: contractors are written to.
        if self.env.user.share and not self.env.su:
            self.check_access("write")
        return super().message_subscribe(partner_ids, subtype_ids)

    def _as_contractor(self):
        """Return these actions with the rights to record work, if they are the user's.

        :raise AccessError: when a portal user is not their contractor
        """
        if self.env.su or not self.env.user.share:
            return self
        self.check_access("read")
        return self.sudo()

    def _is_own_work(self):
        # As superuser, that is: after it was checked who asks.
        return super()._is_own_work() or (self.env.su and self.is_own_contract)

    def _check_not_blocked(self):
        """Tell a contractor nothing of the work of others but that there is some."""
        if not self.env.user.share:
            return super()._check_not_blocked()
        if any(action._get_unfinished() - self for action in self):
            raise UserError(self._get_waiting_text())
        return None

    @api.model
    def _get_waiting_text(self):
        return self.env._(
            "Other work has to be finished first. We have not forgotten you: ask "
            "whoever follows it up when you can begin."
        )

    def _check_contractor_evidence(self):
        for action in self:
            if not has_text(action.evidence) and not action.after_attachment_ids:
                raise UserError(
                    self.env._(
                        "Write what was done, or add a photo of it, before you finish."
                    )
                )

    # ------------------------------------------------------------------
    # What a contractor sends
    # ------------------------------------------------------------------

    def _take_contractor_report(self, text, photos, removed=(), finish=False):
        """Keep what a contractor wrote and photographed, and finish if asked to.

        :param text: what was done
        :param photos: dict of side to uploads of this user that wait for a record
        :param removed: ids of own photos to take away again
        :param finish: whether the work is done
        :raise ContractorReportError: when something cannot be taken
        :raise UserError: when the action is not open any more
        """
        self.ensure_one()
        action = self._as_contractor()
        action._check_may_work(*OPEN_STATES)
        text = owner_report.clean_text(text)
        limit = owner_report.MAX_DESCRIPTION
        if len(text) > limit:
            too_long = self.env["helpdesk.ticket"]._get_too_long(len(text), limit)
            raise ContractorReportError({"evidence": too_long})
        vals = {"evidence": text}
        for side in SIDES:
            added = photos.get(side) or self.env["ir.attachment"]
            gone = action[side].filtered(lambda photo: photo.id in removed)
            vals[side] = [Command.link(photo.id) for photo in added]
            vals[side] += [Command.unlink(photo.id) for photo in gone]
        action.write(vals)
        return self.action_done() if finish else True

    def _tell_coordinator(self, text):
        """Send a message of the contractor to whoever follows up this action.

        :raise ContractorReportError: when there is nothing to send, or too much
        """
        self.ensure_one()
        action = self._as_contractor()
        text = owner_report.clean_text(text)
        limit = owner_report.MAX_DESCRIPTION
        if not text:
            error = self.env._("Write what keeps you from doing it.")
            raise ContractorReportError({"message": error})
        if len(text) > limit:
            error = self.env["helpdesk.ticket"]._get_too_long(len(text), limit)
            raise ContractorReportError({"message": error})
        action.with_context(mail_notify_force_send=False).message_post(
            body=plaintext2html(text),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=self.env.user.partner_id.id,
            partner_ids=(action.user_id or action.plan_id.author_id).partner_id.ids,
        )

    # ------------------------------------------------------------------
    # What a contractor reads
    # ------------------------------------------------------------------

    @api.model
    def _get_portal_domain(self, state="open"):
        """Return the domain of the actions of the user: open, done or all."""
        states = {"open": OPEN_STATES, "done": FINISHED_STATES}.get(
            state, OPEN_STATES + FINISHED_STATES
        )
        return Domain("is_own_contract", "=", True) & Domain("state", "in", states)

    def _get_portal_problems(self):
        """Return the problems that this action is about, as superuser."""
        self.ensure_one()
        problems = self.sudo().plan_id.ticket_ids
        return problems.filtered(lambda p: not p.leading_id).sorted("id")[
            :_MAX_PROBLEMS
        ]

    def _get_portal_photos(self):
        """Return all photos that the contractor may look at, as superuser."""
        action = self.sudo()
        photos = action.before_attachment_ids | action.after_attachment_ids
        return photos | self._get_portal_problems().photo_ids

    def _get_portal_access_note(self):
        """Return how to get in, as long as there is work to do there."""
        action = self.sudo()
        return action.place_id.note if action._is_open_for_work() else ""

    def _is_open_for_work(self):
        self.ensure_one()
        return self.state in OPEN_STATES and self.plan_state == "approved"

    def _get_portal_contact(self):
        """Return name and phone of whoever follows up this action."""
        action = self.sudo()
        user = action.user_id or action.plan_id.author_id
        employee = user.employee_ids.filtered(
            lambda person: person.company_id == action.company_id
        )[:1]
        return {"name": user.name, "phone": employee.work_phone or user.phone or ""}

    def _get_portal_messages(self):
        """Return what the contractor wrote and was written to, oldest first."""
        people = self.env["res.partner"]._rectification_contractors()
        comment = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment")
        domain = Domain(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("message_type", "in", ("comment", "email")),
                ("subtype_id", "=", comment),
                ("is_internal", "=", False),
            ]
        )
        domain &= Domain("author_id", "in", people.ids) | Domain(
            "partner_ids", "in", people.ids
        )
        messages = self.env["mail.message"].sudo()
        return messages.search(domain, order="id desc", limit=_MAX_MESSAGES)[::-1]

    # ------------------------------------------------------------------
    # How a contractor learns of work, and whether the contractor can see it
    # ------------------------------------------------------------------

    def _get_contractor_accounts(self):
        """Return the contractors for whom somebody has a portal account."""
        contractors = self.partner_id._origin.sudo()
        companies = contractors.filtered("is_rectification_contractor")
        people = (
            self.env["res.users"]
            .sudo()
            ._read_group(
                [
                    "|",
                    ("partner_id", "in", contractors.ids),
                    ("partner_id.commercial_partner_id", "in", companies.ids),
                ],
                ["partner_id"],
            )
        )
        partners = contractors.browse(partner.id for (partner,) in people)
        return partners | (partners.commercial_partner_id & companies)

    # ------------------------------------------------------------------
    # Letters
    # ------------------------------------------------------------------

    def _get_access_action(self, access_uid=None, force_website=False):
        user = self.env["res.users"].browse(access_uid or self.env.uid)
        if user.sudo().share:
            url = self._get_contractor_url()
            return {"type": "ir.actions.act_url", "url": url, "target": "self"}
        return super()._get_access_action(access_uid, force_website)

    def _get_contractor_url(self):
        self.ensure_one()
        return f"/my/actions/{self.id}"

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """Let what is written to a contractor lead to the page of the action."""
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals
        )
        for name, _is_member, options in groups:
            if name == "portal":
                options.update(active=True, has_button_access=True)
        return groups

    def _tell_contractors(self):
        """Write once to each contractor whose work may begin; the mails are queued.

        A contractor with several actions of a plan gets one mail that lists them.
        """
        # What core calls telling people nothing of what is given to them.
        if self.env.context.get("mail_auto_subscribe_no_notify"):
            return
        to_tell = self.sudo().filtered(
            lambda action: action.plan_state == "approved"
            and action.state == "todo"
            and action.partner_id.email
            and action.told_partner_id != action.partner_id
        )
        if not to_tell:
            return
        groups = to_tell.grouped(lambda action: (action.plan_id, action.partner_id))
        letters = {actions[:1].id: actions.ids for actions in groups.values()}
        template = self.env.ref("property_rectification.mail_template_contractor")
        template.sudo().with_context(contractor_letters=letters).send_mail_batch(
            list(letters), force_send=False
        )
        for (_plan, partner), actions in groups.items():
            actions._record({"told_partner_id": partner.id})

    def _get_actions_of_letter(self):
        """Return the actions that the letter about this one lists."""
        letters = self.env.context.get("contractor_letters", {})
        return self.browse(letters.get(self.id, self.ids))
