# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class RectificationActivityMixin(models.AbstractModel):
    """Activities that the process itself puts on people's screens."""

    _name = "rectification.activity.mixin"
    _description = "Activities of the Rectification Process"

    def _schedule_rectification_activities(self, xmlid, users, summary, notes=None):
        """Schedule an activity for today, once for each person and record.

        No mail goes out for it: whoever must be told at once gets a message.

        :param xmlid: name of one of our activity types
        :param users: dict record -> users
        :param notes: dict record -> text
        """
        known = {
            (activity.res_id, activity.user_id)
            for activity in self._get_rectification_activities(xmlid)
        }
        self._create_activities(
            f"property_rectification.{xmlid}",
            [
                {
                    "res_id": record.id,
                    "summary": summary,
                    "note": (notes or {}).get(record),
                    "user_id": user.id,
                    "date_deadline": fields.Date.context_today(self),
                }
                for record in self
                for user in users[record]
                if (record.id, user) not in known
            ],
        )

    @api.model
    def _create_activities(self, xmlid, vals_list, notify=False):
        """Create activities of one type on records of this model, in one batch.

        :param xmlid: full name of an activity type
        :param vals_list: of each activity the record, the user, the words and the day
        :param notify: also send each user a message; else their list of activities
            tells them
        """
        activity_type = self.env.ref(xmlid)
        model_id = self.env["ir.model"]._get_id(self._name)
        activities = self.env["mail.activity"].sudo()
        if not notify:
            activities = activities.with_context(mail_activity_quick_update=True)
        return activities.create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "automated": True,
                    "res_model_id": model_id,
                    **vals,
                }
                for vals in vals_list
            ]
        )

    def _remove_rectification_activities(self, xmlid):
        self._get_rectification_activities(xmlid).unlink()

    def _get_rectification_activities(self, xmlid):
        """Return the open activities of one of our types on these records."""
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
