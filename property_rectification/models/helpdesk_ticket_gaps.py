# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules import lifecycle
from .helpdesk_ticket_stage import STATES


class HelpdeskTicket(models.Model):
    """What is missing before a problem may move on, in words."""

    # What we add to the ticket is told in one file a subject.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    next_state = fields.Selection(selection=STATES, compute="_compute_missing")
    missing = fields.Html(
        compute="_compute_missing",
        help="What has to be recorded before the next state.",
    )

    @api.depends("rectification_state")
    def _compute_missing(self):
        for ticket in self:
            target = lifecycle.next_state(ticket.rectification_state or "closed")
            ticket.next_state = target
            gaps = ticket._get_gaps(target) if target else []
            ticket.missing = ticket._gaps_as_html(gaps)

    def _get_gaps(self, target):
        return lifecycle.gaps(self._get_facts(), self._get_requirements(), target)

    @api.model
    def _get_gap_labels(self):
        """Return what is missing in words, by gap code of the rule."""
        return {
            **self._get_log_gap_labels(),
            **self._get_plan_gap_labels(),
            **self._get_work_gap_labels(),
        }

    @api.model
    def _get_log_gap_labels(self):
        return {
            "type": self.env._("Choose the type of the problem."),
            "place": self.env._("Say at which place it is."),
            "occurred_at": self.env._("Say when it occurred."),
            "reporter": self.env._("Name who reported it, or a contact."),
            "staff_concerned": self.env._(
                "Name the staff concerned: on duty or responsible."
            ),
            "acknowledgement": self.env._("Acknowledge the problem."),
            "plan": self.env._("Make an action plan."),
        }

    @api.model
    def _get_plan_gap_labels(self):
        return {
            "full_plan": self.env._("This severity needs a full plan."),
            "goal": self.env._(
                "Give the plan a measurable goal: metric, target and date."
            ),
            "figures": self.env._(
                "Give the goal its figures: the one today and the one to be reached."
            ),
            "goal_is_past": self.env._(
                "Choose a day for the goal that is not over yet."
            ),
            "verified_cause": self.env._("Verify at least one cause."),
            "system_cause": self.env._(
                "Ask on where the causes end with human error: verify below it what "
                "let it happen, and choose its cause."
            ),
            "escape_cause": self.env._(
                "Verify why it was not found earlier (escape cause)."
            ),
            "actions": self.env._("Plan at least one action."),
            "assignee": self.env._("Give every action somebody who does it."),
            "deadline": self.env._("Give every action a date."),
            "approval": self.env._(
                "Have the plan approved by somebody other than its author."
            ),
        }

    @api.model
    def _get_work_gap_labels(self):
        return {
            "open_actions": self.env._(
                "Finish every action, or cancel it with a reason."
            ),
            "no_action_done": self.env._("At least one action has to be done."),
            "evidence": self.env._(
                "Show evidence for every action done: a note or a photo."
            ),
            "containment": self.env._(
                "Remove each containment, or accept it as permanent."
            ),
            "completion": self.env._(
                "Have the result verified by somebody who did not do it."
            ),
            "checks": self.env._("Pass every effectiveness check."),
        }

    @api.model
    def _gaps_as_html(self, gaps):
        """Return gap codes as a list for a form, or False for none."""
        labels = self._get_gap_labels()
        items = [Markup("<li>%s</li>") % labels[gap] for gap in gaps]
        return items and Markup("<ul>%s</ul>") % Markup().join(items)

    def _raise_gaps(self, target):
        """Refuse a move to a state, and say in words what is missing."""
        self.ensure_one()
        labels = self._get_gap_labels()
        missing = [labels[gap] for gap in self._get_gaps(target)]
        field = self._fields["rectification_state"]
        states = dict(field._description_selection(self.env))
        if missing:
            raise UserError(
                self.env._(
                    "%(problem)s cannot be “%(state)s” yet:\n%(missing)s",
                    problem=self.display_name,
                    state=states[target],
                    missing="\n".join(f"- {line}" for line in missing),
                )
            )
        raise UserError(
            self.env._(
                "%(problem)s is “%(state)s” by what is recorded and cannot be moved "
                "by hand. Record what happened instead.",
                problem=self.display_name,
                state=states[self.rectification_state],
            )
        )
