# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets
from dataclasses import replace

from odoo import api, fields, models

from ...rules import checklist, sampling


class RectificationPlan(models.Model):
    """Of minor work only a share is verified: which, is drawn when it is finished."""

    _inherit = "rectification.plan"

    work_recorded_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When an action of this plan was finished or cancelled last.",
        guarded=True,
    )
    sampling = fields.Selection(
        selection=[
            ("drawn", "Drawn"),
            ("skipped", "Not drawn"),
            ("recalled", "Verified all the same"),
        ],
        string="Draw",
        readonly=True,
        copy=False,
        help="Whether the finished work of minor problems was drawn for verification. "
        "Empty: it is verified without a draw.",
        guarded=True,
    )
    sampling_share = fields.Integer(
        string="Share Verified",
        readonly=True,
        copy=False,
        aggregator=None,
        guarded=True,
    )
    sampling_number = fields.Float(
        string="Number Drawn",
        readonly=True,
        copy=False,
        aggregator=None,
        digits=(12, 10),
        help="Between 0 and 1; below the share it is verified.",
        guarded=True,
    )
    sampled_at = fields.Datetime(
        string="Drawn On", readonly=True, copy=False, guarded=True
    )

    _not_drawn = models.Index("(sampled_at) WHERE sampling = 'skipped'")

    def _after_work(self):
        # Two people finish the last two actions at once: writing to the same row lets
        # the later one begin anew, and see that nothing is open any more.
        self._record({"work_recorded_at": fields.Datetime.now()})
        res = super()._after_work()
        self._date_completion_verifications()
        self._draw_for_verification()
        return res

    def _draw_for_verification(self):
        """Draw, once for each, which plans with finished work are verified."""
        skipped = self.browse()
        for plan in self.filtered(lambda plan: plan._awaits_draw()):
            share = plan._get_verification_share()
            # Also where nothing is drawn: a share that is lowered later comes too late.
            facts = {"sampling_share": share, "sampled_at": fields.Datetime.now()}
            if share >= sampling.EVERY:
                plan._record(facts)
                continue
            number = self._draw_number()
            is_drawn = sampling.is_drawn(share, number)
            facts["sampling"] = "drawn" if is_drawn else "skipped"
            plan._record({**facts, "sampling_number": number})
            plan._log_draw()
            skipped |= self.browse() if is_drawn else plan
        return skipped._close_unverified()

    @api.model
    def _draw_number(self):
        """Return a number that nobody can foresee or repeat, 0 <= number < 1."""
        return secrets.SystemRandom().random()

    def _awaits_draw(self):
        """Tell whether the work is finished and nothing was drawn or verified yet."""
        if self.state != "approved" or self.sampled_at or self._get_open_actions():
            return False
        if self._is_verified():
            return False
        return set(self.ticket_ids.mapped("rectification_state")) == {"verifying"}

    def _get_verification_share(self):
        cases = [ticket._get_sampling_case() for ticket in self.sudo().ticket_ids]
        return sampling.share_of(cases, self.version)

    def _log_draw(self):
        """Let plan and problems tell of the draw, in the name of the system."""
        words = {
            "drawn": self.env._("The work is finished, and was drawn for verification"),
            "skipped": self.env._(
                "The work is finished, and was not drawn for verification"
            ),
        }[self.sampling]
        body = self.env._(
            "%(words)s: %(share)s %% are verified, the number drawn is %(number).4f.",
            words=words,
            share=self.sampling_share,
            number=self.sampling_number,
        )
        author = self.env.ref("base.partner_root").id
        for records in (self, self.ticket_ids):
            bodies = {record.id: body for record in records}
            records._message_log_batch(bodies=bodies, author_id=author)

    # ------------------------------------------------------------------
    # Not drawn
    # ------------------------------------------------------------------

    def _close_unverified(self):
        """Close the problems of these plans, without saying that it worked."""
        # What is part of another problem follows that one.
        leading = self.ticket_ids.filtered(lambda t: t._get_leading() == t)
        return leading._close_unverified() if leading else True

    def _reopen_unverified(self):
        """Open the problems again that were closed because nothing was drawn."""
        skipped = self.filtered(lambda plan: plan.sampling == "skipped")
        # Also what is archived meanwhile: it is restored together with its plan.
        tickets = skipped.with_context(active_test=False).ticket_ids.filtered(
            lambda ticket: ticket.declared_outcome == "unverified"
        )
        if tickets:
            tickets._record({"declared_outcome": False, "outcome_reason": False})
        return tickets

    def _recall(self):
        """Verify plans all the same that were not drawn: something came up."""
        skipped = self.filtered(lambda plan: plan.sampling == "skipped")
        skipped._reopen_unverified()
        skipped._record({"sampling": "recalled"})
        waiting = skipped.verification_ids.filtered(lambda check: not check.result)
        for plan, checks in waiting.grouped("plan_id").items():
            checks._record({"due_date": plan._get_usual_due_date()})
        return True

    def _open_next_version(self, reason):
        self._reopen_unverified()
        return super()._open_next_version(reason)

    def _get_join_fact(self):
        """No problem joins a plan whose result nobody will look at."""
        fact = super()._get_join_fact()
        is_settled = fact.is_verified or self.sampling == "skipped"
        return replace(fact, is_verified=is_settled)

    # ------------------------------------------------------------------
    # What its verification will look at is fixed when a plan comes into force
    # ------------------------------------------------------------------

    def _prepare_point_vals(self):
        """Return the points of the checklists of the types of the problems."""
        self.ensure_one()
        types = self.sudo().ticket_ids.problem_type_id
        lists = types.checklist_id.filtered("active")
        items = lists.item_ids
        merged = checklist.merge([(item.name, item.needs_photo) for item in items])
        return [
            {
                "sequence": sequence,
                "name": items[index].name,
                "description": items[index].description,
                "needs_photo": needs_photo,
            }
            for sequence, (index, needs_photo) in enumerate(merged, 1)
        ]
