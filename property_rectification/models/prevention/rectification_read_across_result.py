# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ...tools.locking import lock_for_decision
from ...tools.texts import require_text

_ACTIVITY_TYPE = "property_rectification.mail_activity_type_read_across"


class RectificationReadAcross(models.Model):
    """What comes of looking elsewhere: nothing, a problem, or that nobody looks."""

    _inherit = "rectification.read.across"

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_nothing_found(self):
        """Record that these places were looked at, and that it is not there.

        :raise UserError: when one is recorded already, or is not the user's to look at
        """
        self._check_may_look()
        return self._record_done({"state": "nothing"})

    def record_found(self, description, problem_type_id=None, title=None):
        """Log a problem where it was found, as the current user.

        :param description: what was seen, in words
        :param problem_type_id: id of its type; that of the plan when it is left out
        :param title: of the problem; what was looked for when it is left out
        :return: the problem
        :raise UserError: without a description or a type, when the check is recorded
            already, or is not the user's to look at
        """
        self.ensure_one()
        self._check_may_look()
        require_text(description, self.env._("Say what you found."))
        vals = self._prepare_problem_vals()
        vals["description"] = plaintext2html(description)
        vals["problem_type_id"] = problem_type_id or vals["problem_type_id"]
        vals["name"] = (title or "").strip() or vals["name"]
        if not vals["problem_type_id"]:
            raise UserError(self.env._("Say what type of problem it is."))
        problem = self.env["helpdesk.ticket"].with_company(self.company_id).create(vals)
        self._record_done(
            {"state": "found", "finding": description, "ticket_id": problem.id}
        )
        self._tell_found(problem)
        return problem

    def skip(self, reason):
        """Record that nobody will look there, and why.

        Also for who may change the plan: whoever asked for it may call it off.

        :param reason: in words; required
        """
        self._check_may_look(or_plan=True)
        require_text(reason, self.env._("Say why nobody has to look there."))
        return self._record_done({"state": "skipped", "skip_reason": reason})

    def action_undo(self):
        """Take back a mistaken "nothing found" or "skipped"."""
        self._check_may_look("nothing", "skipped", or_plan=True)
        self.sudo()._record(
            {
                "state": "todo",
                "skip_reason": False,
                "done_at": False,
                "done_by_id": False,
            }
        )
        return self._remind()

    def action_open_problem(self):
        """Open the problem that was found there."""
        self.ensure_one()
        return self.ticket_id.get_formview_action()

    # ------------------------------------------------------------------
    # Who may
    # ------------------------------------------------------------------

    def _is_for_user(self):
        """Tell whether the user is to look, or works at that place."""
        self.ensure_one()
        user = self.env.user
        return user == self.user_id or user in self.place_id.sudo().worker_user_ids

    def _check_may_look(self, *states, or_plan=False):
        self.check_access("read")
        for check in self:
            if check._is_for_user() or (or_plan and check._may_plan()):
                continue
            raise UserError(
                self.env._(
                    "“%(check)s” is not yours to look at: it is for %(user)s and for "
                    "those who work there.",
                    check=check.display_name,
                    user=check.user_id.name or "…",
                )
            )
        self.check_access("write")
        # Two people may come back from there at the same moment.
        lock_for_decision(self)
        self._check_state(*(states or ("todo",)))

    def _may_plan(self):
        return self._is_coordinator() and self.plan_id.has_access("write")

    def _check_state(self, *states):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for check in self:
            if check.state not in states:
                raise UserError(
                    self.env._(
                        "“%(check)s” is in the state “%(state)s”%(user)s.",
                        check=check.display_name,
                        state=labels[check.state],
                        user=check.done_by_id and f" ({check.done_by_id.name})" or "",
                    )
                )

    def _check_may_plan(self):
        if not self.env.su and not self._is_coordinator():
            raise UserError(
                self.env._("Who looks, and until when, is changed by a coordinator.")
            )

    # ------------------------------------------------------------------
    # Record and tell
    # ------------------------------------------------------------------

    def _record_done(self, vals):
        now = fields.Datetime.now()
        self.sudo()._record({**vals, "done_at": now, "done_by_id": self.env.uid})
        self.sudo().activity_unlink([_ACTIVITY_TYPE])
        return True

    def _prepare_problem_vals(self):
        """Return the values of a problem found here, its description left open."""
        self.ensure_one()
        now = fields.Datetime.now()
        known = self.plan_id.sudo().ticket_ids.problem_type_id[:1]
        return {
            "name": self.statement,
            "problem_type_id": known.id,
            "place_id": self.place_id.id,
            "equipment_id": self.equipment_id.id,
            "problem_source": "read_across",
            "occurred_at": now,
            "noticed_at": now,
            "reported_at": now,
        }

    def _tell_found(self, problem):
        plan = self.plan_id.sudo()
        problem.sudo()._message_log(
            body=self.env._(
                "Found by looking elsewhere for what caused %(plan)s: %(cause)s",
                plan=plan._get_html_link(),
                cause=self.statement,
            )
        )
        plan._message_log(
            body=self.env._(
                "Found elsewhere, too: %(problem)s, %(place)s",
                problem=problem.sudo()._get_html_link(),
                place=self.place_id.display_name,
            )
        )

    def _remind(self):
        """Put what is to be looked at on the screens of those responsible, at once."""
        waiting = self.filtered(lambda check: check.state == "todo" and check.user_id)
        self._create_activities(
            _ACTIVITY_TYPE,
            [
                {
                    "res_id": check.id,
                    "summary": check.statement,
                    "user_id": check.user_id.id,
                    "date_deadline": check.deadline,
                }
                for check in waiting
            ],
        )
        return True

    def _remind_again(self):
        self.sudo().activity_unlink([_ACTIVITY_TYPE])
        return self._remind()
