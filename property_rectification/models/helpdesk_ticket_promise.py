# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import format_date, format_datetime

# What an owner is promised, in the order in which it is told.
_PROMISED_CLOCKS = ("attend", "make_safe", "inform", "rectify")
_TO_THE_MINUTE = ("minutes", "hours", "working_hours")
# Of several promises, which one a list shows.
_MOST_PRESSING = ("late", "due", "paused")


class HelpdeskTicket(models.Model):
    """What was promised to an owner, and whether it is kept, in plain words."""

    # What we add to the ticket is told in one file a subject.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

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
