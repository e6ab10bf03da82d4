# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Business rules that need no database.

Nothing in this package imports Odoo: models load facts, call a rule and save
what it says.
"""
