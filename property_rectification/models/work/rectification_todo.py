# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules.actions import OPEN_STATES
from ...tools.computed_search import compute_by_search

# How many branches there is room for: an id is that of a record and of its branch.
_MAX_BRANCHES = 64
# What each branch selects, in this order.
_COLUMNS = SQL(
    "kind, name, res_model, res_id, place_id, severity, deadline, due_at, user_id, "
    "author_id, company_id"
)


class RectificationTodo(models.Model):
    """What somebody has to do now, read from the facts themselves.

    A view of the database: nothing has to be kept in step, and what is done
    disappears by itself.

    An add-on with work of its own adds a branch: it extends :meth:`_get_branches`,
    :meth:`_get_branch_numbers` and the selection of ``kind``, and names in a
    ``_depends`` of its own what its branch reads, so that this is flushed before.
    """

    _name = "rectification.todo"
    _description = "My Work"
    _auto = False
    _order = "severity, deadline, id"
    _depends = {
        "helpdesk.ticket": [
            *("acknowledged_at", "active", "company_id", "is_problem", "leading_id"),
            *("name", "next_deadline_at", "place_id", "plan_id"),
            *("rectification_state", "severity", "user_id"),
        ],
        "property.place": ["manager_user_id"],
        "rectification.plan": [
            *("active", "author_id", "company_id", "name", "place_id", "sampling"),
            *("state", "target_date"),
        ],
        "rectification.action": [
            *("company_id", "deadline", "name", "place_id", "plan_id", "state"),
            "user_id",
        ],
        "rectification.verification": [
            *("company_id", "due_date", "kind", "place_id", "plan_id", "result"),
            "verifier_id",
        ],
        "rectification.read.across": [
            *("company_id", "deadline", "place_id", "plan_id", "state", "statement"),
            "user_id",
        ],
    }

    kind = fields.Selection(
        selection=[
            ("acknowledge", "Acknowledge"),
            ("complete", "Complete the log"),
            ("plan", "Plan"),
            ("approve", "Approve"),
            ("do", "Do"),
            ("verify", "Verify"),
            ("check", "Check the effect"),
            ("look", "Look elsewhere"),
        ],
        readonly=True,
    )
    name = fields.Char(string="What", readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", readonly=True)
    place_id = fields.Many2one(comodel_name="property.place", readonly=True)
    severity = fields.Selection(
        selection=lambda self: self.env["helpdesk.ticket"]
        ._fields["severity"]
        .selection,
        readonly=True,
    )
    deadline = fields.Date(readonly=True)
    due_at = fields.Datetime(
        readonly=True, help="When the clock of a problem runs out, to the minute."
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    user_id = fields.Many2one(comodel_name="res.users", string="Who", readonly=True)
    author_id = fields.Many2one(comodel_name="res.users", readonly=True)
    company_id = fields.Many2one(comodel_name="res.company", readonly=True)
    is_mine = fields.Boolean(
        compute="_compute_is_mine", search="_search_is_mine", string="Mine"
    )

    @property
    def _table_query(self):
        numbers = self._get_branch_numbers()
        if len(set(numbers.values())) < len(numbers):
            raise ValueError(f"Two branches of My Work have one number: {numbers}")
        return SQL(" UNION ALL ").join(
            self._with_ids(branch, numbers[key])
            for key, branch in self._get_branches().items()
        )

    @api.model
    def _get_branches(self):
        """Return the kinds of records that My Work is about.

        Extension point: an add-on adds a branch of its own.

        :return: dict key -> ``SQL`` that selects one row a record, its columns in the
            order of ``_COLUMNS``
        """
        return {
            "problem": self._select_problems(),
            "plan": self._select_plans(),
            "action": self._select_actions(),
            "verification": self._select_verifications(),
            "read_across": self._select_read_across(),
        }

    @api.model
    def _get_branch_numbers(self):
        """Return the number of each branch by its key; ids are made of it.

        Extension point: a number below ``_MAX_BRANCHES`` is given once and for good.
        Those below 32 are for this add-on; others choose one that nobody else has.
        """
        return {
            "problem": 0,
            "plan": 1,
            "action": 2,
            "verification": 3,
            "read_across": 4,
        }

    @api.model
    def _with_ids(self, branch, number):
        """Give the rows of a branch their ids, which no other branch changes."""
        return SQL(
            "SELECT res_id::bigint * %(room)s + %(number)s AS id, %(columns)s "
            "FROM (%(branch)s) AS branch (%(columns)s)",
            room=_MAX_BRANCHES,
            number=number,
            columns=_COLUMNS,
            branch=branch,
        )

    def _select_problems(self):
        return SQL(
            """
            SELECT CASE WHEN ticket.acknowledged_at IS NULL THEN 'acknowledge'
                        WHEN ticket.rectification_state = 'new' THEN 'complete'
                        ELSE 'plan' END,
                   ticket.name, 'helpdesk.ticket', ticket.id,
                   ticket.place_id, ticket.severity,
                   %(day)s, ticket.next_deadline_at,
                   COALESCE(ticket.user_id, place.manager_user_id),
                   NULL::integer, ticket.company_id
              FROM helpdesk_ticket ticket
         LEFT JOIN property_place place ON place.id = ticket.place_id
             WHERE ticket.is_problem IS TRUE AND ticket.active IS TRUE
               AND ticket.leading_id IS NULL
               AND ticket.rectification_state IN ('new', 'responding')
            """,
            day=self._get_day(SQL("ticket.next_deadline_at")),
        )

    def _get_day(self, moment):
        """Return the day of the user on which a term ends, as SQL.

        A term of days ends at midnight: that is the end of the day before.
        """
        zone = str(self.env.tz)
        return SQL(
            "((%s - interval '1 second') AT TIME ZONE 'UTC' AT TIME ZONE %s)::date",
            moment,
            zone,
        )

    def _select_plans(self):
        return SQL(
            """
            SELECT CASE plan.state
                        WHEN 'draft' THEN 'plan' ELSE 'approve' END,
                   plan.name, 'rectification.plan', plan.id,
                   plan.place_id, problem.severity,
                   COALESCE(plan.target_date, %(day)s),
                   CASE WHEN plan.target_date IS NULL THEN problem.due_at END,
                   CASE plan.state WHEN 'draft' THEN plan.author_id END,
                   plan.author_id, plan.company_id
              FROM rectification_plan plan
              JOIN LATERAL (SELECT MIN(severity) AS severity, COUNT(*) AS number,
                                   MIN(next_deadline_at) AS due_at
                              FROM helpdesk_ticket WHERE plan_id = plan.id) problem
                ON problem.number > 0
             WHERE plan.active IS TRUE AND plan.state IN ('draft', 'submitted')
            """,
            day=self._get_day(SQL("problem.due_at")),
        )

    def _select_actions(self):
        return SQL(
            """
            SELECT 'do', action.name, 'rectification.action',
                   action.id, action.place_id,
                   (SELECT MIN(severity) FROM helpdesk_ticket
                     WHERE plan_id = plan.id),
                   action.deadline, NULL::timestamp,
                   action.user_id, plan.author_id, action.company_id
              FROM rectification_action action
              JOIN rectification_plan plan ON plan.id = action.plan_id
             WHERE action.state IN %(open)s AND plan.state = 'approved'
               AND plan.active IS TRUE
            """,
            open=OPEN_STATES,
        )

    def _select_verifications(self):
        """A result can be verified when no action is open any more.

        An effect takes its time to show: its check comes here a week before.
        """
        return SQL(
            """
            SELECT CASE checked.kind
                        WHEN 'completion' THEN 'verify' ELSE 'check' END,
                   plan.name, 'rectification.verification', checked.id,
                   checked.place_id,
                   (SELECT MIN(severity) FROM helpdesk_ticket
                     WHERE plan_id = plan.id),
                   checked.due_date, NULL::timestamp, checked.verifier_id,
                   plan.author_id, checked.company_id
              FROM rectification_verification checked
              JOIN rectification_plan plan ON plan.id = checked.plan_id
             WHERE checked.result IS NULL AND plan.state = 'approved'
               AND plan.sampling IS DISTINCT FROM 'skipped'
               AND plan.active IS TRUE
               AND (checked.kind = 'completion' OR checked.due_date <= CURRENT_DATE + 7)
               AND NOT EXISTS (SELECT FROM rectification_action open_action
                                WHERE open_action.plan_id = plan.id
                                  AND open_action.state IN %(open)s)
            """,
            open=OPEN_STATES,
        )

    def _select_read_across(self):
        """Where it may be, too; as severe as where it was."""
        return SQL(
            """
            SELECT 'look', look.statement, 'rectification.read.across',
                   look.id, look.place_id,
                   (SELECT MIN(severity) FROM helpdesk_ticket
                     WHERE plan_id = look.plan_id),
                   look.deadline, NULL::timestamp,
                   look.user_id, plan.author_id, look.company_id
              FROM rectification_read_across look
              JOIN rectification_plan plan ON plan.id = look.plan_id
             WHERE look.state = 'todo' AND plan.active IS TRUE
            """
        )

    @api.depends("deadline", "due_at")
    def _compute_is_late(self):
        today, now = fields.Date.context_today(self), fields.Datetime.now()
        for todo in self:
            by_day = bool(todo.deadline and todo.deadline < today)
            todo.is_late = todo.due_at < now if todo.due_at else by_day

    @api.model
    def _search_is_late(self, operator, value):
        """A problem is late when its clock is, other work when its day is over."""
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        by_day = Domain("deadline", "<", fields.Date.context_today(self))
        by_clock = Domain("due_at", "<", fields.Datetime.now())
        return by_clock | (Domain("due_at", "=", False) & by_day)

    @api.depends_context("uid")
    def _compute_is_mine(self):
        compute_by_search(self, "is_mine")

    @api.model
    def _search_is_mine(self, operator, value):
        """Work of the user, and for a quality manager what nobody was named for."""
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        mine = Domain("user_id", "=", self.env.uid)
        group = "property_rectification.group_rectification_manager"
        if self.env.user.has_group(group):
            unclaimed = Domain("user_id", "=", False)
            mine |= unclaimed & Domain("author_id", "!=", self.env.uid)
        return mine

    def action_open(self):
        """Open the record that the work is about."""
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id).exists()
        if not record:
            raise UserError(self.env._("This has been done or deleted meanwhile."))
        return record.get_formview_action()
