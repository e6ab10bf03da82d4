# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run in Odoo's shell on a new template database: generate the asset bundles."""

from odoo.tools.misc import file_path

env = locals()["env"]

# Debian's package lacks a file that a bundle lists. Every page would log an error to
# the browser's console, and that fails browser tests. (`fetch-odoo.sh` puts an empty
# file there; an installed package is left as it is.)
MISSING = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def remove_from_bundle(path, bundle):
    asset_model = env["ir.asset"]
    if not asset_model.search_count([("path", "=", path)]):
        asset_model.create(
            {
                "name": "Not part of this Odoo",
                "bundle": bundle,
                "directive": "remove",
                "path": path,
            }
        )


try:
    file_path(MISSING)
except FileNotFoundError:
    remove_from_bundle(MISSING, "web.assets_backend")

qweb = env["ir.qweb"]
qweb._pregenerate_assets_bundles()
for bundle in ("web.assets_tests", "web.assets_unit_tests"):
    qweb._get_asset_bundle(bundle, css=False, js=True).js()
env.cr.commit()
