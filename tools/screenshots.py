# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev screenshots [NAMES]`: pictures of the demo database into docs/img/.

The pages are listed in `screenshots.json`: `name`, `path`, `as` (a login; nobody
signed in without it), `click` (selectors to click first, one after the other),
`widths` (1400 and 390 unless given).
`{external_id}` in a path stands for the number of that demo record.
"""

import contextlib
import json
import re
import subprocess

import database
import demo
import node
import system
from common import ROOT, Failure, addons, setup_lock

PAGES = ROOT / "tools" / "screenshots.json"
TARGET = ROOT / "docs" / "img"


def take(names):
    """Take the pictures whose name contains one of the names; all without any."""
    pages = [page for page in json.loads(PAGES.read_text()) if _wanted(page, names)]
    if not pages:
        raise Failure(f"no page of that name in {PAGES.relative_to(ROOT)}")
    with setup_lock():
        system.require("chromium")
        node.ensure()
    demo.prepare()
    for page in pages:
        page["path"] = re.sub(r"{(\w+)}", _record_id, page["path"])
    with _address() as address:
        job = {
            "address": address,
            "chromium": system.find("chromium"),
            "target": str(TARGET),
            "pages": pages,
        }
        command = [node.interpreter(), ROOT / "tools" / "screenshots.mjs"]
        done = subprocess.run(command, input=json.dumps(job), text=True, check=False)
    return done.returncode


def _wanted(page, names):
    return not names or any(name in page["name"] for name in names)


def _record_id(match):
    rows = database.query(
        "SELECT res_id FROM ir_model_data WHERE module IN %s AND name = %s",
        tuple(addons()),
        match[1],
        database=demo.DATABASE,
    )
    if not rows:
        raise Failure(f"{PAGES.name}: no demo record {match[1]}")
    return str(rows[0][0])


@contextlib.contextmanager
def _address():
    """Of the demo server that runs, or else of one for the time of the pictures."""
    if address := demo.running():
        yield address
        return
    port = demo.free_port()
    with demo.server(port, "--log-level=warn"):
        yield f"http://localhost:{port}"
