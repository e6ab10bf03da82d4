# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class ResPartner(models.Model):
    """A company that does work for us, through its contacts."""

    _inherit = "res.partner"

    is_rectification_contractor = fields.Boolean(
        string="Contacts See Its Actions",
        help="A contractor: whoever has a portal account as one of its contacts sees, "
        "and works on, the actions that are given to this company. Never for a "
        "community of owners, whose contacts are the owners.",
    )

    @api.model
    def _rectification_contractors(self):
        """Return as whom the user gets work: oneself, and a company that says so.

        The company of a contact alone means nothing: a community of owners is the
        parent of people who must not see each other's work.
        """
        person = self.env.user.partner_id.sudo()
        company = person.commercial_partner_id
        return person | company.filtered("is_rectification_contractor")

    def _get_portal_hint(self):
        """Say why nobody sees the work of this contractor in the portal."""
        self.ensure_one()
        if self.is_company and not self.is_rectification_contractor:
            return self.env._(
                "%(contractor)s has no portal account: invite them, or tick “Contacts "
                "See Its Actions” on that contact when its own contacts have one.",
                contractor=self.display_name,
            )
        return self.env._(
            "%(contractor)s has no portal account and does not see this action: "
            "invite them.",
            contractor=self.display_name,
        )
