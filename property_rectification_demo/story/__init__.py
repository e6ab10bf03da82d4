# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The demo estate and its problems; imported only where demo data is loaded."""
