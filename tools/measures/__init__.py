# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What `./dev bench` measures: one module a subject.

A module has a function `measure(bench)` that returns a list of `Figure`. To add a
subject, write such a module and name it in `SUBJECTS` of `tools/bench.py`.
"""

import contextlib
import time
from dataclasses import dataclass, field

from odoo_shell import environment


@dataclass
class Figure:
    """One line of the table.

    unit: what the value counts; at_least, at_most: what is promised, or None.
    """

    name: str
    value: float
    unit: str
    at_least: float = None
    at_most: float = None

    @property
    def kept(self):
        low, high = self.at_least, self.at_most
        return (low is None or self.value >= low) and (
            high is None or self.value <= high
        )

    @property
    def promise(self):
        if self.at_least is not None:
            return f"at least {self.at_least:,.4g}"
        return "" if self.at_most is None else f"at most {self.at_most:,.4g}"


@dataclass
class Bench:
    """The throw-away database, the size, and what earlier subjects found out.

    scale: number of problems in the lists.
    """

    database: str
    directory: str
    scale: int = 100_000
    found: dict = field(default_factory=dict)

    @contextlib.contextmanager
    def env(self):
        """An environment of which nothing stays."""
        with environment(self.database) as env:
            yield env
            env.cr.rollback()


def cost(env, method, *args):
    """Return (seconds, queries) of a call, everything that it writes included."""
    env.flush_all()
    env.invalidate_all()
    queries, started = env.cr.sql_log_count, time.perf_counter()
    method(*args)
    env.flush_all()
    env.cr.precommit.run()
    return time.perf_counter() - started, env.cr.sql_log_count - queries
