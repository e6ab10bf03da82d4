# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class PropertyOccupancy(models.Model):
    """Who owns or rents a place, from when to when.

    What an owner may see in the portal follows from this record and its dates,
    never from the contact's company: neighbours often share one.
    """

    _name = "property.occupancy"
    _description = "Owner or Tenant of a Place"
    _inherit = ["rectification.guard.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    place_id = fields.Many2one(
        comodel_name="property.place",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="place_id.company_id", store=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    role = fields.Selection(
        selection=[
            ("owner", "Owner"),
            ("co_owner", "Co-owner"),
            ("tenant", "Tenant"),
            ("representative", "Representative"),
        ],
        required=True,
        default="owner",
    )
    date_from = fields.Date(required=True, default=fields.Date.context_today)
    date_to = fields.Date(help="Last day; empty while the person stays.")
    is_current = fields.Boolean(
        compute="_compute_is_current",
        search="_search_is_current",
    )

    _date_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "An occupancy cannot end before it begins.",
    )

    @api.depends("date_from", "date_to")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for occupancy in self:
            started = occupancy.date_from and occupancy.date_from <= today
            ended = occupancy.date_to and occupancy.date_to < today
            occupancy.is_current = bool(started and not ended)

    @api.model
    def _search_is_current(self, operator, value):
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        today = fields.Date.context_today(self)
        started = Domain("date_from", "<=", today)
        return started & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )

    @api.depends("partner_id", "place_id", "role")
    def _compute_display_name(self):
        for occupancy in self:
            occupancy.display_name = (
                f"{occupancy.partner_id.name} - {occupancy.place_id.display_name}"
            )

    @api.constrains("place_id", "partner_id", "role", "date_from", "date_to")
    def _check_overlap(self):
        """The same person cannot have the same role twice at the same time."""
        others = self.search(
            [
                ("place_id", "in", self.place_id.ids),
                ("partner_id", "in", self.partner_id.ids),
            ]
        )
        for occupancy in self:
            if any(occupancy._overlaps(other) for other in others - occupancy):
                raise ValidationError(
                    self.env._(
                        "%(person)s is already recorded with this role at %(place)s "
                        "for some of these days.",
                        person=occupancy.partner_id.name,
                        place=occupancy.place_id.display_name,
                    )
                )

    def _overlaps(self, other):
        same = all(
            self[name] == other[name] for name in ("place_id", "partner_id", "role")
        )
        begins = max(self.date_from, other.date_from)
        ends = [day for day in (self.date_to, other.date_to) if day]
        return same and (not ends or begins <= min(ends))

    @api.model
    def _get_current_places(self):
        """Return the places that the user owns or rents today."""
        domain = [
            ("partner_id", "=", self.env.user.partner_id.id),
            ("is_current", "=", True),
        ]
        return self.search_fetch(domain, ["place_id"]).place_id
