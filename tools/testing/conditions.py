# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Conditions that hold for pytest (`conftest.py`) and Odoo's runner (`recorder.py`)."""

import re

from hypothesis import settings

# The reasons with which HttpCase skips when the browser does not start or answer.
BROWSER_FAILURE = re.compile(r"chrome|websocket-client", re.IGNORECASE)


def load_profile():
    """Let property-based tests try the same examples in every run, however slow."""
    settings.register_profile("repeatable", derandomize=True, deadline=None)
    settings.load_profile("repeatable")
