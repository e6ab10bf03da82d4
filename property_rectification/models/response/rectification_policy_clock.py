# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...rules import clock, events

CLOCKS = [
    ("acknowledge", "Acknowledge"),
    ("attend", "Attend"),
    ("make_safe", "Make safe"),
    ("investigate", "Investigate"),
    ("inform", "Inform the owner"),
    ("plan", "Plan"),
    ("start", "Start work"),
    ("rectify", "Rectify"),
    ("verify", "Verify"),
]
EVENTS = [
    ("reported", "Reported"),
    ("acknowledged", "Acknowledged"),
    ("attended", "Attended"),
    ("made_safe", "Made safe"),
    ("investigated", "Investigated"),
    ("owner_informed", "Owner informed"),
    ("planned", "Plan in force"),
    ("started", "Work started"),
    ("rectified", "Rectified"),
    ("verified", "Verified"),
    ("closed", "Closed"),
]
UNITS = [
    ("minutes", "minutes"),
    ("hours", "hours"),
    ("working_hours", "working hours"),
    ("calendar_days", "calendar days"),
    ("working_days", "working days"),
    ("weeks", "weeks"),
]


class RectificationPolicyClock(models.Model):
    """One promise of a policy: what happens within which time."""

    _name = "rectification.policy.clock"
    _description = "Clock of a Response Policy"
    _order = "sequence, id"

    policy_id = fields.Many2one(
        comodel_name="rectification.policy",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    clock = fields.Selection(
        selection=CLOCKS, string="Promise", required=True, default="acknowledge"
    )
    duration = fields.Float(string="Within", required=True, default=1, aggregator=None)
    unit = fields.Selection(selection=UNITS, required=True, default="working_days")
    calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Hours",
        help="Whose hours and days count. Empty: those of the company, where working "
        "hours or days are counted; round the clock for everything else.",
    )
    start_event = fields.Selection(
        selection=EVENTS,
        string="Counts From",
        compute="_compute_events",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    stop_event = fields.Selection(
        selection=EVENTS,
        string="Stops When",
        compute="_compute_events",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    pause_reason_ids = fields.Many2many(
        comodel_name="rectification.pause.reason",
        string="May Wait For",
        help="Reasons for which this clock may stand still. Empty: it never does.",
    )
    legal_reference = fields.Char(help="Section that demands this, as it is cited.")

    _clock_unique = models.Constraint(
        "UNIQUE (policy_id, clock)", "A policy has each clock only once."
    )

    @api.depends("clock")
    def _compute_events(self):
        for record in self:
            start, stop = events.CLOCKS.get(record.clock, (False, False))
            record.start_event, record.stop_event = start, stop

    @api.depends("clock", "duration", "unit")
    def _compute_display_name(self):
        clocks = dict(self._fields["clock"]._description_selection(self.env))
        many = dict(self._fields["unit"]._description_selection(self.env))
        for record in self:
            units = self._get_single_units() if record.duration == 1 else many
            record.display_name = self.env._(
                "%(clock)s within %(number)s %(unit)s",
                clock=clocks.get(record.clock, ""),
                number=f"{record.duration:g}",
                unit=units.get(record.unit, ""),
            )

    @api.model
    def _get_single_units(self):
        return {
            "minutes": self.env._("minute"),
            "hours": self.env._("hour"),
            "working_hours": self.env._("working hour"),
            "calendar_days": self.env._("calendar day"),
            "working_days": self.env._("working day"),
            "weeks": self.env._("week"),
        }

    @api.constrains("duration", "unit")
    def _check_duration(self):
        for record in self:
            try:
                clock.Duration(record.duration, record.unit)
            except clock.ClockError as error:
                raise ValidationError(
                    self.env._(
                        "“%(clock)s”: a term is longer than nothing, at most ten "
                        "years, and a whole number of days or weeks.",
                        clock=record.display_name,
                    )
                ) from error

    @api.constrains("start_event", "stop_event")
    def _check_events(self):
        for record in self:
            if record.start_event == record.stop_event:
                raise ValidationError(
                    self.env._(
                        "“%(clock)s” would stop when it starts.",
                        clock=record.display_name,
                    )
                )

    @api.constrains("calendar_id", "unit")
    def _check_calendar(self):
        for record in self.filtered(lambda r: r.unit in clock.WORKING_UNITS):
            if record.calendar_id and not record.calendar_id.attendance_ids:
                raise ValidationError(
                    self.env._(
                        "“%(calendar)s” has no working hours to count.",
                        calendar=record.calendar_id.name,
                    )
                )
