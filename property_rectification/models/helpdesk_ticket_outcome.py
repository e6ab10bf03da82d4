# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError

from .helpdesk_ticket_lifecycle import OUTCOMES


class HelpdeskTicket(models.Model):
    """Closing a problem without a proven effect, and opening it again."""

    # What we add to the ticket is told in one file a subject.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def close_with_outcome(self, outcome, reason):
        """Close problems without a proven effect.

        :param outcome: one of ``declared_outcome``
        :param reason: why, in words; the chatter keeps it
        :raise UserError: without a reason, or when closed already
        :raise AccessError: when the user is not a quality manager
        """
        self._check_quality_manager()
        for problem in self:
            problem._check_is_problem()
            problem._check_open()
        if outcome not in dict(OUTCOMES[1:]):
            raise UserError(self.env._("Choose one of the outcomes offered."))
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the problem is closed."))
        self._record({"declared_outcome": outcome, "outcome_reason": reason})
        return self._log_reason(reason)

    def reopen(self, reason):
        """Open problems again that were closed with a declared outcome.

        :param reason: why, in words; the chatter keeps it
        """
        self._check_quality_manager()
        if not all(self.mapped("declared_outcome")):
            raise UserError(
                self.env._(
                    "Only a problem that was closed with an outcome can be reopened."
                )
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the problem is opened again."))
        self._record({"declared_outcome": False, "outcome_reason": False})
        return self._log_reason(reason)

    def _check_quality_manager(self):
        self.check_access("write")
        group = "property_rectification.group_rectification_manager"
        if not self.env.su and not self.env.user.has_group(group):
            raise UserError(self.env._("Only a quality manager may do this."))
