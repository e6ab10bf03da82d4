# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Who acts in the stories of the demo problems."""

from odoo import fields

from .backdating import DateBack

_MODULE = "property_rectification"
# What happened in a story is no news to anybody.
_QUIET = {
    "mail_create_nosubscribe": True,
    "mail_auto_subscribe_no_notify": True,
    "mail_activity_quick_update": True,
}


class Cast:
    """Knows who is who, and what time it is in the story."""

    def __init__(self, env):
        self.env = env(context={**env.context, **_QUIET})
        self.now = fields.Datetime.now()
        self.moment = self.now
        self.actor = self.env
        self.date_back = DateBack(self.env)

    def _ref(self, xmlid):
        return self.env.ref(f"{_MODULE}.{xmlid}")

    def _user(self, key):
        return self._ref(f"user_{key}_demo")

    def _employee(self, key):
        return self._ref(f"employee_{key}_demo")

    def _contact(self, key):
        prefix = "partner" if key.startswith("owner") else "resident"
        return self._ref(f"{prefix}_{key}_demo")

    def _as(self, key, record):
        return self._act(self._user(key), record)

    def _act(self, user, record):
        """Return a record as one of the users, who now is the one that acts."""
        record = record.with_user(user)
        self.actor = record.env
        return record
