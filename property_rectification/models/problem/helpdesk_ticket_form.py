# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import lifecycle
from .helpdesk_ticket_stage import STATES


class HelpdeskTicket(models.Model):
    """What the form of a problem shows beside the problem itself."""

    _inherit = "helpdesk.ticket"

    can_edit = fields.Boolean(
        compute="_compute_can_edit",
        help="The user may change what is recorded about this problem.",
    )
    place_open_problem_count = fields.Integer(
        related="place_id.open_problem_count",
        string="Open Here",
        help="Open problems of the same place and of its parts.",
    )
    # What is missing before a problem may move on, in words
    next_state = fields.Selection(selection=STATES, compute="_compute_missing")
    missing = fields.Html(
        compute="_compute_missing",
        help="What has to be recorded before the next state.",
    )

    @api.depends_context("uid")
    def _compute_can_edit(self):
        editable = self._origin._filtered_access("write")
        for ticket in self:
            ticket.can_edit = not ticket._origin or ticket._origin in editable

    @api.depends("name", "number", "is_problem")
    def _compute_display_name(self):
        """A problem that is being logged has neither number nor title yet."""
        unnamed = self.filtered(lambda ticket: ticket.is_problem and not ticket.name)
        unnamed.display_name = self.env._("New problem")
        return super(HelpdeskTicket, self - unnamed)._compute_display_name()

    @api.depends("rectification_state")
    def _compute_missing(self):
        for ticket in self:
            target = lifecycle.next_state(ticket.rectification_state or "closed")
            ticket.next_state = target
            gaps = ticket._get_gaps(target) if target else []
            ticket.missing = ticket._gaps_as_html(gaps)

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_open_place_problems(self):
        """Open all problems of the place of this problem."""
        self.ensure_one()
        return self.place_id.action_open_problems()

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    @api.model
    def get_formview_id(self, access_uid=None):
        """A problem opens in its own form, wherever the link to it was clicked."""
        if len(self) == 1 and self.is_problem:
            form = "property_rectification.helpdesk_ticket_view_form"
            return self.env.ref(form).id
        return super().get_formview_id(access_uid=access_uid)

    def get_formview_action(self, access_uid=None):
        """The address of a problem leads to its own form, when it is shared, too."""
        action = super().get_formview_action(access_uid=access_uid)
        if len(self) == 1 and self.is_problem:
            problems = "property_rectification.helpdesk_ticket_action_problem"
            action["path"] = self.env.ref(problems).sudo().path
        return action

    # ------------------------------------------------------------------
    # What is missing before a problem may move on, in words
    # ------------------------------------------------------------------

    def _get_gaps(self, target):
        return lifecycle.gaps(self._get_facts(), self._get_requirements(), target)

    @api.model
    def _get_gap_labels(self):
        """Return what is missing in words, by gap code of the rule.

        Extension point: each room adds the words for what it records.
        """
        return {
            "type": self.env._("Choose the type of the problem."),
            "place": self.env._("Say at which place it is."),
            "occurred_at": self.env._("Say when it occurred."),
            "reporter": self.env._("Name who reported it, or a contact."),
            "staff_concerned": self.env._(
                "Name the staff concerned: on duty or responsible."
            ),
            "acknowledgement": self.env._("Acknowledge the problem."),
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
