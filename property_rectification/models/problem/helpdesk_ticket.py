# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.computed_search import compute_by_search
from .rectification_problem_type import SEVERITIES

# Of a place where the user lives, and the user's own reports elsewhere: one union,
# so that each branch can use its own index.
_VISIBLE_IDS = """(
    SELECT ticket.id
      FROM property_occupancy occupancy
      JOIN helpdesk_ticket ticket
        ON ticket.place_id = occupancy.place_id
     WHERE occupancy.partner_id = %(partner)s
       AND occupancy.date_from <= %(today)s
       AND COALESCE(occupancy.date_to, %(today)s) >= %(today)s
       AND (ticket.rectification_state <> 'closed'
            OR ticket.reported_at >= occupancy.date_from)
     UNION
    SELECT ticket.id
      FROM helpdesk_ticket ticket
     WHERE ticket.partner_id = %(partner)s
       AND NOT EXISTS (
           SELECT 1
             FROM property_occupancy occupancy
            WHERE occupancy.partner_id = %(partner)s
              AND occupancy.place_id = ticket.place_id
       )
)"""


class HelpdeskTicket(models.Model):
    """The problem log.

    A ticket is a problem when its team uses rectification; tickets of other teams
    are left alone.  How a problem moves on is in ``helpdesk_ticket_lifecycle.py``.
    """

    _name = "helpdesk.ticket"
    # The mixins come first: their hooks go round what Helpdesk and the chatter do.
    _inherit = [
        "rectification.archive.mixin",
        "rectification.activity.mixin",
        "helpdesk.ticket",
    ]
    _check_company_auto = True
    is_problem = fields.Boolean(
        related="team_id.use_rectification",
        store=True,
        string="Problem",
        guarded=True,
    )
    # What, where, when
    problem_type_id = fields.Many2one(
        comodel_name="rectification.problem.type",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    problem_kind = fields.Selection(
        related="problem_type_id.kind",
        store=True,
        string="Kind",
    )
    severity = fields.Selection(
        selection=SEVERITIES,
        compute="_compute_severity",
        store=True,
        readonly=False,
        tracking=True,
        help="How much harm it can do and how soon; proposed by the type.",
    )
    place_id = fields.Many2one(
        comodel_name="property.place",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    equipment_id = fields.Many2one(
        comodel_name="maintenance.equipment",
        check_company=True,
        index="btree_not_null",
        domain="[('place_id', 'child_of', place_id)] if place_id else []",
    )
    problem_source = fields.Selection(
        selection=[
            ("round", "Scheduled round"),
            ("inspection", "Specialist inspection"),
            ("owner", "Owner or tenant"),
            ("staff", "Staff"),
            ("other", "Other"),
        ],
        string="Found By",
    )
    occurred_at = fields.Datetime(
        string="Occurred",
        help="When it happened, as far as known.",
    )
    noticed_at = fields.Datetime(
        string="Noticed",
        help="When somebody first saw it.",
    )
    reported_at = fields.Datetime(
        string="Reported",
        default=fields.Datetime.now,
        copy=False,
        help="When we were told: deadlines count from here.",
        tracking=True,
    )
    # Who
    involvement_ids = fields.One2many(
        comodel_name="rectification.involvement",
        inverse_name="ticket_id",
        string="People Involved",
    )
    external_ref = fields.Char(
        string="External Reference",
        copy=False,
        help="Number of this problem in the system that it was imported from.",
    )
    is_imported = fields.Boolean(
        string="Imported",
        copy=False,
        readonly=True,
        guarded=True,
        help="Belongs to a history from another system: nobody is called for it, and "
        "its promises are those of that time.",
    )
    is_portal_visible = fields.Boolean(
        compute="_compute_is_portal_visible",
        search="_search_is_portal_visible",
    )

    _external_ref_unique = models.UniqueIndex(
        "(company_id, external_ref) WHERE external_ref IS NOT NULL",
        "This problem has been imported before: its external reference exists.",
    )
    _open_problems = models.Index(
        "(severity, reported_at DESC, id DESC) "
        "WHERE is_problem IS TRUE AND active IS TRUE"
    )
    _by_state = models.Index(
        "(rectification_state, company_id) WHERE is_problem IS TRUE"
    )
    _default_order = models.Index(
        "(priority DESC, sequence, number DESC, id DESC) WHERE active IS TRUE"
    )

    @api.depends("problem_type_id")
    def _compute_severity(self):
        for ticket in self:
            ticket.severity = ticket.problem_type_id.severity or ticket.severity

    @api.depends_context("uid")
    def _compute_is_portal_visible(self):
        compute_by_search(self, "is_portal_visible")

    @api.model
    def _search_is_portal_visible(self, operator, value):
        """Problems that the user may see in the portal.

        Of a place where the user lives today: those still open, and those reported
        since the user came.  Elsewhere, in common areas: the user's own reports.
        What a former owner reported stays with that owner's time.
        """
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        occupancy = self.env["property.occupancy"]._fields
        visible = SQL(
            _VISIBLE_IDS,
            partner=self.env.user.partner_id.id,
            today=fields.Date.context_today(self),
            to_flush=[
                *map(self._fields.get, ("place_id", "partner_id")),
                *map(self._fields.get, ("rectification_state", "reported_at")),
                *map(occupancy.get, ("place_id", "partner_id")),
                *map(occupancy.get, ("date_from", "date_to")),
            ],
        )
        return Domain("id", "in", visible)

    @api.constrains("occurred_at", "noticed_at", "reported_at")
    def _check_times(self):
        for ticket in self.filtered("is_problem"):
            times = [ticket.occurred_at, ticket.noticed_at, ticket.reported_at]
            known = [time for time in times if time]
            if known != sorted(known):
                raise ValidationError(
                    self.env._(
                        "A problem occurs, is noticed, then reported: check the order "
                        "of these times."
                    )
                )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        if self.env.context.get("rectification_problem") and "team_id" in fields:
            defaults.setdefault("team_id", self._get_problem_team().id)
            # Who logs a problem does not thereby answer for it.
            defaults["user_id"] = self.env.context.get("default_user_id", False)
        return defaults

    def _check_company(self, fnames=None):
        """Check each link to each company once: the tickets of a batch share them."""
        if fnames is None or not {"company_id", "company_ids"}.isdisjoint(fnames):
            fnames = self._fields
        for name in fnames:
            field = self._fields[name]
            if field.relational and field.check_company:
                first = {(t.company_id.id, t.sudo()[name]): t.id for t in self}
                tickets = self.browse(first.values())
                super(HelpdeskTicket, tickets)._check_company([name])
        # Every field has been checked by now.
        return super()._check_company([])

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    # ------------------------------------------------------------------
    # A problem that somebody has answered stays on record
    # ------------------------------------------------------------------

    def _filter_recorded(self):
        return self.filtered(lambda t: t.is_problem or t.acknowledged_at)

    def _filter_on_record(self):
        return self.filtered(
            # Also what was moved since to a team that takes no part.
            lambda ticket: ticket.acknowledged_at
            or (ticket.is_problem and ticket.rectification_state != "new")
        )
