# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.fields import Domain

from ...rules import joining, lifecycle
from ...tools.texts import require_text
from ...tools.windows import dialog

# A choice that nobody reads to its end is none.
LIMIT = 20


class HelpdeskTicket(models.Model):
    """Several problems under one plan: their state follows from it, each by itself."""

    _inherit = "helpdesk.ticket"

    shares_plan = fields.Boolean(
        compute="_compute_shares_plan",
        help="Its plan is about other problems, too, beside those that are part of it.",
    )

    @api.depends("plan_id.ticket_ids")
    def _compute_shares_plan(self):
        for ticket in self:
            leading = ticket._get_leading()
            others = ticket.sudo().plan_id.ticket_ids - ticket - leading
            ticket.shares_plan = any(o._get_leading() != leading for o in others)

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_join_plan(self):
        """Ask which plan these problems join."""
        return dialog(
            "rectification.plan.join", self.env._("Join a Plan"), ticket_ids=self.ids
        )

    def action_leave_plan(self):
        """Ask why these problems are taken out of their plan."""
        return dialog(
            "rectification.plan.leave",
            self.env._("Take Out of the Plan"),
            ticket_ids=self.ids,
        )

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    def join_plan(self, plan_id):
        """Put these problems, and what is part of them, under a plan that exists.

        :param plan_id: id of a draft, or of a plan in force that has all they ask for
        :raise UserError: with every reason why one of them cannot join
        :raise AccessError: when the user may not change all of them and the plan
        """
        plans = self.env["rectification.plan"]
        known = type(plan_id) is int and plans.browse(plan_id).exists()
        if not self or not known:
            raise UserError(self.env._("Choose the problems and their plan."))
        self.check_access("write")
        known.check_access("write")
        self._lock_with_plan(known)
        self._check_may_join(known)
        drafts = self.plan_id
        self._get_group().sudo()._record({"plan_id": known.id})
        self._log_joined(known)
        return drafts.sudo()._archive_abandoned(known)

    def leave_plan(self, reason):
        """Take these problems out of their plan: they need one of their own.

        :param reason: why, in words; the chatter keeps it
        :raise UserError: without a reason, once a result was verified, or when a plan
            that is in force would be about nothing
        """
        self.check_access("write")
        require_text(reason, self.env._("Say why it is taken out of the plan."))
        self._lock_with_plan(self.plan_id)
        self._check_may_leave()
        plans = self.plan_id
        self._log_left(reason)
        self._get_group().sudo()._record({"plan_id": False})
        return plans.sudo()._archive_abandoned()

    # ------------------------------------------------------------------
    # Which problems are answered together
    # ------------------------------------------------------------------

    def _get_leading(self):
        """Return the problem that this one is answered with: itself.

        Extension point, like the two below: a room may let problems form a group.
        """
        self.ensure_one()
        return self

    def _get_group(self):
        """Return these problems and all that are answered with them."""
        return self

    @api.model
    def _get_leading_domain(self):
        """Return a domain of problems that are answered by themselves."""
        return Domain.TRUE

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    def _lock_with_plan(self, plans):
        """Nobody decides about a plan while problems come or go."""
        try:
            self.sudo().lock_for_update(allow_referencing=True)
            plans.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody is changing these problems or their plan now: try again."
                )
            ) from error
        self.invalidate_recordset(["plan_id"])
        plans.invalidate_recordset(["state", "active", "ticket_ids"])

    def _check_may_join(self, plan):
        """Refuse to join, with one line for each problem that cannot."""
        plan = plan.sudo()
        fact, facts, lines = plan._get_join_fact(), plan._get_facts(), []
        for ticket in self.sudo():
            missing = lifecycle.plan_gaps(facts, ticket._get_requirements())
            problem = ticket._get_join_fact(plan)
            code = joining.joining_obstacle(problem, fact, missing)
            if code:
                lines.append(ticket._get_joining_words(plan, missing)[code])
        if lines:
            raise UserError("\n".join(dict.fromkeys(lines)))

    def _check_may_leave(self):
        lines = []
        for ticket in self.sudo():
            plan = ticket.plan_id
            code = joining.leaving_obstacle(
                ticket._get_join_fact(plan),
                plan._get_join_fact() if plan else None,
                len(plan.ticket_ids - self.sudo()._get_group()),
            )
            if code:
                lines.append(ticket._get_joining_words(plan)[code])
        if lines:
            raise UserError("\n".join(dict.fromkeys(lines)))

    def _get_join_fact(self, plan):
        """Return this problem as ``joining.Problem``, seen from a plan."""
        self.ensure_one()
        own = self.plan_id
        is_first_draft = own.state == "draft" and own.version == 1
        return joining.Problem(
            company=self.company_id.id,
            is_problem=bool(self.is_problem),
            is_open=self.rectification_state != "closed",
            is_acknowledged=self.rectification_state != "new",
            is_led=self._get_leading() != self,
            is_here=bool(plan) and own == plan,
            is_planned=bool(own) and own != plan and not is_first_draft,
        )

    def _get_joining_words(self, plan, missing=()):
        """Return why a problem cannot join or leave a plan, by code of the rule."""
        self.ensure_one()
        names = {"problem": self.display_name, "plan": plan.display_name}
        return self._get_words_of_problem(names) | self._get_words_of_plan(
            names, missing
        )

    def _get_words_of_problem(self, names):
        return {
            "not_a_problem": self.env._(
                "%(problem)s is not a problem: its team does not use rectification.",
                **names,
            ),
            "other_company": self.env._(
                "%(problem)s and “%(plan)s” belong to different companies.", **names
            ),
            "is_here": self.env._("%(problem)s is in “%(plan)s” already.", **names),
            "closed": self.env._("%(problem)s is closed.", **names),
            "not_acknowledged": self.env._(
                "Complete the log of %(problem)s and acknowledge it first.", **names
            ),
            "is_led": self.env._(
                "%(problem)s is part of another problem and shares its plan.", **names
            ),
            "is_planned": self.env._(
                "%(problem)s has a plan of its own that is more than a first draft.",
                **names,
            ),
            "no_plan": self.env._("%(problem)s is in no plan.", **names),
        }

    def _get_words_of_plan(self, names, missing):
        labels = self._get_gap_labels()
        names["missing"] = "\n".join(f"- {labels[gap]}" for gap in missing)
        return {
            "plan_submitted": self.env._(
                "“%(plan)s” waits for its approval: have it sent back first.", **names
            ),
            "plan_over": self.env._("“%(plan)s” is over.", **names),
            "plan_verified": self.env._(
                "A result of “%(plan)s” was verified already: its problems stay as "
                "they are.",
                **names,
            ),
            "missing": self.env._(
                "%(problem)s asks for more than “%(plan)s” was approved with:\n"
                "%(missing)s",
                **names,
            ),
            "last": self.env._(
                "“%(plan)s” is in force and would be about nothing without "
                "%(problem)s.",
                **names,
            ),
        }

    # ------------------------------------------------------------------
    # Chatter
    # ------------------------------------------------------------------

    def _log_joined(self, plan):
        self._log_reason(
            self.env._("Joined the plan “%(plan)s”.", plan=plan.display_name)
        )
        numbers = ", ".join(self.mapped("display_name"))
        words = self.env._("Joined by: %(problems)s", problems=numbers)
        plan.sudo()._message_log_batch(bodies={plan.id: words})

    def _log_left(self, reason):
        left = self.grouped("plan_id")
        self._message_log_batch(
            bodies={
                ticket.id: self.env._(
                    "Taken out of the plan “%(plan)s”: %(reason)s",
                    plan=plan.display_name,
                    reason=reason,
                )
                for plan, tickets in left.items()
                for ticket in tickets
            }
        )
        self.plan_id.sudo()._message_log_batch(
            bodies={
                plan.id: self.env._(
                    "Taken out: %(problems)s. %(reason)s",
                    problems=", ".join(tickets.mapped("display_name")),
                    reason=reason,
                )
                for plan, tickets in left.items()
            }
        )

    # ------------------------------------------------------------------
    # Which plans may well be about these problems, too
    # ------------------------------------------------------------------

    def _find_plans_to_join(self):
        """Return open plans about the types of these problems or near to them.

        Those about the same type come first, then those of the same place.
        """
        places, types = self.place_id, self.sudo().problem_type_id
        near = places._get_near_domain()
        alike = Domain("ticket_ids.problem_type_id", "in", types.ids)
        found = self.env["rectification.plan"].search(
            self._get_joinable_plans_domain() & (near | alike),
            limit=LIMIT,
            order="id desc",
        )
        kinds = {plan: plan.sudo().ticket_ids.problem_type_id for plan in found}
        return found.sorted(
            lambda plan: (not kinds[plan] & types, plan.place_id not in places)
        )

    def _propose_plan_to_join(self):
        """Return the open plan that these problems most probably belong to, if any."""
        first = self._find_plans_to_join()[:1]
        kinds = first.sudo().ticket_ids.problem_type_id
        return first if kinds & self.sudo().problem_type_id else first.browse()

    def _get_joinable_plans_domain(self):
        return Domain(
            [
                ("company_id", "in", self.company_id.ids),
                ("state", "in", ["draft", "approved"]),
                ("ticket_ids", "!=", False),
                ("id", "not in", self.plan_id.ids),
            ]
        )
