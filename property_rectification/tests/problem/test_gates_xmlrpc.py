# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date
from xmlrpc.client import Fault

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from . import test_gates

_WARNING = 2
_ACCESS_ERROR = 4


@tagged("post_install", "-at_install")
class TestGatesOverXmlRpc(test_gates.TestGates, HttpCase):
    """The same cheats again, by ``execute_kw`` of the server's own XML-RPC."""

    allow_inherited_tests_method = True

    def _rpc(self, user, record, method, *args, **kwargs):
        self.env.flush_all()
        try:
            return self.xmlrpc_object.execute_kw(
                self.cr.dbname,
                user.id,
                user.login.ljust(8, "x"),  # as `new_test_user` sets it
                record._name,
                method,
                self._as_sent([record.ids, *args]),
                kwargs,
            )
        except Fault as fault:
            raise self._as_raised(fault) from fault
        finally:
            self.env.invalidate_all()

    def _as_sent(self, value):
        """Dates travel as text, the names of commands as numbers."""
        if isinstance(value, dict):
            return {key: self._as_sent(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self._as_sent(each) for each in value]
        if isinstance(value, Command):
            return value.value
        return str(value) if isinstance(value, date) else value

    def _as_raised(self, fault):
        errors = {_WARNING: UserError, _ACCESS_ERROR: AccessError}
        return errors[fault.faultCode](fault.faultString)
