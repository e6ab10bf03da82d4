# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..rules import effectiveness
from .one_by_one import one_by_one

BATCH = 200


class RectificationVerification(models.Model):
    """What the figures say about an effect, before somebody decides about it."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.verification"

    measured_at = fields.Datetime(readonly=True, copy=False)
    return_count = fields.Integer(
        string="Returns",
        readonly=True,
        copy=False,
        aggregator=None,
        help="Problems reported since the completion was verified: of the same type at "
        "the same place, around it or in a part of it, or of the same equipment.",
    )
    open_return_count = fields.Integer(
        string="Returns Still Open", readonly=True, copy=False, aggregator=None
    )
    not_fixed_count = fields.Integer(
        string="Owners: Not Fixed",
        readonly=True,
        copy=False,
        aggregator=None,
        help="Problems of this plan of which an owner says, since the completion was "
        "verified, that they are still there.",
    )
    open_not_fixed_count = fields.Integer(
        string="Not Fixed and Still Open", readonly=True, copy=False, aggregator=None
    )
    rating_average = fields.Float(
        string="Rating",
        digits=(3, 1),
        readonly=True,
        copy=False,
        aggregator=None,
        help="Average of 5 that people gave since the completion was verified.",
    )
    rating_count = fields.Integer(
        string="Number of Ratings", readonly=True, copy=False, aggregator=None
    )
    found_elsewhere_count = fields.Integer(
        string="Found Elsewhere",
        readonly=True,
        copy=False,
        aggregator=None,
        help="Problems of the same cause that were found at similar places. They say "
        "how far it reaches, and change no proposal.",
    )
    further_figures = fields.Json(
        readonly=True,
        copy=False,
        help="What other sources say: pairs of a verdict and of its words.",
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
    )

    _to_measure = models.Index(
        "(due_date) WHERE result IS NULL AND measured_at IS NULL"
        " AND kind = 'effectiveness'"
    )

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

        Extension point, for all checks at once: no query for each of them.

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
        failed = one_by_one(checks, "_measure_and_ask")
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
        model_id = self.env["ir.model"]._get_id(self._name)
        activity_type = self.env.ref("mail.mail_activity_data_todo")
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "automated": True,
                    "res_model_id": model_id,
                    "res_id": check.id,
                    "summary": check._get_proposal_words(),
                    "user_id": user.id,
                    "date_deadline": check.due_date + timedelta(days=7),
                }
                for check, problem in problems.items()
                for user in check.verifier_id or managers.get(problem, [])[:1]
            ]
        )
