# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import effectiveness, prevention
from ...rules.actions import PREVENTIVE_KINDS

# When the problems of each cause were reported, those of causes below it among them:
# gathered once, however many actions are compared.
_CAUSED = """
    SELECT cause.id AS cause_id, ticket.company_id, array_agg(ticket.id) AS ids,
           array_agg(ticket.reported_at) AS moments
      FROM rectification_cause cause
      JOIN rectification_cause below
        ON below.parent_path LIKE cause.parent_path || '%%'
      JOIN rectification_why why
        ON why.cause_id = below.id AND why.status = 'verified'
       AND why.is_escape IS NOT TRUE
      JOIN helpdesk_ticket ticket ON ticket.plan_id = why.plan_id
     WHERE ticket.reported_at IS NOT NULL AND %(counted)s
  GROUP BY cause.id, ticket.company_id
"""

_OF_CAUSE = """
    SELECT COUNT(DISTINCT report.id) FILTER (WHERE report.moment < done.done_at)
               AS before,
           COUNT(DISTINCT report.id) FILTER (WHERE report.moment >= done.done_at)
               AS after
      FROM rectification_why own
      JOIN caused
        ON caused.cause_id = own.cause_id AND caused.company_id = done.company_id
CROSS JOIN unnest(caused.ids, caused.moments) report (id, moment)
     WHERE own.plan_id = done.plan_id AND own.status = 'verified'
       AND own.is_escape IS NOT TRUE AND done.days >= %(fewest)s
       AND report.moment >= done.since AND report.moment < done.until
"""

# Problems of the same types in the tree of the action's place.
_RETURNS = """
    SELECT COUNT(*) FILTER (WHERE ticket.reported_at < done.done_at) AS before,
           COUNT(*) FILTER (WHERE ticket.reported_at >= done.done_at) AS after
      FROM property_place part
      JOIN helpdesk_ticket ticket ON ticket.place_id = part.id
     WHERE part.parent_path LIKE done.parent_path || '%%'
       AND ticket.company_id = done.company_id AND done.days >= %(fewest)s
       AND ticket.reported_at >= done.since AND ticket.reported_at < done.until
       AND ticket.problem_type_id IN (
           SELECT own.problem_type_id
             FROM rectification_plan version
             JOIN helpdesk_ticket own ON own.plan_id = version.id
            WHERE version.id = done.root_id OR version.root_id = done.root_id
       ) AND %(counted)s
"""

_COUNTED = """
    ticket.is_problem IS TRUE AND ticket.active IS TRUE
    AND COALESCE(ticket.rectification_outcome, '') <> ALL(%s)
"""

_DONE = """
    SELECT action.*, action.done_at - action.days * interval '1 day' AS since,
           action.done_at + action.days * interval '1 day' AS until
      FROM (
    SELECT action.id, action.name, action.kind, action.plan_id, action.place_id,
           action.company_id, action.done_at, place.parent_path,
           COALESCE(plan.root_id, plan.id) AS root_id,
           GREATEST(0, LEAST(%(most)s,
               FLOOR(EXTRACT(EPOCH FROM %(now)s - action.done_at) / 86400)
           ))::integer AS days,
           (SELECT why.cause_id
              FROM rectification_why why
             WHERE why.plan_id = action.plan_id AND why.status = 'verified'
               AND why.is_escape IS NOT TRUE AND why.cause_id IS NOT NULL
          ORDER BY why.sequence, why.id LIMIT 1) AS cause_id
      FROM rectification_action action
      JOIN rectification_plan plan ON plan.id = action.plan_id
 LEFT JOIN property_place place ON place.id = action.place_id
     WHERE action.state = 'done' AND action.done_at IS NOT NULL
       AND action.kind IN %(kinds)s
      ) action
"""


class RectificationPrevention(models.Model):
    """What preventive actions have changed: as long before each as after it.

    One row is one action that was done.  The figures are those of the whole company
    of its plan, whoever may see the single problems.
    """

    _name = "rectification.prevention"
    _description = "Effect of Prevention"
    _auto = False
    _order = "done_at DESC, id DESC"
    _depends = {
        "helpdesk.ticket": [
            "active",
            "company_id",
            "is_problem",
            "place_id",
            "plan_id",
            "problem_type_id",
            "rectification_outcome",
            "reported_at",
        ],
        "property.place": ["parent_path"],
        "rectification.action": [
            "company_id",
            "done_at",
            "kind",
            "name",
            "place_id",
            "plan_id",
            "state",
        ],
        "rectification.cause": ["parent_path"],
        "rectification.plan": ["root_id"],
        "rectification.why": ["cause_id", "is_escape", "plan_id", "sequence", "status"],
    }

    action_id = fields.Many2one(comodel_name="rectification.action", readonly=True)
    name = fields.Char(string="What Was Done", readonly=True)
    kind = fields.Selection(
        selection=[
            ("preventive", "Preventive"),
            ("training", "Training"),
            ("notice", "Notice to owners"),
        ],
        readonly=True,
    )
    plan_id = fields.Many2one(comodel_name="rectification.plan", readonly=True)
    place_id = fields.Many2one(comodel_name="property.place", readonly=True)
    cause_id = fields.Many2one(
        comodel_name="rectification.cause",
        readonly=True,
        help="The first verified cause of the plan; its further ones are counted, too.",
    )
    company_id = fields.Many2one(comodel_name="res.company", readonly=True)
    done_at = fields.Datetime(string="In Effect Since", readonly=True)
    days = fields.Integer(
        string="Days Compared",
        readonly=True,
        aggregator=None,
        help="So many days before it was done are compared with as many after it: up "
        "to today, a year at most.",
    )
    state = fields.Selection(
        selection=[
            ("early", "Too early"),
            ("no_cause", "No cause named"),
            ("counted", "Counted"),
        ],
        readonly=True,
        help="Too early: less than 14 days. No cause named: the plan has no verified "
        "cause of the list of causes, so nothing can be counted by it.",
    )
    # Figures
    before_count = fields.Integer(
        string="Before",
        readonly=True,
        help="Problems of the same cause, or one below it, as long before.",
    )
    after_count = fields.Integer(
        string="After",
        readonly=True,
        help="Problems of the same cause, or one below it, since it was done.",
    )
    change = fields.Integer(
        readonly=True, help="After less before: below zero is better."
    )
    return_before_count = fields.Integer(
        string="Type Before",
        readonly=True,
        help="Problems of the type of the plan at its place or in a part of it, "
        "whatever their cause.",
    )
    return_after_count = fields.Integer(
        string="Type After",
        readonly=True,
        help="The same since it was done.",
    )
    result = fields.Selection(
        selection=[
            ("less", "Fewer"),
            ("same", "As many"),
            ("more", "More"),
            ("nothing", "None"),
        ],
        compute="_compute_result",
    )
    summary = fields.Char(string="Effect", compute="_compute_summary")

    @api.depends("state", "before_count", "after_count")
    def _compute_result(self):
        for row in self:
            is_counted = row.state == "counted"
            row.result = is_counted and prevention.judge(
                row.before_count, row.after_count
            )

    @api.depends("state", "days", "before_count", "after_count")
    @api.depends_context("lang")
    def _compute_summary(self):
        for row in self:
            row.summary = row._get_summary()

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_open(self):
        """Open the action that this row stands for."""
        self.ensure_one()
        return self.action_id.get_formview_action()

    def action_open_before(self):
        """Open the problems of the cause before the action was done."""
        return self._open_problems("before", self._get_cause_domain())

    def action_open_after(self):
        """Open the problems of the cause since the action was done."""
        return self._open_problems("after", self._get_cause_domain())

    def action_open_returns_before(self):
        """Open the problems of the same type at the place, before."""
        return self._open_problems("before", self._get_return_domain())

    def action_open_returns_after(self):
        """Open the problems of the same type at the place, since then."""
        return self._open_problems("after", self._get_return_domain())

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    @property
    def _table_query(self):
        fewest = prevention.FEWEST_DAYS
        counted = SQL(_COUNTED, list(effectiveness.NOTHING))
        return SQL(
            """
            WITH caused AS MATERIALIZED (%(caused)s)
            SELECT done.id, done.id AS action_id, done.name, done.kind, done.plan_id,
                   done.place_id, done.cause_id, done.company_id, done.done_at,
                   done.days, done.state,
                   CASE WHEN done.state = 'counted' THEN cause.before END
                       AS before_count,
                   CASE WHEN done.state = 'counted' THEN cause.after END
                       AS after_count,
                   CASE WHEN done.state = 'counted' THEN cause.after - cause.before END
                       AS change,
                   CASE WHEN done.state <> 'early' THEN returns.before END
                       AS return_before_count,
                   CASE WHEN done.state <> 'early' THEN returns.after END
                       AS return_after_count
              FROM (%(done)s) done
         LEFT JOIN LATERAL (%(of_cause)s) cause ON TRUE
         LEFT JOIN LATERAL (%(returns)s) returns ON TRUE
            """,
            caused=SQL(_CAUSED, counted=counted),
            done=self._select_done(),
            of_cause=SQL(_OF_CAUSE, fewest=fewest),
            returns=SQL(_RETURNS, fewest=fewest, counted=counted),
        )

    @api.model
    def _select_done(self):
        return SQL(
            """
            SELECT done.*, CASE WHEN done.days < %(fewest)s THEN 'early'
                                WHEN done.cause_id IS NULL THEN 'no_cause'
                                ELSE 'counted' END AS state
              FROM (%(done)s) done
            """,
            fewest=prevention.FEWEST_DAYS,
            done=SQL(
                _DONE,
                most=prevention.MOST_DAYS,
                now=fields.Datetime.now(),
                kinds=PREVENTIVE_KINDS,
            ),
        )

    def _get_summary(self):
        if self.state == "early":
            return self.env._(
                "Too early: %(days)s of at least %(fewest)s days are over.",
                days=self.days,
                fewest=prevention.FEWEST_DAYS,
            )
        returns = self.env._(
            "same type at the place: %(before)s before, %(after)s since",
            before=self.return_before_count,
            after=self.return_after_count,
        )
        if self.state == "no_cause":
            return self.env._(
                "No cause of the list was verified. In %(days)s days each: "
                "%(returns)s.",
                days=self.days,
                returns=returns,
            )
        return self.env._(
            "Of the same cause: %(before)s in the %(days)s days before, %(after)s in "
            "the %(days)s days since; %(returns)s.",
            before=self.before_count,
            after=self.after_count,
            days=self.days,
            returns=returns,
        )

    # ------------------------------------------------------------------
    # From a figure to the problems behind it
    # ------------------------------------------------------------------

    def _open_problems(self, side, domain):
        self.ensure_one()
        windows = prevention.get_windows(self.done_at, fields.Datetime.now())
        since, until = getattr(windows, side)
        domain &= Domain("is_problem", "=", True)
        domain &= Domain("company_id", "=", self.company_id.id)
        domain &= Domain("rectification_outcome", "not in", effectiveness.NOTHING)
        domain &= Domain("reported_at", ">=", since) & Domain("reported_at", "<", until)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.helpdesk_ticket_action_problem"
        )
        action["domain"] = list(domain)
        action["context"] = {"create": False, "rectification_problem": True}
        return action

    def _get_cause_domain(self):
        self.ensure_one()
        whys = self.sudo().plan_id.why_ids
        own = whys.filtered(lambda w: w.status == "verified" and not w.is_escape)
        same = Domain("status", "=", "verified") & Domain("is_escape", "=", False)
        same &= Domain("cause_id", "child_of", own.cause_id.ids)
        return Domain("plan_id", "any", Domain("why_ids", "any", same))

    def _get_return_domain(self):
        self.ensure_one()
        plan = self.sudo().plan_id
        root_id = (plan.root_id or plan).id
        versions = Domain("id", "=", root_id) | Domain("root_id", "=", root_id)
        types = plan.with_context(active_test=False).search(versions).ticket_ids
        return Domain("place_id", "child_of", self.place_id.ids) & Domain(
            "problem_type_id", "in", types.problem_type_id.ids
        )
