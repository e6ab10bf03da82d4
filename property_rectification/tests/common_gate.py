# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw

from .common import RectificationCase


class GateCase(RectificationCase):
    """Try to cheat the way a client could: through ``call_kw``, as some user."""

    def _rpc(self, user, record, method, *args, **kwargs):
        model = self.env[record._name].with_user(user)
        return call_kw(model, method, [record.ids, *args], kwargs)

    def assertRpcRefused(self, words, user, record, method, *args, **kwargs):
        with self.assertRaises(UserError) as caught, self.cr.savepoint():
            self._rpc(user, record, method, *args, **kwargs)
        self.assertIn(words, str(caught.exception))

    def assertForbidden(self, user, record, method, *args, **kwargs):
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._rpc(user, record, method, *args, **kwargs)
