# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from .working_times import WorkingTimes


class RectificationDeadline(models.Model):
    """What a deadline would be under another policy, without recording it."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.deadline"

    @api.model
    def _preview(self, problem, policy):
        """Return the deadlines that a policy would give a problem, as new records.

        They hang on a copy of the problem in memory, so that nothing of the real one
        is touched.  What is used of its running terms counts, as it would.
        """
        known = {deadline.clock: deadline for deadline in problem.deadline_ids}
        draft = problem.new(origin=problem)
        previews, times = self.browse(), WorkingTimes()
        for policy_clock in policy.clock_ids:
            deadline = known.get(policy_clock.clock, self.browse())
            vals = self._prepare_term_vals(policy_clock)
            if deadline.state in ("running", "paused"):
                vals |= deadline._prepare_changed_watch(policy_clock, times)
            previews |= self.new(
                {"ticket_id": draft, "clock": policy_clock.clock, **vals},
                origin=deadline or None,
            )
        # Not what the real deadlines have, but what these would have.
        previews._compute_again()
        return previews
