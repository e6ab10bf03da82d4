# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A plugin for pytest: write down which tests it finds, and which Odoo would look for.

Odoo's runner takes only tests with tags, which those of its own base classes have.
"""

import json
import os
from pathlib import Path


def pytest_collection_finish(session):
    found = {
        item.nodeid: hasattr(getattr(item, "cls", None), "test_tags")
        for item in session.items
    }
    Path(os.environ["PR_COLLECTED"]).write_text(json.dumps(found, indent=1))
