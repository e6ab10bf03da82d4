# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import formatLang

from ...rules import effectiveness
from ...tools.batches import run_isolated

BATCH = 200


class RectificationVerification(models.Model):
    """What the figures say about an effect, before somebody decides about it."""

    _inherit = "rectification.verification"

    measured_at = fields.Datetime(readonly=True, copy=False, guarded=True)
    return_count = fields.Integer(
        string="Returns",
        readonly=True,
        copy=False,
        aggregator=None,
        help="Problems reported since the completion was verified: of the same type at "
        "the same place, around it or in a part of it, or of the same equipment.",
        guarded=True,
    )
    open_return_count = fields.Integer(
        string="Returns Still Open",
        readonly=True,
        copy=False,
        aggregator=None,
        guarded=True,
    )
    not_fixed_count = fields.Integer(
        string="Owners: Not Fixed",
        readonly=True,
        copy=False,
        aggregator=None,
        help="Problems of this plan of which an owner says, since the completion was "
        "verified, that they are still there.",
        guarded=True,
    )
    open_not_fixed_count = fields.Integer(
        string="Not Fixed and Still Open",
        readonly=True,
        copy=False,
        aggregator=None,
        guarded=True,
    )
    rating_average = fields.Float(
        string="Rating",
        digits=(3, 1),
        readonly=True,
        copy=False,
        aggregator=None,
        help="Average of 5 that people gave since the completion was verified.",
        guarded=True,
    )
    rating_count = fields.Integer(
        string="Number of Ratings",
        readonly=True,
        copy=False,
        aggregator=None,
        guarded=True,
    )
    found_elsewhere_count = fields.Integer(
        string="Found Elsewhere",
        readonly=True,
        copy=False,
        aggregator=None,
        help="Problems of the same cause that were found at similar places. They say "
        "how far it reaches, and change no proposal.",
        guarded=True,
    )
    further_figures = fields.Json(
        readonly=True,
        copy=False,
        help="What other sources say: pairs of a verdict and of its words.",
        guarded=True,
    )
    proposal = fields.Selection(
        selection=[
            ("pass", "Effective"),
            ("partly", "Partly effective"),
            ("fail", "Not effective"),
        ],
        readonly=True,
        copy=False,
        help="What the figures speak for. You decide.",
        guarded=True,
    )
    # The figures of an effect in words, on the form and in the story of a problem
    figures_summary = fields.Char(
        string="Figures",
        compute="_compute_figures_summary",
        help="What was counted since the completion was verified.",
    )

    _to_measure = models.Index(
        "(due_date) WHERE result IS NULL AND measured_at IS NULL"
        " AND kind = 'effectiveness'"
    )

    @api.depends(
        "measured_at",
        "return_count",
        "open_return_count",
        "not_fixed_count",
        "open_not_fixed_count",
        "rating_average",
        "rating_count",
        "found_elsewhere_count",
        "further_figures",
    )
    @api.depends_context("lang")
    def _compute_figures_summary(self):
        for check in self:
            parts = check._get_figures_words() if check.measured_at else []
            check.figures_summary = "; ".join(filter(None, parts))

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_open_returns(self):
        """Open what was reported again, or is not fixed, since the verification."""
        self.ensure_one()
        self.check_access("read")
        evidence = self.sudo()._collect_evidence()[self.sudo()]
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.helpdesk_ticket_action_problem"
        )
        action["domain"] = [("id", "in", (evidence.returns | evidence.not_fixed).ids)]
        action["context"] = {"create": False, "rectification_problem": True}
        return action

    def action_measure(self):
        """Count again what speaks for and against the effect, and propose a result.

        :raise UserError: before the day of a check: its time to show is not over; or
            when it was signed
        """
        self.check_access("write")
        for check in self:
            check._check_open()
        today = fields.Date.context_today(self)
        if any(check.due_date > today for check in self):
            raise UserError(
                self.env._("The effect is measured on the day of the check.")
            )
        return self.sudo()._measure()

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    def _measure(self):
        """Measure these checks in a number of queries that does not grow with them."""
        now = fields.Datetime.now()
        further = self._get_further_figures()
        for check, evidence in self._collect_evidence().items():
            own = [list(figure) for figure in further.get(check, [])]
            figures = evidence.get_figures(verdict for verdict, _words in own)
            check._record(
                {
                    "measured_at": now,
                    "return_count": figures.returned,
                    "open_return_count": evidence.count_open(evidence.returns),
                    "not_fixed_count": figures.not_fixed,
                    "open_not_fixed_count": evidence.count_open(evidence.not_fixed),
                    "rating_average": figures.rating or 0,
                    "rating_count": len(evidence.ratings),
                    "found_elsewhere_count": check.plan_id.found_elsewhere_count,
                    "further_figures": own or False,
                    "proposal": effectiveness.propose(figures),
                }
            )
        return True

    def _get_further_figures(self):
        """Return what further sources say about the effect of these checks.

        Extension point, for all checks at once: no query for each of them. Each room
        adds its own to those of ``super()``.

        :return: dict check -> list of (verdict, words); the verdict is pass, partly or
            fail, the words say the figure, such as "3 rounds, all passed". The worst
            verdict of all sources is what is proposed.
        """
        return {}

    # ------------------------------------------------------------------
    # Cron
    # ------------------------------------------------------------------

    @api.model
    def _cron_measure(self):
        """Measure the effect of what is due, and ask somebody to decide."""
        today = fields.Date.context_today(self)
        domain = Domain("kind", "=", "effectiveness") & Domain("result", "=", False)
        domain &= Domain("measured_at", "=", False) & Domain("due_date", "<=", today)
        domain &= Domain("plan_id.state", "=", "approved")
        domain &= Domain("plan_id.active", "=", True)
        checks = self.search(domain, limit=BATCH, order="due_date, id")
        checks = checks.try_lock_for_update(allow_referencing=True)
        if not checks:
            return
        failed = run_isolated(checks, "_measure_and_ask")
        remaining = self.search_count(domain & Domain("id", "not in", failed.ids))
        self.env["ir.cron"]._commit_progress(len(checks), remaining=remaining)

    def _measure_and_ask(self):
        self._measure()
        self._ask_to_decide()

    def _ask_to_decide(self):
        """Schedule an activity for who verifies, else for a quality manager."""
        problems = {check: check.plan_id.ticket_ids[:1] for check in self}
        tickets = self.plan_id.ticket_ids
        managers = tickets._get_audience("quality_manager")
        self._create_activities(
            "mail.mail_activity_data_todo",
            [
                {
                    "res_id": check.id,
                    "summary": check._get_proposal_words(),
                    "user_id": user.id,
                    "date_deadline": check.due_date + timedelta(days=7),
                }
                for check, problem in problems.items()
                for user in check.verifier_id or managers.get(problem, [])[:1]
            ],
        )

    # ------------------------------------------------------------------
    # The figures of an effect in words, on the form and in the story of a problem
    # ------------------------------------------------------------------

    def _get_figures_words(self):
        """Return what each source says, in words; nothing where it has no figure."""
        return [
            self._get_return_words(),
            self._get_owner_words(),
            self.rating_count
            and self.env._(
                "rating %(average)s of 5 (%(count)s)",
                average=formatLang(self.env, self.rating_average, digits=1),
                count=self.rating_count,
            ),
            *(words for _verdict, words in self.further_figures or ()),
            self.found_elsewhere_count
            and self.env._(
                "found elsewhere: %(count)s", count=self.found_elsewhere_count
            ),
        ]

    def _get_return_words(self):
        count, still_open = self.return_count, self.open_return_count
        if not count:
            return self.env._("nothing was reported again")
        returns = (
            self.env._("1 return")
            if count == 1
            else self.env._("%(count)s returns", count=count)
        )
        return ", ".join(filter(None, (returns, self._get_open_words(still_open))))

    def _get_owner_words(self):
        if not self.not_fixed_count:
            return None
        said = self.env._("owners: %(count)s not fixed", count=self.not_fixed_count)
        still_open = self._get_open_words(self.open_not_fixed_count)
        return ", ".join(filter(None, (said, still_open)))

    def _get_open_words(self, count):
        return count and self.env._("%(count)s still open", count=count)

    def _get_proposal_words(self):
        labels = dict(self._fields["proposal"]._description_selection(self.env))
        return self.env._(
            "The figures propose “%(proposal)s”: %(figures)s.",
            proposal=labels[self.proposal],
            figures=self.figures_summary,
        )

    def record_result(self, result, evidence=None, measured=None):
        """Tell in the story when somebody decided against the figures."""
        # A next version takes them over.
        tickets = self.plan_id.sudo().ticket_ids
        res = super().record_result(result, evidence, measured)
        if self.proposal and self.proposal != result:
            self._log_decision_against(tickets)
        return res

    def _log_decision_against(self, tickets):
        labels = dict(self._fields["proposal"]._description_selection(self.env))
        body = self.env._(
            "Decided as “%(result)s” against what the figures proposed, "
            "“%(proposal)s”: %(figures)s.",
            result=labels[self.result],
            proposal=labels[self.proposal],
            figures=self.figures_summary,
        )
        self._message_log(body=body)
        self.plan_id.sudo()._message_log(body=body)
        tickets._message_log_batch(bodies={ticket.id: body for ticket in tickets})
