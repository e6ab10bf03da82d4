# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class RectificationPlan(models.Model):
    """How a plan goes on once it is in force: the work, and the next version."""

    _inherit = "rectification.plan"

    def _begin_work(self):
        """Let the work on plans begin that came into force.

        Extension point: each room lets begin what it looks after.
        """
        return self.action_ids._schedule_activities()

    def _after_work(self):
        """Go on after an action of these plans was done or cancelled.

        Extension point: each room goes on with what it looks after.
        """
        return True

    def _is_verified(self):
        """Tell whether a result was verified: what was done for it stays as it was.

        Extension point for the room that verifies.
        """
        return False

    def _get_open_actions(self):
        return self.action_ids._filter_open()

    def _get_work_end(self):
        """Return the day by which all actions are to be done."""
        deadlines = self.action_ids.filtered("deadline").mapped("deadline")
        return max(deadlines, default=fields.Date.context_today(self))

    def _open_next_version(self, reason):
        """Replace a plan that did not work; return its next version.

        The causes and the goal come along, as what was known; the actions do not.

        :param reason: why the plan did not work
        """
        self.ensure_one()
        # What is archived meanwhile comes along, for when it is restored.
        tickets = self.with_context(active_test=False).ticket_ids
        self._record({"state": "ineffective"})
        version = self._recording().create(self._prepare_next_version_vals(reason))
        self.why_ids._copy_to(version)
        tickets._record({"plan_id": version.id})
        body = self.env._(
            "%(plan)s did not work: %(reason)s", plan=self.display_name, reason=reason
        )
        tickets._message_log_batch(bodies={ticket.id: body for ticket in tickets})
        version._tell_of_new_version(body)
        return version

    def _tell_of_new_version(self, body):
        """Tell whom it concerns that they have to plan again."""
        people = self.author_id | self.responsible_id.sudo().user_id
        people |= self.ticket_ids.user_id | self.place_id.manager_user_id
        others = people.filtered("active") - self.env.user
        if others:
            self.message_notify(
                partner_ids=others.partner_id.ids,
                subject=self.display_name,
                body=body,
                force_send=False,
            )

    def _prepare_next_version_vals(self, reason):
        return {
            **self.copy_data()[0],
            "name": self.name,
            "previous_id": self.id,
            "root_id": (self.root_id or self).id,
            "version": self.version + 1,
            "version_reason": reason,
            "author_id": self.author_id.id,
        }
