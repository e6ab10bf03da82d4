# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Moments as ISO 8601 writes them, read alike by every Python that Odoo 19 runs on.

`datetime.fromisoformat` of Python 3.10 knows neither `Z` nor the forms without hyphens.
"""

from dateutil import parser

# YYYYMMDD: anything shorter names no day.
_SHORTEST = 8


def read(text):
    """Return the datetime that a text in ISO 8601 means, with its zone if it has one.

    :raise ValueError: when the text is no such moment, or names no day

    >>> read("2026-03-02T08:30")
    datetime.datetime(2026, 3, 2, 8, 30)
    >>> read("20260302T083000Z").utcoffset()
    datetime.timedelta(0)
    >>> read("2026-03")
    Traceback (most recent call last):
    ValueError: no day: 2026-03
    """
    if len(text) < _SHORTEST:
        raise ValueError(f"no day: {text}")
    return parser.isoparse(text)
