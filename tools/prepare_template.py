# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run in Odoo's shell on a new template database: generate the asset bundles."""

env = locals()["env"]

qweb = env["ir.qweb"]
qweb._pregenerate_assets_bundles()
for bundle in ("web.assets_tests", "web.assets_unit_tests"):
    qweb._get_asset_bundle(bundle, css=False, js=True).js()
env.cr.commit()
