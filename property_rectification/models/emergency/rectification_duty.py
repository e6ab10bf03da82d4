# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, time, timedelta, timezone

import pytz

from odoo import api, fields, models

from ...rules import on_call
from ...tools.working_times import open_hours

# A roster is looked through for holes this far ahead.
_DAYS_AHEAD = 7


class RectificationDuty(models.Model):
    """One line of the on-call roster of a place: who is called, and when.

    In an emergency the people of the nearest place are called in their order, then
    those of the places around it.
    """

    _name = "rectification.duty"
    _description = "On-call Duty"
    _inherit = ["rectification.guard.mixin"]
    _order = "place_id, sequence, id"
    _check_company_auto = True

    place_id = fields.Many2one(
        comodel_name="property.place",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(related="place_id.company_id", store=True, index=True)
    sequence = fields.Integer(
        string="Order",
        default=10,
        help="Who is called first, second, third.",
    )
    active = fields.Boolean(default=True)
    # Who
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        help="Somebody without a login is reached through the manager who has one.",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contractor",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Is Told",
        compute="_compute_user_id",
        compute_sudo=True,
        help="Whose screen the call appears on. A contractor gets an e-mail, and who "
        "answers for the place phones.",
    )
    phone = fields.Char(compute="_compute_phone", compute_sudo=True)
    # When
    when = fields.Selection(
        selection=[
            ("always", "Day and night"),
            ("inside", "During working hours"),
            ("outside", "Outside working hours"),
        ],
        required=True,
        default="always",
        help="Public holidays are outside working hours.",
    )
    calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Hours",
        ondelete="restrict",
        check_company=True,
        help="Empty: the working hours of the company.",
    )
    date_from = fields.Date(string="From", help="First day, for a week on call.")
    date_to = fields.Date(string="To", help="Last day; empty: until further notice.")
    minutes = fields.Integer(
        string="Minutes to Answer",
        required=True,
        default=lambda self: self.env.company.rectification_call_minutes,
        aggregator=None,
        help="Then the next one is called.",
    )
    is_on_duty = fields.Boolean(string="On Duty Now", compute="_compute_is_on_duty")
    warning = fields.Char(compute="_compute_warning", compute_sudo=True)
    place_duty_warning = fields.Text(related="place_id.duty_warning")

    _one_person = models.Constraint(
        "CHECK ((employee_id IS NULL) <> (partner_id IS NULL))",
        "Name either an employee or a contractor.",
    )
    _minutes_range = models.Constraint(
        "CHECK (minutes BETWEEN 1 AND 1440)",
        "Leave people between one minute and one day to answer.",
    )
    _date_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A duty cannot end before it begins.",
    )

    @api.depends("employee_id.user_id", "employee_id.parent_id", "partner_id.user_ids")
    def _compute_user_id(self):
        for duty in self:
            own = duty.partner_id.user_ids.filtered(lambda user: not user.share)
            duty.user_id = duty.employee_id._rectification_user() or own[:1]

    @api.depends(
        "employee_id.mobile_phone", "employee_id.work_phone", "partner_id.phone"
    )
    def _compute_phone(self):
        for duty in self:
            employee = duty.employee_id
            phones = employee.mobile_phone, employee.work_phone, duty.partner_id.phone
            duty.phone = next(filter(None, phones), False)

    @api.depends("when", "calendar_id", "date_from", "date_to")
    def _compute_is_on_duty(self):
        on_duty = self._filter_on_duty(fields.Datetime.now())
        for duty in self:
            duty.is_on_duty = duty in on_duty

    @api.depends("employee_id", "partner_id", "phone", "user_id")
    def _compute_warning(self):
        for duty in self:
            duty.warning = " ".join(duty._get_warnings()) or False

    @api.depends("employee_id", "partner_id", "place_id")
    def _compute_display_name(self):
        for duty in self:
            duty.display_name = duty._get_person().display_name

    def _get_person(self):
        """Return the employee or the contractor of this line."""
        return self.employee_id or self.partner_id

    def _get_warnings(self):
        """Return what stands in the way of reaching this person, in sentences."""
        warnings = []
        if not self.employee_id and not self.partner_id:
            return warnings
        if not self.phone:
            warnings.append(self.env._("No phone number."))
        if self.employee_id and not self.user_id:
            warnings.append(self.env._("No login, and no manager who has one."))
        elif self.user_id and not self.user_id.has_group(
            "property_rectification.group_rectification_staff"
        ):
            warnings.append(
                self.env._(
                    "%(user)s may not open problems: give the role Staff.",
                    user=self.user_id.name,
                )
            )
        return warnings

    # ------------------------------------------------------------------
    # Times
    # ------------------------------------------------------------------

    def _filter_on_duty(self, moment):
        """Return those of these lines that are on duty at a moment."""
        times = self._get_times(moment, moment + timedelta(minutes=1))
        return self.filtered(
            lambda duty: any(begin <= moment < end for begin, end in times[duty])
        )

    def _get_times(self, begin, end):
        """Return when each of these lines is on duty between two moments.

        A calendar is asked once, however many lines use it.

        :return: dict duty -> list of (begin, end), naive in UTC
        """
        calendars = {duty: duty._get_calendar() for duty in self}
        hours = {
            calendar: open_hours(calendar, begin, end)
            for calendar in set(calendars.values())
        }
        return {
            duty: duty._clip_times(hours[calendars[duty]], begin, end) for duty in self
        }

    def _get_calendar(self):
        """Return the working hours that count; none for who is on duty always."""
        if self.when == "always":
            return self.env["resource.calendar"]
        return self.calendar_id or self.company_id.sudo().resource_calendar_id

    def _clip_times(self, working, begin, end):
        times = {
            "inside": working,
            "outside": on_call.gaps(working, begin, end),
        }.get(self.when, [(begin, end)])
        first = self.date_from and self._get_midnight(self.date_from)
        last = self.date_to and self._get_midnight(self.date_to + timedelta(days=1))
        return on_call.clip(times, first or None, last or None)

    def _get_midnight(self, day):
        """Return the beginning of a day where the place is, naive in UTC."""
        calendar = self.calendar_id or self.company_id.sudo().resource_calendar_id
        zone = pytz.timezone(calendar.tz or "UTC")
        midnight = zone.localize(datetime.combine(day, time()))
        return midnight.astimezone(timezone.utc).replace(tzinfo=None)

    @api.model
    def _get_holes(self, duties):
        """Return when none of some lines is on duty in the coming days.

        :return: list of (begin, end), naive in UTC
        """
        begin = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
        end = begin + timedelta(days=_DAYS_AHEAD)
        times = duties._get_times(begin, end)
        covered = [interval for intervals in times.values() for interval in intervals]
        return on_call.gaps(covered, begin, end)

    # ------------------------------------------------------------------
    # Roster
    # ------------------------------------------------------------------

    @api.model
    def _get_rosters(self, places):
        """Return all lines that count for each place, the nearest place first.

        :return: dict place id -> duties in the order in which they are called
        """
        domain = [("place_id", "in", list(places._ancestor_ids()))]
        by_place = self.sudo().search(domain).grouped("place_id")
        return {
            place.id: self.sudo().union(
                *(
                    by_place.get(around, self.sudo())
                    for around in place._get_places_around()
                )
            )
            for place in places
        }
