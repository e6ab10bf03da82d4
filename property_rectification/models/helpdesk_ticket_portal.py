# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

# What an owner reads instead of our states; some of ours look alike from outside.
_PORTAL_STEPS = (
    ("received", ("new",)),
    ("looking", ("responding", "analysing")),
    ("working", ("rectifying",)),
    ("checking", ("verifying",)),
    ("observing", ("monitoring",)),
    ("closed", ("closed",)),
)
# Every closed problem went through these.
_END_STEPS = ("received", "closed")
_STEP_OF_STATE = {state: step for step, states in _PORTAL_STEPS for state in states}


class HelpdeskTicket(models.Model):
    """A problem as its owner sees it."""

    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "rectification.portal.mixin"]

    # Causes, plans, people involved and what is missing stay inside.
    _portal_fields = frozenset(
        {
            "is_portal_visible",
            "is_problem",
            "occurred_at",
            "place_id",
            "problem_kind",
            "problem_type_id",
            "rectification_outcome",
            "rectification_state",
            "reported_at",
        }
    )

    # Not index=True on the field: that index would outlive this add-on.
    _by_partner = models.Index("(partner_id) WHERE partner_id IS NOT NULL")
    photo_ids = fields.Many2many(
        comodel_name="ir.attachment",
        relation="helpdesk_ticket_photo_rel",
        string="Photos",
        copy=False,
        help="Photos that came with the report; whoever reported it sees them.",
    )

    @api.model
    def _is_closed_to_portal(self, field):
        # Fields of helpdesk and others are theirs to close: ordinary tickets too
        # are made of them.
        ours = all(name.startswith("property_rectification") for name in field._modules)
        return ours and super()._is_closed_to_portal(field)

    def _compute_access_url(self):
        res = super()._compute_access_url()
        for problem in self.filtered("is_problem"):
            problem.access_url = f"/my/problems/{problem.id}"
        return res

    @api.model
    def _search(self, domain, *args, **kwargs):
        # The pages of ordinary tickets leave problems to their own pages.
        if self.env.context.get("rectification_no_problems"):
            domain = Domain(domain) & Domain("is_problem", "=", False)
        return super()._search(domain, *args, **kwargs)

    # ------------------------------------------------------------------
    # What an owner reads
    # ------------------------------------------------------------------

    @api.model
    def _get_portal_domain(self, state="all", search=""):
        """Return the domain of the problems that an owner finds in the portal.

        :param state: open, closed or all
        :param search: words to find in number, title or place
        """
        domain = Domain("is_problem", "=", True)
        domain &= Domain("is_portal_visible", "=", True)
        if state == "open":
            domain &= Domain("rectification_state", "!=", "closed")
        elif state == "closed":
            domain &= Domain("rectification_state", "=", "closed")
        if search:
            names = ("number", "name", "place_id.complete_name", "problem_type_id.name")
            domain &= Domain.OR(Domain(name, "ilike", search) for name in names)
        return domain

    @api.model
    def _get_portal_step_labels(self):
        return {
            "received": self.env._("We have received it"),
            "looking": self.env._("We are looking into it"),
            "working": self.env._("Work is planned or under way"),
            "checking": self.env._("Work is done, being checked"),
            "observing": self.env._("Fixed and under observation"),
            "closed": self.env._("Closed"),
        }

    @api.model
    def _get_portal_outcome_labels(self):
        return {
            "effective": self.env._("Closed: fixed"),
            "made_safe": self.env._("Closed: made safe"),
            "no_fault_found": self.env._("Closed: we found no fault"),
            "not_ours": self.env._("Closed: not in our care"),
            "duplicate": self.env._("Closed: reported before, followed up there"),
            "no_access": self.env._("Closed: we could not get in"),
            "no_longer_required": self.env._("Closed: no longer needed"),
            "declined": self.env._("Closed: not taken up"),
            "unverified": self.env._("Closed: result not checked"),
        }

    def _get_portal_label(self):
        """Return the state of this problem in the words of its owner."""
        self.ensure_one()
        if self.rectification_state == "closed":
            outcomes = self._get_portal_outcome_labels()
            return outcomes.get(self.rectification_outcome, outcomes["unverified"])
        return self._get_portal_step_labels()[self._get_portal_step()]

    def _get_portal_step(self):
        self.ensure_one()
        return _STEP_OF_STATE.get(self.rectification_state, "received")

    def _get_portal_progress(self):
        """Return the steps of this problem for a progress line.

        A problem that was closed without being worked on to the end has only its
        ends and what has a date between them: the rest may not have happened.

        :return: list of dicts with ``label``, ``state`` (done, current or todo)
            and ``date`` (datetime or False)
        """
        self.ensure_one()
        closed = self.rectification_state == "closed"
        dates = self._get_portal_dates()
        steps = [step for step, _states in _PORTAL_STEPS]
        if closed and self.rectification_outcome != "effective":
            steps = [step for step in steps if step in _END_STEPS or dates.get(step)]
        position = steps.index(self._get_portal_step())
        labels = self._get_portal_step_labels() | {"closed": self._get_portal_closing()}
        return [
            {
                "label": labels[step],
                "state": self._get_step_state(index, position, closed),
                "date": index <= position and dates.get(step),
            }
            for index, step in enumerate(steps)
        ]

    def _get_portal_dates(self):
        return {
            "received": self.reported_at,
            "looking": self.acknowledged_at,
            "closed": self.closed_date,
        }

    def _get_portal_closing(self):
        closed = self.rectification_state == "closed"
        return self._get_portal_label() if closed else self.env._("Closed")

    @staticmethod
    def _get_step_state(index, position, closed):
        if index < position or closed:
            return "done"
        return "current" if index == position else "todo"

    def _get_portal_closing_stages(self):
        """Return the stages that an owner may close this ticket with.

        Problems have none: their state follows the facts.
        """
        self.ensure_one()
        if self.is_problem or self.closed:
            return self.env["helpdesk.ticket.stage"]
        team = self.team_id.with_company(self.company_id)
        return team._get_applicable_stages().filtered("close_from_portal")
