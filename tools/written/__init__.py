# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Files of the repository that are written by a verb, and compared by `./dev lint`."""
