# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, split_every

from ...rules import recurrence

# Ids of problems that are not recorded yet come after all others.
_LAST_ID = 2**31 - 1
_BATCH = 1000
_COLUMNS = """
    ticket.id, ticket.reported_at, ticket.closed_date, ticket.company_id,
    ticket.place_id, place.parent_id, ticket.problem_type_id, ticket.equipment_id
"""
# Of each trace the problem that ended last before a report: one step in an index. The
# report, its place, the place around that and its parts are asked for together.
_EARLIER = """
    WITH asked AS (
        SELECT DISTINCT *
          FROM unnest(%(ids)s::int[], %(opened)s::timestamp[], %(companies)s::int[],
                      %(places)s::int[], %(parents)s::int[], %(types)s::int[],
                      %(equipment)s::int[])
               AS asked (id, opened, company_id, place_id, parent_id, type_id,
                         equipment_id)
    ), near AS (
        SELECT id, opened, company_id, type_id, place_id
          FROM asked WHERE place_id IS NOT NULL AND type_id IS NOT NULL
         UNION
        SELECT id, opened, company_id, type_id, parent_id
          FROM asked WHERE parent_id IS NOT NULL AND type_id IS NOT NULL
         UNION
        SELECT asked.id, opened, asked.company_id, type_id, part.id
          FROM asked JOIN property_place part ON part.parent_id = asked.place_id
         WHERE type_id IS NOT NULL
    ), tool AS (
        SELECT DISTINCT id, opened, company_id, equipment_id
          FROM asked WHERE equipment_id IS NOT NULL
    ), found AS (
        SELECT earlier.id FROM near CROSS JOIN LATERAL (
            SELECT ticket.id FROM helpdesk_ticket ticket
             WHERE ticket.is_problem IS TRUE AND ticket.active IS TRUE
               AND ticket.place_id = near.place_id
               AND ticket.problem_type_id = near.type_id
               AND ticket.company_id = near.company_id
               AND (ticket.reported_at, ticket.id) < (near.opened, near.id)
               AND NOT EXISTS (SELECT FROM helpdesk_ticket_refused_recurrence_rel rel
                                WHERE rel.ticket_id = near.id
                                  AND rel.earlier_id = ticket.id)
          ORDER BY ticket.closed_date DESC, ticket.reported_at DESC, ticket.id DESC
             LIMIT 1
        ) earlier
         UNION
        SELECT earlier.id FROM tool CROSS JOIN LATERAL (
            SELECT ticket.id FROM helpdesk_ticket ticket
             WHERE ticket.is_problem IS TRUE AND ticket.active IS TRUE
               AND ticket.equipment_id = tool.equipment_id
               AND ticket.company_id = tool.company_id
               AND (ticket.reported_at, ticket.id) < (tool.opened, tool.id)
               AND NOT EXISTS (SELECT FROM helpdesk_ticket_refused_recurrence_rel rel
                                WHERE rel.ticket_id = tool.id
                                  AND rel.earlier_id = ticket.id)
          ORDER BY ticket.closed_date DESC, ticket.reported_at DESC, ticket.id DESC
             LIMIT 1
        ) earlier
    )
    SELECT %(columns)s, GREATEST(ticket.recurrence_count, 1)
      FROM found
      JOIN helpdesk_ticket ticket ON ticket.id = found.id
 LEFT JOIN property_place place ON place.id = ticket.place_id
"""
_HISTORY = """
    SELECT %(columns)s, COALESCE(type.recurrence_days, %(usual_days)s),
           ARRAY(SELECT earlier_id FROM helpdesk_ticket_refused_recurrence_rel rel
                  WHERE rel.ticket_id = ticket.id)
      FROM helpdesk_ticket ticket
 LEFT JOIN property_place place ON place.id = ticket.place_id
 LEFT JOIN rectification_problem_type type ON type.id = ticket.problem_type_id
     WHERE ticket.is_problem IS TRUE AND ticket.active IS TRUE
       AND ticket.reported_at IS NOT NULL AND ticket.company_id = %(company)s
  ORDER BY ticket.reported_at, ticket.id
"""
_OWN_FIELDS = (
    "active",
    "closed_date",
    "company_id",
    "equipment_id",
    "is_problem",
    "place_id",
    "problem_type_id",
    "recurrence_count",
    "reported_at",
)
_KEYS = ("key", "opened", "closed", "company", "place", "parent", "type", "equipment")


def _rank(report):
    """Return a number that puts what is not recorded yet behind all others."""
    return report.key if report.key > 0 else _LAST_ID - report.key


def _by_time(report):
    return (report.opened, _rank(report))


class HelpdeskTicket(models.Model):
    """How earlier problems are found: for a new one, a batch, or a whole history."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _look_back(self, reports):
        """Return new problems that repeat an earlier one, each with its link.

        Costs one query, however many there are.

        :param reports: list of ``recurrence.Report`` to be decided; the key of one that
            is not recorded yet is below zero
        :return: list of (report, ``recurrence.Link``)
        """
        asked = [r for r in reports if r.equipment or (r.place and r.type)]
        if not asked:
            return []
        keys = {report.key for report in asked}
        known = [r for r in self._find_earlier(asked) if r.key not in keys]
        history = sorted([*known, *asked], key=_by_time)
        most_refused = max(len(report.refused) for report in asked)
        followed = recurrence.follow(history, most_refused)
        return [(report, link) for report, link in followed if link]

    @api.model
    def _find_earlier(self, asked):
        """Return the problems that those asked about may repeat, as reports."""
        query = SQL(
            _EARLIER,
            columns=SQL(_COLUMNS),
            ids=[min(_rank(report), _LAST_ID) for report in asked],
            opened=[report.opened for report in asked],
            companies=[report.company for report in asked],
            places=[report.place for report in asked],
            parents=[report.parent for report in asked],
            types=[report.type for report in asked],
            equipment=[report.equipment for report in asked],
            to_flush=self._get_recurrence_fields(),
        )
        return [
            recurrence.Report(**dict(zip(_KEYS, row, strict=False)), count=row[-1])
            for row in self.sudo().env.execute_query(query)
        ]

    @api.model
    def _get_recurrence_fields(self):
        """Return the fields that the queries read, and that have to be flushed."""
        place_fields = self.env["property.place"]._fields
        own = (*_OWN_FIELDS, "refused_recurrence_ids")
        return [*map(self._fields.get, own), place_fields["parent_id"]]

    # ------------------------------------------------------------------
    # Reports
    # ------------------------------------------------------------------

    @api.model
    def _make_future_reports(self, vals_list):
        """Return values of problems that are not recorded yet as reports.

        :return: list of ``recurrence.Report``, the n-th with the key -n
        """
        types = self._browse_named(
            "rectification.problem.type", "problem_type_id", vals_list
        )
        places = self._browse_named("property.place", "place_id", vals_list)
        now = fields.Datetime.now()
        nothing = self.env["property.place"]
        reports = []
        for number, vals in enumerate(vals_list, start=1):
            problem_type = types.get(vals.get("problem_type_id"))
            reports.append(
                recurrence.Report(
                    key=-number,
                    opened=fields.Datetime.to_datetime(vals.get("reported_at")) or now,
                    company=vals.get("company_id") or self.env.company.id,
                    place=vals.get("place_id") or None,
                    parent=places.get(vals.get("place_id"), nothing).parent_id.id
                    or None,
                    type=vals.get("problem_type_id") or None,
                    equipment=vals.get("equipment_id") or None,
                    days=problem_type.recurrence_days
                    if problem_type
                    else recurrence.USUAL_DAYS,
                )
            )
        return reports

    def _make_report(self):
        """Return this problem as a ``recurrence.Report`` that is to be decided."""
        self.ensure_one()
        problem_type = self.problem_type_id
        return recurrence.Report(
            key=self._origin.id or -1,  # a form that is not saved yet
            opened=self.reported_at or self.create_date or fields.Datetime.now(),
            closed=self.closed_date or None,
            company=self.company_id.id or self.env.company.id,
            place=self.place_id._origin.id or None,
            parent=self.place_id.parent_id._origin.id or None,
            type=problem_type._origin.id or None,
            equipment=self.equipment_id._origin.id or None,
            days=problem_type.recurrence_days
            if problem_type
            else recurrence.USUAL_DAYS,
            refused=frozenset(self._origin.refused_recurrence_ids.ids),
        )

    # ------------------------------------------------------------------
    # History
    # ------------------------------------------------------------------

    @api.model
    def link_history(self):
        """Find every recurrence among the problems of the current company.

        For history that was imported, which is not looked at when it comes in.  Goes
        once through all problems in order of time; links that were refused stay so.

        :return: number of problems that repeat an earlier one
        :raise AccessError: when the user is not a quality manager
        """
        group = "property_rectification.group_rectification_manager"
        if not self.env.su and not self.env.user.has_group(group):
            raise AccessError(self.env._("Only a quality manager may do this."))
        total = 0
        for batch in split_every(_BATCH, self._follow_history(), list):
            links = {report.key: link for report, link in batch}
            problems = self.sudo().with_context(tracking_disable=True).browse(links)
            for problem in problems:
                vals = self._prepare_recurrence_vals(links[problem.id])
                if vals != problem._prepare_known_vals():
                    problem._record(vals)
            total += sum(bool(link) for link in links.values())
            self.env.flush_all()
        return total

    @api.model
    def _follow_history(self):
        """Yield every problem of the company as a report, with its link or None."""
        reports = list(self._iter_history())
        most_refused = max((len(report.refused) for report in reports), default=0)
        return recurrence.follow(reports, most_refused)

    @api.model
    def _iter_history(self):
        """Yield every problem of the company as a report, the earliest first."""
        self.env.flush_all()
        query = SQL(
            _HISTORY,
            columns=SQL(_COLUMNS),
            usual_days=recurrence.USUAL_DAYS,
            company=self.env.company.id,
        )
        for *row, days, refused in self.env.execute_query(query):
            keys = dict(zip(_KEYS, row, strict=True))
            yield recurrence.Report(**keys, days=days, refused=frozenset(refused))
