# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ...rules import clock


class HelpdeskTicket(models.Model):
    """Who has seen a problem and answers for it, since when."""

    _inherit = "helpdesk.ticket"

    def action_acknowledge(self, at=None):
        """Record that somebody has seen these problems and answers for them.

        :param at: naive UTC datetime; now when it is left out
        :raise UserError: when a problem is acknowledged or closed already, or at an
            impossible time
        """
        self._check_may_acknowledge()
        for problem in self:
            problem._check_is_problem()
            problem._check_not_acknowledged()
            problem._check_open()
        moments = {problem: problem._validate_moment(at) for problem in self}
        for moment, problems in self.grouped(moments.get).items():
            # The check above says who may; the rules of writing are for the log.
            problems.sudo()._record(
                {"acknowledged_at": moment, "acknowledged_by_id": self.env.uid}
            )
        return True

    def _check_may_acknowledge(self):
        """Who coordinates may answer for a problem, and who is responsible for it."""
        self.check_access("read")
        others = self - self._filtered_access("write")
        if any(problem.user_id != self.env.user for problem in others):
            others.check_access("write")

    def _check_not_acknowledged(self):
        if self.acknowledged_at:
            raise UserError(
                self.env._(
                    "%(problem)s was acknowledged by %(user)s already.",
                    problem=self.display_name,
                    user=self.acknowledged_by_id.name,
                )
            )

    def _validate_moment(self, at):
        """Return a time at which something can have been done about this problem."""
        now = fields.Datetime.now()
        try:
            at = fields.Datetime.to_datetime(at) or now
            return clock.validate_moment(at, self.reported_at or at, now)
        except clock.ClockError as error:
            raise UserError(
                self.env._("What is recorded lies in the future: check the time.")
                if error.code == "future"
                else self.env._(
                    "%(problem)s was not reported before that time: check it.",
                    problem=self.display_name,
                )
            ) from error
        except ValueError as error:
            raise UserError(self.env._("“%(time)s” is no time.", time=at)) from error
