# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The verb `test` in its three ways: pytest, Odoo's runner, the dependencies' own."""
