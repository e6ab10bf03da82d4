# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class PropertyPlace(models.Model):
    """What owners may know about a place: where it is, not how to get in."""

    _name = "property.place"
    _inherit = ["property.place", "rectification.portal.mixin"]

    _portal_fields = frozenset(
        {
            "active",
            "code",
            "company_id",
            "complete_name",
            "is_reportable",
            "kind",
            "name",
            "parent_id",
        }
    )

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        # What staff write to each other about a building is not for its owners.
        if self.env.user.share:
            return dict.fromkeys(self, "write")
        return super()._mail_get_operation_for_mail_message_operation(message_operation)

    def _get_portal_name(self):
        """Return the name of the place, the nearest part first.

        A phone cuts off the end of a long name, so the part that tells two places
        apart comes first.
        """
        self.ensure_one()
        return " · ".join(reversed(self.complete_name.split(" / ")))
