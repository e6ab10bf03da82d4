# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Logs of Odoo in which nothing worse than INFO may stand."""

import re

from common import Failure

BAD_LINE = re.compile(r"^\S+ \S+ \d+ (?:WARNING|ERROR|CRITICAL) .*", re.M)


def must_be_clean(log):
    found = BAD_LINE.findall(log.read_text())
    if found:
        lines = "\n".join(found[:20])
        raise Failure(f"{lines}\n{len(found)} warnings or errors in {log}")
