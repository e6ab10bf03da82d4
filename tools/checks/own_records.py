# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run in Odoo's shell before an upgrade: records that came with no add-on."""

env = locals()["env"]

profiles = "rectification.import.profile"
columns = {"Our number": "ref", "What": "title", "Since": "reported_at"}
if profiles in env:
    env[profiles].create(
        {
            "name": "Our own table",
            "code": "own-table",
            "delimiter": "semicolon",
            "date_formats": "%d.%m.%Y",
            "column_ids": [
                (0, 0, {"header": header, "field_key": key, "required": True})
                for header, key in columns.items()
            ],
        }
    )
env.cr.commit()
