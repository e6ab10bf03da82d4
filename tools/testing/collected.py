# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A plugin for pytest: write down which tests it finds."""

import json
import os
from pathlib import Path


def pytest_collection_finish(session):
    found = sorted(item.nodeid for item in session.items)
    Path(os.environ["PR_COLLECTED"]).write_text(json.dumps(found, indent=1))
