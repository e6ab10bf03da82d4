# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError

from ...tools.texts import has_text


class HelpdeskTicket(models.Model):
    """The clocks of a problem stand still while it waits for something."""

    _inherit = "helpdesk.ticket"

    def action_pause(self):
        """Ask what the clocks of this problem are to wait for."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.rectification_pause_action"
        )
        return {**action, "context": {"default_ticket_id": self.id}}

    def action_resume(self):
        """Let the clocks run again."""
        return self.resume()

    def pause(self, reason, note):
        """Let the clocks of this problem stand still, where the policy allows it.

        :param reason: ``rectification.pause.reason``, or its id
        :param note: what is waited for, in words
        :raise UserError: when no running clock may wait for that, or without a note
        """
        self.ensure_one()
        self.check_access("write")
        if isinstance(reason, int):
            reason = self.env["rectification.pause.reason"].browse(reason).exists()
        if not reason or not has_text(note):
            raise UserError(self.env._("Say what the problem waits for."))
        clocks = self._get_clocks_that_wait_for(reason)
        clocks.sudo()._pause(reason, note)
        names = ", ".join(clocks.mapped("display_name"))
        return self._log_reason(
            self.env._(
                "Paused (%(clocks)s), waits for %(reason)s: %(note)s",
                clocks=names,
                reason=reason.name,
                note=note,
            )
        )

    def _get_clocks_that_wait_for(self, reason):
        states = self.deadline_ids.grouped("state")
        if "running" not in states:
            raise UserError(
                self.env._("%(problem)s is paused already.", problem=self.display_name)
                if "paused" in states
                else self.env._("No clock is running.")
            )
        clocks = states["running"].filtered(
            lambda d: reason in d.policy_clock_id.sudo().pause_reason_ids
        )
        if not clocks:
            raise UserError(
                self.env._(
                    "No clock that is running may wait for “%(reason)s”.",
                    reason=reason.name,
                )
            )
        return clocks

    def resume(self, note=None):
        """Let the clocks of this problem run again; what was used of them is kept.

        :param note: why, in words; optional
        :raise UserError: when nothing is paused
        """
        self.ensure_one()
        self.check_access("write")
        paused = self.deadline_ids.filtered(lambda d: d.state == "paused")
        if not paused:
            raise UserError(
                self.env._("%(problem)s is not paused.", problem=self.display_name)
            )
        paused.sudo()._resume()
        names = ", ".join(paused.mapped("display_name"))
        text = self.env._("The clocks run again: %(clocks)s", clocks=names)
        return self._log_reason(": ".join(filter(None, (text, note))))
