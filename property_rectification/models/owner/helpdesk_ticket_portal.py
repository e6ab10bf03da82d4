# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

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

# What an owner is promised, in the order in which it is told.
_PROMISED_CLOCKS = ("attend", "make_safe", "inform", "rectify")

_TO_THE_MINUTE = ("minutes", "hours", "working_hours")

# Of several promises, which one a list shows.
_MOST_PRESSING = ("late", "due", "paused")


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

    photo_ids = fields.Many2many(
        comodel_name="ir.attachment",
        relation="helpdesk_ticket_photo_rel",
        string="Photos",
        copy=False,
        help="Photos that came with the report; whoever reported it sees them.",
    )

    # Not index=True on the field: that index would outlive this add-on.
    _by_partner = models.Index("(partner_id) WHERE partner_id IS NOT NULL")

    def _compute_access_url(self):
        res = super()._compute_access_url()
        for problem in self.filtered("is_problem"):
            problem.access_url = f"/my/problems/{problem.id}"
        return res

    @api.model
    def _is_closed_to_portal(self, field):
        # Fields of helpdesk and others are theirs to close: ordinary tickets too
        # are made of them.
        ours = all(name.startswith("property_rectification") for name in field._modules)
        return ours and super()._is_closed_to_portal(field)

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

    # ------------------------------------------------------------------
    # What was promised to an owner, and whether it is kept, in plain words
    # ------------------------------------------------------------------

    def _get_portal_promises(self):
        """Return what the owner of this problem was promised.

        It tells of deadlines, which owners cannot read: callers have checked that the
        reader may see the problem, and call it as superuser.

        :return: list of dicts with ``tone`` (late, due, paused, kept or broken),
            ``text`` and ``at`` (naive UTC datetime or False)
        """
        self.ensure_one()
        deadlines = {deadline.clock: deadline for deadline in self.deadline_ids}
        found = (deadlines.get(clock) for clock in _PROMISED_CLOCKS)
        told = [self._tell_promise(deadline) for deadline in found if deadline]
        return [promise for promise in told if promise]

    def _get_portal_promise(self):
        """Return the promise that matters most now, or None when none is open."""
        self.ensure_one()
        for tone in _MOST_PRESSING:
            promises = [p for p in self._get_portal_promises() if p["tone"] == tone]
            if promises:
                return min(promises, key=lambda p: (not p["at"], p["at"] or 0))
        return None

    def _tell_promise(self, deadline):
        """Return one promise as :meth:`_get_portal_promises` does, or None."""
        tone = self._get_promise_tone(deadline)
        if not tone:
            return None
        at = deadline.met_at if tone == "kept" else deadline.due_at
        details = {
            "promise": self._get_promise_words()[deadline.clock],
            "due": self._format_promised(deadline, deadline.due_at),
            "done": self._format_promised(deadline, deadline.met_at),
            "reason": deadline.pause_reason_id.owner_text
            or self.env._("We are waiting for something that we need for it."),
        }
        return {"tone": tone, "text": self._word_promise(tone, details), "at": at}

    @api.model
    def _get_promise_tone(self, deadline):
        if deadline.state == "running":
            return "late" if deadline.is_late else deadline.due_at and "due"
        if deadline.state == "missed":
            return "late_done" if deadline.met_at else "broken"
        return {"paused": "paused", "met": "kept"}.get(deadline.state)

    @api.model
    def _get_promise_words(self):
        return {
            "attend": self.env._("to come and look"),
            "make_safe": self.env._("to make it safe"),
            "inform": self.env._("to tell you how it goes on"),
            "rectify": self.env._("to put it right"),
        }

    @api.model
    def _word_promise(self, tone, details):
        sentences = {
            "due": self.env._("We promised %(promise)s by %(due)s.", **details),
            "late": self.env._(
                "We promised %(promise)s by %(due)s. It is late, and we are sorry.",
                **details,
            ),
            "paused": self.env._(
                "We promised %(promise)s; the time for it stands still. %(reason)s",
                **details,
            ),
            "kept": self.env._("We promised %(promise)s: done on %(done)s.", **details),
            "late_done": self.env._(
                "We promised %(promise)s by %(due)s: done on %(done)s, later than "
                "promised. We are sorry.",
                **details,
            ),
            "broken": self.env._(
                "We promised %(promise)s by %(due)s, and did not keep it.", **details
            ),
        }
        return sentences[tone]

    def _format_promised(self, deadline, moment):
        """Return a moment as precise as the promise was: to the minute, or the day."""
        if not moment:
            return ""
        zone = self._get_portal_zone()
        if deadline.unit in _TO_THE_MINUTE:
            return format_datetime(self.env, moment, tz=zone, dt_format="medium")
        return format_date(
            self.env,
            format_datetime(
                self.env, moment, tz=zone, dt_format="yyyy-MM-dd", lang_code="en_US"
            ),
        )

    def _get_portal_zone(self):
        """An owner without a time zone reads the time of the property company."""
        zone = self.env.context.get("tz") or self.env.user.tz
        return zone or self.company_id.sudo().resource_calendar_id.tz or "UTC"
