# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

_MORE_THAN_ALL_HOMES = 2**32


class RectificationHotspot(models.Model):
    """Where which problems pile up: place by type by month.

    One row is one problem; the figures are made by grouping.
    """

    _name = "rectification.hotspot"
    _description = "Hot Spot"
    _auto = False
    _order = "reported_at DESC, id DESC"
    _rec_name = "number"
    _depends = {
        "helpdesk.ticket": [
            "active",
            "company_id",
            "is_chronic",
            "is_problem",
            "name",
            "number",
            "place_id",
            "problem_kind",
            "problem_type_id",
            "rectification_state",
            "recurrence_kind",
            "reported_at",
            "severity",
        ],
        "property.place": ["active", "area_id", "kind", "parent_path"],
    }

    ticket_id = fields.Many2one(
        comodel_name="helpdesk.ticket", string="Problem", readonly=True
    )
    number = fields.Char(readonly=True)
    name = fields.Char(string="Title", readonly=True)
    place_id = fields.Many2one(comodel_name="property.place", readonly=True)
    area_id = fields.Many2one(
        comodel_name="property.place", string="Building", readonly=True
    )
    problem_type_id = fields.Many2one(
        comodel_name="rectification.problem.type", readonly=True
    )
    problem_kind = fields.Selection(
        selection=lambda self: self.env["helpdesk.ticket"]
        ._fields["problem_kind"]
        ._description_selection(self.env),
        string="Kind",
        readonly=True,
    )
    severity = fields.Selection(
        selection=lambda self: self.env["helpdesk.ticket"]
        ._fields["severity"]
        .selection,
        readonly=True,
    )
    reported_at = fields.Datetime(string="Reported", readonly=True)
    company_id = fields.Many2one(comodel_name="res.company", readonly=True)
    # Figures
    problem_count = fields.Integer(string="Problems", readonly=True)
    open_count = fields.Integer(string="Open", readonly=True)
    recurrence_count = fields.Integer(
        string="Recurrences",
        readonly=True,
        help="Problems that repeat an earlier one.",
    )
    is_chronic = fields.Boolean(string="Chronic", readonly=True)
    home_count = fields.Integer(
        string="Homes in the Building", readonly=True, aggregator="max"
    )
    per_100_homes = fields.Float(
        digits=(16, 1),
        readonly=True,
        aggregator="avg",
        help="Problems for each 100 homes of the buildings in which they were "
        "reported, so that large and small ones compare.",
    )

    @property
    def _table_query(self):
        # What is not asked for is not joined: PostgreSQL leaves the homes out then.
        return SQL(
            """
            SELECT ticket.id, ticket.id AS ticket_id, ticket.number, ticket.name,
                   ticket.place_id, place.area_id, ticket.problem_type_id,
                   ticket.problem_kind, ticket.severity, ticket.reported_at,
                   ticket.company_id, ticket.is_chronic,
                   1 AS problem_count,
                   (ticket.rectification_state <> 'closed')::integer AS open_count,
                   (ticket.recurrence_kind IS NOT NULL)::integer AS recurrence_count,
                   COALESCE(area.homes, 0) AS home_count, area.bits AS area_bits,
                   100.0 / area.homes AS per_100_homes
              FROM helpdesk_ticket ticket
         LEFT JOIN property_place place ON place.id = ticket.place_id
         LEFT JOIN (%(homes)s) area ON area.id = place.area_id
             WHERE ticket.is_problem IS TRUE AND ticket.active IS TRUE
            """,
            homes=self._select_homes(),
        )

    @api.model
    def _select_homes(self):
        """Return SQL for the homes of each area that has any, and a bit of its own.

        An area at the root of its tree counts the homes of its whole tree.
        """
        return SQL(
            """
            SELECT id, MAX(homes) AS homes,
                   SET_BIT(REPEAT('0', COUNT(*) OVER ()::integer)::varbit,
                           ROW_NUMBER() OVER (ORDER BY id)::integer - 1, 1) AS bits
              FROM (SELECT area_id AS id, COUNT(*) AS homes
                      FROM property_place
                     WHERE kind = 'unit' AND active IS TRUE
                  GROUP BY area_id
                 UNION ALL
                    SELECT split_part(parent_path, '/', 1)::integer, COUNT(*)
                      FROM property_place
                     WHERE kind = 'unit' AND active IS TRUE
                  GROUP BY 1) counted
             WHERE id IS NOT NULL
          GROUP BY id
          ORDER BY id
            """
        )

    def _read_group_select(self, aggregate_spec, query):
        """A rate of several buildings is made of all their problems and all homes."""
        if aggregate_spec != "per_100_homes:avg":
            return super()._read_group_select(aggregate_spec, query)
        table = self._table
        # Each building adds its homes once: its id, in front of them, makes it distinct
        # and is taken away again.  Much cheaper than gathering the buildings.
        return SQL(
            """100.0 * SUM(%(count)s) FILTER (WHERE %(homes)s > 0) / NULLIF(
                SUM(DISTINCT %(area)s * %(factor)s + %(homes)s)
                - SUM(DISTINCT %(area)s * %(factor)s), 0)""",
            count=self._field_to_sql(table, "problem_count", query),
            homes=self._field_to_sql(table, "home_count", query),
            area=self._field_to_sql(table, "area_id", query),
            factor=_MORE_THAN_ALL_HOMES,
        )

    def action_open(self):
        """Open the problem that this row stands for."""
        self.ensure_one()
        return self.ticket_id.get_formview_action()
