# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw

from .common import RectificationCase


class GateCase(RectificationCase):
    """Try to cheat the way a client could: through ``call_kw``, as some user."""

    def _rpc(self, user, record, method, *args, **kwargs):
        model = self.env[record._name].with_user(user)
        return call_kw(model, method, [record.ids, *args], kwargs)

    @contextmanager
    def _further_gaps(self, state, *problems):
        """Let a room ask for a permit before a state, of some problems."""
        cls = type(self.env["helpdesk.ticket"])
        gaps, labels = cls._get_further_gaps, cls._get_gap_labels

        def get_further_gaps(problem):
            is_asked = problem.id in [asked.id for asked in problems]
            return (*gaps(problem), *([(state, "permit")] if is_asked else []))

        def get_gap_labels(model):
            return {**labels(model), "permit": "Upload the permit."}

        with (
            patch.object(cls, "_get_further_gaps", get_further_gaps),
            patch.object(cls, "_get_gap_labels", get_gap_labels),
        ):
            yield

    def assertRpcRefused(self, words, user, record, method, *args, **kwargs):
        with self.assertRaises(UserError) as caught, self.cr.savepoint():
            self._rpc(user, record, method, *args, **kwargs)
        self.assertIn(words, str(caught.exception))

    def assertForbidden(self, user, record, method, *args, **kwargs):
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._rpc(user, record, method, *args, **kwargs)
