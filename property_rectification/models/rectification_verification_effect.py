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
        help="Problems of the same type reported at the same place since the "
        "completion was verified.",
    )
    open_return_count = fields.Integer(
        string="Returns Still Open", readonly=True, copy=False, aggregator=None
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
        """Open the problems that were reported again since the work was verified."""
        self.ensure_one()
        windows = self.sudo()._get_windows()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.helpdesk_ticket_action_problem"
        )
        action["domain"] = list(self._get_reports_domain(windows))
        action["context"] = {"create": False, "rectification_problem": True}
        return action

    def action_measure(self):
        """Count again how often the problems came back, and propose a result.

        :raise UserError: before the day of a check: its time to show is not over
        """
        self.check_access("read")
        today = fields.Date.context_today(self)
        if any(check.due_date > today for check in self):
            raise UserError(
                self.env._("The effect is measured on the day of the check.")
            )
        return self.sudo()._measure()

    def _measure(self):
        """Measure these checks in a number of queries that does not grow with them."""
        windows = {check: check._get_windows() for check in self}
        reports = self._get_reports([w for each in windows.values() for w in each])
        now = fields.Datetime.now()
        for check, own in windows.items():
            returned = self._count_returns(own, [key for key, _open in reports])
            still_there = [key for key, is_open in reports if is_open]
            still_open = self._count_returns(own, still_there)
            check._record(
                {
                    "measured_at": now,
                    "return_count": returned,
                    "open_return_count": still_open,
                    "proposal": effectiveness.propose(returned, still_open),
                }
            )
        return True

    @api.model
    def _count_returns(self, windows, reports):
        return sum(effectiveness.returns(window, reports) for window in windows)

    def _get_windows(self):
        """Return what is watched: a window for each place and type of the plan."""
        completed = self.plan_id.verification_ids.filtered(
            lambda check: check.kind == "completion" and check.done_at
        )
        since = completed[-1:].done_at or self.create_date
        pairs = {(t.place_id.id, t.problem_type_id.id) for t in self.plan_id.ticket_ids}
        return [effectiveness.Window(*pair, since) for pair in pairs]

    @api.model
    def _get_reports(self, windows):
        """Return ((place, type, moment), is open) of what was reported meanwhile."""
        names = ["place_id", "problem_type_id", "reported_at", "rectification_state"]
        tickets = self.env["helpdesk.ticket"].sudo()
        tickets = tickets.search_fetch(self._get_reports_domain(windows), names)
        return [
            (
                (t.place_id.id, t.problem_type_id.id, t.reported_at),
                t.rectification_state != "closed",
            )
            for t in tickets
        ]

    @api.model
    def _get_reports_domain(self, windows):
        """Return a domain of all that may be a return in one of some windows."""
        if not windows:
            return Domain.FALSE
        first = min(window.since for window in windows)
        domain = Domain("is_problem", "=", True)
        domain &= Domain("place_id", "in", {window.place for window in windows})
        domain &= Domain("problem_type_id", "in", {window.type for window in windows})
        domain &= Domain("reported_at", ">", first)
        # What turned out to be nothing is no return.
        nothing = ["no_fault_found", "not_ours", "duplicate"]
        domain &= Domain("rectification_outcome", "not in", nothing)
        return domain

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

    def _get_proposal_words(self):
        labels = dict(self._fields["proposal"]._description_selection(self.env))
        return self.env._(
            "The figures propose “%(proposal)s”: reported again %(count)s times.",
            proposal=labels[self.proposal],
            count=self.return_count,
        )
