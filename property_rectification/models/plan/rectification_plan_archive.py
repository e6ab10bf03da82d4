# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain


class RectificationPlan(models.Model):
    """A plan that somebody decided about stays on record."""

    _inherit = "rectification.plan"

    def _prepare_deletion(self):
        self._release_problems()
        self.action_ids.unlink()
        return super()._prepare_deletion()

    def _filter_on_record(self):
        """Return all but first drafts that nobody ever decided about."""
        drafts = self.filtered(lambda p: p.state == "draft" and p.version == 1)
        return self - drafts + drafts._filter_followed()

    def _filter_followed(self):
        """Return those of these first drafts that something came of.

        Extension point: each room adds those that it knows of.
        """
        return self._filter_decided_once()

    def _filter_decided_once(self):
        """Return those of these plans whose state ever changed: they were sent back."""
        tracked = self.env["mail.tracking.value"].sudo()
        domain = Domain("field_id.name", "=", "state")
        domain &= Domain("mail_message_id.model", "=", self._name)
        domain &= Domain("mail_message_id.res_id", "in", self.ids)
        changes = tracked.search(domain) if self else tracked
        return self & self.browse(changes.mail_message_id.mapped("res_id"))

    def _release_problems(self):
        """Let the problems of drafts that are deleted need a plan again."""
        tickets = self.sudo().with_context(active_test=False).ticket_ids
        words = {
            ticket.id: self.env._(
                "The draft of the plan “%(plan)s” was deleted.",
                plan=ticket.plan_id.name,
            )
            for ticket in tickets
        }
        if tickets:
            tickets._record({"plan_id": False})
            tickets._message_log_batch(bodies=words)

    def _log_archived(self, is_active):
        """Tell it where the problems are followed that are left, too."""
        res = super()._log_archived(is_active)
        tickets = self.sudo().ticket_ids
        words = {
            ticket.id: (
                self.env._(
                    "Its plan “%(plan)s” was restored.", plan=ticket.plan_id.name
                )
                if is_active
                else self.env._(
                    "Its plan “%(plan)s” was archived: nobody works on it.",
                    plan=ticket.plan_id.name,
                )
            )
            for ticket in tickets
        }
        tickets._message_log_batch(bodies=words)
        return res

    def _get_suspended_records(self):
        return super()._get_suspended_records() | {
            "rectification.action": self.action_ids.ids,
        }

    # ------------------------------------------------------------------
    # Nobody decides about a plan that is put away
    # ------------------------------------------------------------------

    def _check_not_archived(self):
        archived = self.filtered(lambda plan: not plan.active)
        if archived:
            raise UserError(
                self.env._(
                    "“%(plan)s” is archived: restore it first.",
                    plan=archived[0].display_name,
                )
            )
