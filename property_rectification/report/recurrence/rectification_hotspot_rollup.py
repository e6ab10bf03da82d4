# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from functools import cache
from itertools import chain

from odoo import api, models
from odoo.tools import SQL

from ...rules import hotspot as rule

_RATE = "per_100_homes:avg"
_COUNTS = frozenset(
    {"__count", "problem_count:sum", "open_count:sum", "recurrence_count:sum"}
)
# Aggregates of our own.
_AREAS, _HOUSED = "area_id:bits", "home_count:housed"


class RectificationHotspot(models.Model):
    """A pivot table of rows, columns and sums: count once, then add up.

    The database would sort all problems once for each of them; here it only counts the
    smallest cells.
    """

    _inherit = "rectification.hotspot"

    @api.model
    @api.readonly
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        specs = list(dict.fromkeys(chain.from_iterable(grouping_sets)))
        in_order = {*(order or "").replace(" ", "").split(",")} <= {*specs, ""}
        cells = {}
        if in_order and {*aggregates} <= {_RATE, *_COUNTS}:
            names = [name for name in aggregates if name != _RATE]
            cells, homes = self._get_cells(domain, specs, names)
        if not cells:
            return super()._read_grouping_sets(
                domain, grouping_sets, aggregates, order=order
            )
        ranks = [_rank(column) for column in zip(*cells, strict=True)]
        positions = [tuple(specs.index(s) for s in sets) for sets in grouping_sets]
        return [
            [
                (*key, *_pick(aggregates, names, *sums, homes))
                for key, sums in sorted(
                    table.items(), key=lambda row, at=at: _place(row[0], at, ranks)
                )
            ]
            for at, table in zip(positions, rule.add_up(cells, positions), strict=True)
        ]

    @api.model
    def _get_cells(self, domain, specs, names):
        """Return the smallest cells for ``rules.hotspot``, and the homes by area.

        The last figure of a cell counts what happened where somebody lives.
        """
        width, named = len(specs), "area_id" in specs
        more = ["__count"] if named else [_HOUSED, _AREAS]
        rows = self._read_group(domain, [*specs], [*names, *more])
        counted = self.env.execute_query(self._select_homes()) if rows else []
        homes = [number for _id, number, _bits in counted]
        if not named:
            # The leftmost bit of a string is the highest of a number.
            homes.reverse()
            return {
                row[:width]: (row[width:-1], int(row[-1] or "0", 2)) for row in rows
            }, homes
        at = specs.index("area_id")
        bits = {area: 1 << place for place, (area, *_homes) in enumerate(counted)}
        return {
            row[:width]: ((*row[width:-1], row[-1] if area else 0), area)
            for row in rows
            for area in [bits.get(row[at].id, 0)]
        }, homes

    def _web_read_group_groupby_formatter(self, groupby_spec, values):
        """The same month is named once, not again for each building."""
        return cache(super()._web_read_group_groupby_formatter(groupby_spec, values))

    def _read_group_select(self, aggregate_spec, query):
        """Tell of which areas a cell is made, as bits: far cheaper than a list."""
        if aggregate_spec == _AREAS:
            return SQL("BIT_OR(%s)", SQL.identifier(self._table, "area_bits"))
        if aggregate_spec == _HOUSED:
            homes = self._field_to_sql(self._table, "home_count", query)
            return SQL("COUNT(*) FILTER (WHERE %s > 0)", homes)
        return super()._read_group_select(aggregate_spec, query)


def _rank(values):
    """Return the place of each value in the order of its model; nothing comes last."""
    values = list(dict.fromkeys(values))
    some = [value for value in values if value]
    if all(isinstance(value, bool) for value in values):
        some = sorted(values)
    elif some and isinstance(some[0], models.BaseModel):
        records = some[0].sudo().union(*(each.sudo() for each in some)).sorted()
        order = {record.id: place for place, record in enumerate(records)}
        some.sort(key=lambda record: order[record.id])
    else:
        some.sort()
    return {value: place for place, value in enumerate(some)}


def _place(key, positions, ranks):
    pairs = zip(key, positions, strict=True)
    return [ranks[at].get(value, len(ranks[at])) for value, at in pairs]


def _pick(aggregates, names, figures, areas, homes):
    """Yield the aggregates that were asked for."""
    for name in aggregates:
        if name == _RATE:
            yield rule.per_100_homes(figures[-1], rule.homes_of(areas, homes)) or False
        else:
            yield figures[names.index(name)]
