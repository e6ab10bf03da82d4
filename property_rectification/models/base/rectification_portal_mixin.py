# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

_HARMLESS_FIELDS = frozenset({"id", "display_name", "create_date", "write_date"})


class RectificationPortalMixin(models.AbstractModel):
    """Fields of a record that portal users may read, when not all of them.

    A record rule opens whole records, access notes and names of staff included.
    A model lists in ``_portal_fields`` what is left for those who only have a
    portal account; a field that is not listed stays closed, also over RPC.
    """

    _name = "rectification.portal.mixin"
    _description = "Fields that portal users may read"

    _portal_fields = frozenset()

    @api.model
    def _has_field_access(self, field, operation):
        allowed = super()._has_field_access(field, operation)
        if not allowed or self.env.su or not self.env.user.share:
            return allowed
        return not self._is_closed_to_portal(field)

    @api.model
    def _is_closed_to_portal(self, field):
        return field.name not in self._portal_fields | _HARMLESS_FIELDS
