# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import get_lang

from ...rules import due as rule
from ...rules.actions import FINISHED_STATES, OPEN_STATES

_FINISHED = "finished"


class RectificationAction(models.Model):
    """The board of actions: by date and by person.

    When something is due changes with the day, so that it is never stored: it is
    reckoned from the deadline, by the database where actions are grouped.
    """

    _inherit = "rectification.action"

    due = fields.Selection(
        selection=[
            (rule.LATE, "Late"),
            (rule.TODAY, "Today"),
            ("this_week", "This week"),
            ("next_week", "Next week"),
            (rule.LATER, "Later"),
            (rule.UNDATED, "Without a date"),
            (_FINISHED, "Finished"),
        ],
        compute="_compute_due",
        inverse="_inverse_due",
        search="_search_due",
        group_expand="_expand_due",
        help="By the day of the user; the week begins as in the user's language.",
    )
    executor_id = fields.Many2one(
        comodel_name="res.partner",
        string="Person",
        compute="_compute_executor_id",
        inverse="_inverse_executor_id",
        store=True,
        index="btree_not_null",
        help="Who does it: the contact of the employee, with a login or without, or "
        "the contractor.",
    )

    _board = models.Index(f"(deadline, sequence, id) WHERE state IN {OPEN_STATES}")
    _board_by_person = models.Index(
        f"(executor_id, deadline, sequence, id) WHERE state IN {OPEN_STATES}"
    )

    @api.depends("deadline", "state")
    @api.depends_context("tz", "lang")
    def _compute_due(self):
        today, week_start = self._get_board_calendar()
        for action in self:
            finished = action.state in FINISHED_STATES
            action.due = (
                _FINISHED
                if finished
                else rule.bucket(action.deadline, today, week_start)
            )

    def _inverse_due(self):
        """Give a new date to what is dragged to another column of the board.

        :raise UserError: when a column does not stand for one date
        """
        spans = rule.spans(*self._get_board_calendar())
        for due, actions in self.grouped("due").items():
            last = spans.get(due, (None, None))[1]
            if due not in (False, rule.UNDATED) and (due == rule.LATE or not last):
                raise UserError(
                    self.env._(
                        "“%(column)s” is not a date: open the action and choose one.",
                        column=dict(
                            self._fields["due"]._description_selection(self.env)
                        )[due],
                    )
                )
            actions.write({"deadline": last})

    @api.model
    def _search_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        spans = rule.spans(*self._get_board_calendar())
        return Domain.OR(self._get_due_domain(due, spans) for due in value)

    @api.model
    def _get_due_domain(self, due, spans):
        if due == _FINISHED:
            return Domain("state", "in", FINISHED_STATES)
        still_open = Domain("state", "in", OPEN_STATES)
        if due == rule.UNDATED:
            return still_open & Domain("deadline", "=", False)
        if due not in spans:
            return Domain.FALSE
        first, last = spans[due]
        from_first = Domain("deadline", ">=", first) if first else Domain.TRUE
        to_last = Domain("deadline", "<=", last) if last else Domain.TRUE
        return still_open & from_first & to_last

    @api.model
    def _expand_due(self, values, domain):
        """Show the days ahead even where nothing is due, the rest if there is any."""
        shown = {*rule.spans(*self._get_board_calendar()), *values}
        return [due for due in self._fields["due"].get_values(self.env) if due in shown]

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != "due":
            return super()._field_to_sql(alias, field_expr, query)
        self._check_field_access(self._fields["due"], "read")
        state = self._field_to_sql(alias, "state", query)
        deadline = self._field_to_sql(alias, "deadline", query)
        spans = rule.spans(*self._get_board_calendar())
        days = [
            SQL("WHEN %s <= %s THEN %s", deadline, last, due)
            for due, (_first, last) in spans.items()
            if last
        ]
        return SQL(
            "CASE WHEN %s IN %s THEN %s WHEN %s IS NULL THEN %s %s ELSE %s END",
            *(state, FINISHED_STATES, _FINISHED),
            *(deadline, rule.UNDATED, SQL(" ").join(days), rule.LATER),
        )

    @api.model
    def _get_board_calendar(self):
        """Return (today, first day of the week) of the user."""
        today = fields.Date.context_today(self)
        return today, int(get_lang(self.env).week_start)

    # ------------------------------------------------------------------
    # Who does it
    # ------------------------------------------------------------------

    @api.depends(
        "employee_id.work_contact_id", "employee_id.user_id.partner_id", "partner_id"
    )
    def _compute_executor_id(self):
        for action in self:
            employee = action.employee_id
            contact = employee.work_contact_id or employee.user_id.partner_id
            action.executor_id = action.partner_id or contact

    def _inverse_executor_id(self):
        """Give actions to whoever they are dragged to, employee or contractor."""
        employees = self._get_employees_of_executors()
        for action in self:
            executor = action.executor_id
            employee_id = employees.get((executor.id, action.company_id.id), False)
            action.write(
                {
                    "employee_id": employee_id,
                    "partner_id": not employee_id and executor.id,
                }
            )

    def _get_employees_of_executors(self):
        """Return ids of employees by (partner id, company id), working ones first."""
        partners = self.executor_id
        domain = Domain("work_contact_id", "in", partners.ids)
        domain |= Domain("user_id.partner_id", "in", partners.ids)
        domain &= Domain("company_id", "in", self.company_id.ids)
        people = self.env["hr.employee"].sudo().with_context(active_test=False)
        found = {}
        for employee in people.search(domain, order="active DESC, id"):
            partner = employee.work_contact_id or employee.user_id.partner_id
            found.setdefault((partner.id, employee.company_id.id), employee.id)
        return found
