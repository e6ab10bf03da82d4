# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicket(models.Model):
    """Activities that the process itself puts on people's screens."""

    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def _schedule_rectification_activities(self, xmlid, users, summary, notes=None):
        """Schedule an activity for today, once for each person and problem.

        No mail goes out for it: whoever must be told at once gets a message.

        :param xmlid: name of one of our activity types
        :param users: dict ticket -> users
        :param notes: dict ticket -> text
        """
        activity_type = self.env.ref(f"property_rectification.{xmlid}")
        known = {
            (activity.res_id, activity.user_id)
            for activity in self._get_rectification_activities(xmlid)
        }
        model_id = self.env["ir.model"]._get_id(self._name)
        silent = self.env["mail.activity"].sudo()
        silent.with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "automated": True,
                    "res_model_id": model_id,
                    "res_id": ticket.id,
                    "summary": summary,
                    "note": (notes or {}).get(ticket),
                    "user_id": user.id,
                    "date_deadline": fields.Date.context_today(self),
                }
                for ticket in self
                for user in users[ticket]
                if (ticket.id, user) not in known
            ]
        )

    def _remove_rectification_activities(self, xmlid):
        self._get_rectification_activities(xmlid).unlink()

    def _get_rectification_activities(self, xmlid):
        """Return the open activities of one of our types on these tickets."""
        return (
            self.env["mail.activity"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    (
                        "activity_type_id",
                        "=",
                        self.env.ref(f"property_rectification.{xmlid}").id,
                    ),
                ]
            )
        )
