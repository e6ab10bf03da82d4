# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What the states and kinds of an action mean."""

OPEN_STATES = ("todo", "in_progress")
FINISHED_STATES = ("done", "cancelled")
# What keeps a problem from coming back, rather than putting it right.
PREVENTIVE_KINDS = ("preventive", "training", "notice")
