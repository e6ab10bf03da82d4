# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from odoo import Command, fields

from .common import RectificationCase

# 02:30 in Berlin on New Year's Day, a public holiday.
NIGHT = datetime(2027, 1, 1, 1, 30)


class EmergencyCase(RectificationCase):
    """The estate with working hours, a public holiday and people on call.

    Frozen nights are within the time that everybody has lived and worked there.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Weekdays",
                "tz": "Europe/Berlin",
                "company_id": cls.env.company.id,
                "attendance_ids": [
                    Command.create(
                        {
                            "name": "Day",
                            "dayofweek": str(day),
                            "hour_from": 8,
                            "hour_to": 17,
                            "day_period": "morning",
                        }
                    )
                    for day in range(5)
                ],
                "global_leave_ids": [
                    Command.create(
                        {
                            "name": "New Year",
                            "date_from": "2026-12-31 23:00:00",
                            "date_to": "2027-01-01 22:59:59",
                        }
                    )
                ],
            }
        )
        cls.env.company.rectification_call_minutes = 10
        cls.contractor = cls.env["res.partner"].create(
            {
                "name": "Night Plumbers",
                "phone": "+1 555-0188",
                "email": "night@plumbers.example.com",
            }
        )

    @classmethod
    def _put_on_duty(cls, person, place=None, **vals):
        field = "partner_id" if person._name == "res.partner" else "employee_id"
        values = {"place_id": (place or cls.estate).id, field: person.id, **vals}
        return cls.env["rectification.duty"].create(values)

    @classmethod
    def _emergency(cls, **vals):
        """Log an emergency of now as the coordinator; return it as superuser."""
        now = fields.Datetime.now()
        return cls._create_problem(
            "EQ-LEAK-HEAVY", occurred_at=now - timedelta(minutes=5), **vals
        )

    def _run_cron(self):
        """Let the cron do its work, without committing the test."""
        self.env.flush_all()
        self.env["helpdesk.ticket"].with_context(**self._no_commit())._cron_call_next()

    def _no_commit(self):
        self.patch(type(self.env["ir.cron"]), "_commit_progress", _no_progress)
        return {}

    def _names(self, problem):
        problem.invalidate_recordset(["call_ids"])
        return problem.call_ids.sorted("position").mapped("name")


def _no_progress(cron, processed=0, *, remaining=None, deactivate=False):
    """Stand in for the commit of a cron."""
    return float("inf")
