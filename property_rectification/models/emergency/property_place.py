# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import format_datetime

_HOLES_SHOWN = 3


class PropertyPlace(models.Model):
    """Who is called to a place in an emergency, and what is there to help."""

    _inherit = "property.place"

    duty_ids = fields.One2many(
        comodel_name="rectification.duty",
        inverse_name="place_id",
        string="On-call Roster",
    )
    resource_ids = fields.One2many(
        comodel_name="rectification.resource",
        inverse_name="place_id",
        string="Emergency Resources",
    )
    duty_warning = fields.Text(
        compute="_compute_duty_warning",
        help="When nobody of the roster is on duty in the coming week.",
    )

    @api.depends(
        "duty_ids.when",
        "duty_ids.calendar_id",
        "duty_ids.date_from",
        "duty_ids.date_to",
        "duty_ids.active",
    )
    def _compute_duty_warning(self):
        rosters = self.env["rectification.duty"]._get_rosters(self._origin)
        for place in self:
            # What is being edited counts in place of what was saved.
            around = rosters.get(place._origin.id, place.duty_ids)
            around = around.filtered(lambda duty, p=place: duty.place_id != p._origin)
            place.duty_warning = place._get_duty_warning(place.duty_ids | around)

    def _get_duty_warning(self, duties):
        """Say in words when nobody of some lines is on duty, or return False."""
        if not duties:
            return False
        holes = duties._get_holes(duties)
        if not holes:
            return False
        shown = "\n".join(self._format_hole(*hole) for hole in holes[:_HOLES_SHOWN])
        more = len(holes) - _HOLES_SHOWN
        if more > 0:
            shown += "\n" + self.env._("and %(count)s times more", count=more)
        return shown

    def _format_hole(self, begin, end):
        return self.env._(
            "%(begin)s to %(end)s",
            begin=format_datetime(self.env, begin, dt_format="EEE d MMM HH:mm"),
            end=format_datetime(self.env, end, dt_format="EEE d MMM HH:mm"),
        )
