# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What is known while a history is imported.

>>> tally = Tally()
>>> tally.reject(7, "no reference")
>>> tally.handled, tally.errors
(1, [{'line': 7, 'reason': 'no reference'}])
"""

from dataclasses import dataclass, field

from .history import Mapping
from .history_file import Layout

# Reasons are listed up to this number, and counted beyond.
MAX_LISTED = 1000


@dataclass
class Tally:
    """What has come of the rows so far."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    errors: list = field(default_factory=list)
    warnings: list = field(default_factory=list)

    @property
    def handled(self):
        return self.created + self.updated + self.unchanged + self.rejected

    def reject(self, line, reason):
        self.rejected += 1
        if len(self.errors) < MAX_LISTED:
            self.errors.append({"line": line, "reason": reason})

    def warn(self, line, reason):
        if len(self.warnings) < MAX_LISTED:
            self.warnings.append({"line": line, "reason": reason})


@dataclass
class Row:
    """One row of the file on its way to become a problem.

    untold: what was told when it was imported before, and this file has no column for.
    """

    line: int
    facts: dict
    digest: str
    ticket: object = None
    untold: frozenset = frozenset()


@dataclass
class Run:
    """What is known while a file is imported. Types by plain name, places by name.

    missing: headers of columns that are read, but not in this file.
    """

    mapping: Mapping
    layout: Layout
    missing: list
    repeated: frozenset
    position: tuple
    tally: Tally = field(default_factory=Tally)
    types: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)
