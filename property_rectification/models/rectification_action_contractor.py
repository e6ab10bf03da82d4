# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class RectificationAction(models.Model):
    """How a contractor learns of work, and whether the contractor can see it."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.action"

    told_partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contractor Told",
        index="btree_not_null",
        readonly=True,
        copy=False,
        tracking=True,
        help="The contractor who got an e-mail about this action.",
    )
    portal_hint = fields.Char(
        compute="_compute_portal_hint",
        help="Why the contractor does not see this action in the portal.",
    )
    can_invite_contractor = fields.Boolean(compute="_compute_portal_hint")

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

    @api.model_create_multi
    def create(self, vals_list):
        actions = super().create(vals_list)
        if any(vals.get("partner_id") for vals in vals_list):
            actions._tell_contractors()
        return actions

    def write(self, vals):
        res = super().write(vals)
        if vals.get("partner_id"):
            self._tell_contractors()
        return res

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_invite_contractor(self):
        """Open the dialog that gives the contractor a portal account.

        :raise AccessError: when the user may not invite people to the portal
        """
        self.ensure_one()
        wizard = self.env["portal.wizard"].with_company(self.company_id)
        wizard = wizard.with_context(default_partner_ids=self.partner_id.ids)
        return wizard.action_open_wizard()

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
