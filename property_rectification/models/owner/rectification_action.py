# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime, plaintext2html

from ...rules.actions import OPEN_STATES


class RectificationAction(models.Model):
    """A notice to owners, from the action that asks for it."""

    _inherit = "rectification.action"

    notice_ids = fields.One2many(
        comodel_name="rectification.notice",
        inverse_name="action_id",
        string="Messages to Residents",
        copy=False,
    )

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_write_notice(self):
        """Write the message that this action asks for, or open it again.

        :raise UserError: when the action is of another kind, finished, not the user's,
            or has no place
        :raise AccessError: when the user may not write to residents
        """
        self.ensure_one()
        notices = self.env["rectification.notice"]
        notices.check_access("create")
        notice = self.notice_ids[:1]
        if not notice:
            self._check_may_write_notice()
            notice = notices._recording().create(self._prepare_notice_vals())
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.rectification_notice_action"
        )
        form = self.env.ref("property_rectification.rectification_notice_view_form")
        return {
            **action,
            "views": [(form.id, "form")],
            "view_mode": "form",
            "res_id": notice.id,
        }

    def _check_may_write_notice(self):
        if self.kind != "notice":
            raise UserError(
                self.env._("“%(action)s” is no notice to owners.", action=self.name)
            )
        self._check_may_work(*OPEN_STATES)
        if not self._get_notice_place():
            raise UserError(
                self.env._("Say on the plan at which place it is: who lives there?")
            )

    def _get_notice_place(self):
        """Return the place, or the nearest around it where somebody lives."""
        place = self.place_id or self.plan_id.sudo().ticket_ids.place_id[:1]
        around = place.sudo().browse(place.sudo()._ancestor_ids())
        residents = around._get_residents()
        nearest = place.sudo()
        while nearest and not residents.get(nearest):
            nearest = nearest.parent_id
        return nearest.with_env(self.env) or place

    def _prepare_notice_vals(self):
        """Return the values of the message; the problem itself is not mentioned."""
        return {
            "action_id": self.id,
            "place_id": self._get_notice_place().id,
            "subject": self.name,
            "body": plaintext2html(self.description or self.name),
        }

    def _finish_by_notice(self, notice):
        """Record open actions as done, because their message was sent."""
        finished = self._filter_open().filtered(
            lambda action: action.plan_state == "approved"
        )
        for action in finished.filtered(lambda a: not a.evidence):
            action.evidence = self.env._(
                "Message “%(subject)s” sent to %(count)s residents of %(place)s on "
                "%(date)s.",
                subject=notice.subject,
                count=notice.sent_count,
                place=notice.place_id.display_name,
                date=format_datetime(self.env, notice.sent_at),
            )
        if finished:
            finished._record_done()
