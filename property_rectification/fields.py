# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import math

from odoo import fields
from odoo.exceptions import ValidationError


class NullableFloat(fields.Float):
    """A number that may be missing.

    Odoo's own floats are 0 where nobody gave one; of a goal 0 is often the best
    figure there is.  Here False stands for no figure, in Python and over RPC alike,
    and NULL in the database.
    """

    falsy_value = None
    aggregator = None

    def convert_to_column(self, value, record, values=None, validate=True):
        if _is_missing(value):
            return None
        return super().convert_to_column(value, record, values, validate)

    def convert_to_cache(self, value, record, validate=True):
        if _is_missing(value):
            return None
        return super().convert_to_cache(value, record, validate)

    def convert_to_record(self, value, record):
        return False if value is None else value

    def convert_to_export(self, value, record):
        return "" if value is False else value


def _is_missing(value):
    return value is None or value is False or value == ""


def is_given(figure):
    """Tell whether a figure was given: 0 was, False was not."""
    return figure is not False


def check_finite(records, *names):
    """Refuse figures that nothing can reach.

    :raise ValidationError: when one of the fields is infinite, or no number at all
    """
    figures = (record[name] for record in records for name in names)
    if not all(math.isfinite(figure) for figure in figures):
        raise ValidationError(
            records.env._("A figure of a goal is a number, neither infinite nor none.")
        )
