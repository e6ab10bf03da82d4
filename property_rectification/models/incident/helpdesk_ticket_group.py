# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import LockError, UserError
from odoo.fields import Domain

from ...rules import incident

# Reports of one cause come in within this time.
_RELATED_HOURS = 48


class HelpdeskTicket(models.Model):
    """Which problems may form a group, and why others may not."""

    _inherit = "helpdesk.ticket"

    def _get_group(self):
        """Return these problems and all that are part of them."""
        return super()._get_group() | self.sudo().led_ids.sudo(self.env.su)

    def _get_member(self):
        """Return this problem as ``incident.Member``."""
        self.ensure_one()
        shared = self.leading_id.plan_id
        return incident.Member(
            key=self.id,
            company=self.company_id.id,
            severity=self.severity or None,
            is_problem=bool(self.is_problem),
            is_open=self.rectification_state != "closed",
            is_led=bool(self.leading_id),
            leads=bool(self.led_ids),
            has_plan=bool(self.plan_id - shared),
        )

    def _lock_group(self, leading):
        """Two people must not link the same problems to each other at once."""
        try:
            (self | leading).sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody is changing these problems now: try again.")
            ) from error
        (self | leading).invalidate_recordset(["leading_id", "led_ids"])

    def _check_linkable(self, leading):
        """Refuse to link, with one line for each problem that cannot be linked."""
        lead = leading.sudo()._get_member()
        lines = []
        for ticket in self:
            code = incident.obstacle(ticket.sudo()._get_member(), lead)
            if code:
                lines.append(ticket._get_obstacle_labels(leading)[code])
        if lines:
            raise UserError("\n".join(dict.fromkeys(lines)))

    def _get_obstacle_labels(self, leading):
        """Return why a problem cannot be part of another, by code of the rule."""
        self.ensure_one()
        names = {"problem": self.display_name, "leading": leading.display_name}
        return {
            "itself": self.env._("%(problem)s cannot be part of itself.", **names),
            "not_a_problem": self.env._(
                "%(problem)s and %(leading)s have to be problems: a team without "
                "rectification has none.",
                **names,
            ),
            "other_company": self.env._(
                "%(problem)s and %(leading)s belong to different companies.", **names
            ),
            "leading_is_led": self.env._(
                "%(leading)s is part of another problem itself: link to that one.",
                **names,
            ),
            "leads": self.env._(
                "Other problems are part of %(problem)s: it can only lead.", **names
            ),
            "more_severe": self.env._(
                "%(problem)s is more severe than %(leading)s: raise the severity of "
                "%(leading)s first, or let the more severe one lead.",
                **names,
            ),
            "is_led": self.env._(
                "%(problem)s is part of another problem already: take it out first.",
                **names,
            ),
            "leading_closed": self.env._("%(leading)s is closed.", **names),
            "closed": self.env._("%(problem)s is closed.", **names),
            "has_plan": self.env._(
                "%(problem)s has a plan of its own: let it lead.", **names
            ),
        }

    def _log_linked(self, leading):
        words = self.env._(
            "Part of %(leading)s: answered there.", leading=leading.display_name
        )
        self._log_reason(words)
        numbers = ", ".join(self.mapped("number"))
        return leading._log_reason(
            self.env._("Leads now: %(numbers)s", numbers=numbers)
        )

    def _get_leading_candidates(self):
        """Return open problems that may well have the same cause.

        The same type, at the same estate, reported shortly before; those that lead
        already come first.
        """
        paths = (place.parent_path or "" for place in self.place_id.sudo())
        estate_ids = {int(path.split("/")[0]) for path in paths if path}
        since = fields.Datetime.now() - timedelta(hours=_RELATED_HOURS)
        domain = Domain(
            [
                ("is_problem", "=", True),
                ("leading_id", "=", False),
                ("rectification_state", "!=", "closed"),
                ("problem_type_id", "in", self.problem_type_id.ids),
                ("place_id", "child_of", list(estate_ids)),
                ("company_id", "in", self.company_id.ids),
                ("reported_at", ">=", since),
                ("id", "not in", self.ids),
            ]
        )
        found = self.search(domain, order="severity, reported_at, id", limit=80)
        return found.sorted(lambda ticket: not ticket.led_count)
