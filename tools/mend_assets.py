# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run in Odoo's shell on a new database: leave out a script that is not there.

Debian's package lacks a file that a bundle lists. Every page would log an error to the
browser's console, and that fails browser tests. (`fetch-odoo.sh` puts an empty file
there; an installed package is left as it is.)
"""

env = locals()["env"]

MISSING = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
if not env["ir.asset"].search_count([("path", "=", MISSING)]):
    env["ir.asset"].create(
        {
            "name": "Not part of this Odoo",
            "bundle": "web.assets_backend",
            "directive": "remove",
            "path": MISSING,
        }
    )
env.cr.commit()
