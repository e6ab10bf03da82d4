# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Let those be told of slips who would have been, when they would have been."""

from odoo import fields

from odoo.addons.property_rectification.tools.working_times import WorkingTimes

from .backdating import DateBack


def tell_of_slips(env, deadlines):
    """Climb the ladder of each deadline up to now; the log shows when it was."""
    now, times = fields.Datetime.now(), WorkingTimes()
    date_back = DateBack(env, ["mail.message"])
    for deadline in deadlines.filtered("next_rung_at").sorted("next_rung_at"):
        if deadline.next_rung_at > now:
            continue
        deadline._escalate()
        date_back(env, _date_rungs(deadline, times))


def _date_rungs(deadline, times):
    """Date the rungs of a deadline; return when the last one was reached."""
    log = deadline.env["rectification.escalation"]
    rungs = log.search([("deadline_id", "=", deadline.id)])
    for rung in rungs:
        rung.fired_at = deadline._get_moment(rung.percent, times) or rung.fired_at
    return max(rungs.mapped("fired_at"))
