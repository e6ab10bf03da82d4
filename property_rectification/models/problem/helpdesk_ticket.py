# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import hooks
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

    @api.model
    def _before_create(self, vals_list):
        # What is prepared is for this call alone.
        vals_list = [dict(vals) for vals in super()._before_create(vals_list)]
        self._prepare_problems(vals_list)
        return vals_list

    @api.model
    def _creating(self, vals_list):
        """The chatter logs each ticket by itself: of several we do so together."""
        creating = super()._creating(vals_list)
        if len(vals_list) == 1 or not self._are_problems(vals_list):
            return creating
        return creating.with_context(mail_create_nolog=True)

    @api.model
    def _are_problems(self, vals_list):
        """Tell whether all of these values, with their teams, become problems."""
        teams = self.env["helpdesk.ticket.team"].sudo()
        ids = {vals.get("team_id") for vals in vals_list}
        return all(ids) and all(teams.browse(ids).mapped("use_rectification"))

    @hooks.after_create
    def _log_creations(self):
        """Log new tickets as the chatter does, those together that nobody follows."""
        if len(self) == 1 or self.env.context.get("mail_create_nolog"):
            return
        if not all(self.mapped("is_problem")):
            return
        subtype, author = self._creation_subtype(), self.env.user.partner_id
        body = Markup('<div summary="o_mail_notification"><p>%s</p></div>')
        bodies = {ticket.id: body % ticket._creation_message() for ticket in self}
        followed = self._filter_followed(subtype, author)
        for ticket in followed:
            ticket.sudo().message_post(
                subtype_id=subtype.id, author_id=author.id, body=bodies[ticket.id]
            )
        messages = (self - followed)._message_log_batch(bodies, author_id=author.id)
        for company, group in messages.grouped(self._get_company_of).items():
            group.write(
                {
                    "subtype_id": subtype.id,
                    "is_internal": subtype.internal,
                    "record_company_id": company.id,
                }
            )

    def _filter_followed(self, subtype, author):
        """Return those of these tickets whose news of a kind somebody else gets."""
        followers = self.env["mail.followers"].sudo()
        found = followers.search_fetch(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("subtype_ids", "in", subtype.ids),
                ("partner_id", "!=", author.id),
            ],
            ["res_id"],
        )
        return self & self.browse(found.mapped("res_id"))

    @api.model
    def _get_company_of(self, message):
        return self.browse(message.res_id).company_id

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

    @api.model
    def _prepare_problems(self, vals_list):
        """Give number, first stage and person responsible to the whole batch.

        ``helpdesk_mgmt`` looks number and stage up again for each ticket.
        """
        problems = self._get_problem_vals(vals_list)
        unnumbered = [v for v in problems if v.get("number", "/") == "/"]
        for company_id, batch in self._vals_by_company(unnumbered).items():
            sequence = self.env["ir.sequence"].with_company(company_id)
            numbers = sequence._next_batch_by_code(
                "helpdesk.ticket.sequence", len(batch)
            )
            for vals, number in zip(batch, numbers, strict=True):
                vals["number"] = number or "/"
        stages = self._get_problem_stages(v["team_id"] for v in problems)
        managers = self._map_ids(
            "property.place", "manager_user_id", "place_id", problems
        )
        for vals in problems:
            # Only history that is imported comes in with a declared outcome.
            state = "closed" if vals.get("declared_outcome") else "new"
            vals.setdefault("stage_id", stages.get((vals["team_id"], state)))
            # Not whoever logs a problem answers for it, but whoever runs the place.
            manager_id = managers.get(vals.get("place_id"), False)
            vals["user_id"] = vals.get("user_id") or manager_id
        return problems

    @api.model
    def _get_problem_vals(self, vals_list):
        """Return those of the values that will become problems, with their team."""
        default_team_id = self.env.context.get("default_team_id")
        for vals in vals_list:
            if not vals.get("team_id") and default_team_id:
                vals["team_id"] = default_team_id
        typed = (v for v in vals_list if v.get("problem_type_id"))
        self._set_teams([v for v in typed if not v.get("team_id")])
        teams = self.env["helpdesk.ticket.team"].sudo()
        teams = teams.browse({v["team_id"] for v in vals_list if v.get("team_id")})
        problem_team_ids = set(teams.filtered("use_rectification").ids)
        return [v for v in vals_list if v.get("team_id") in problem_team_ids]

    @api.model
    def _set_teams(self, vals_list):
        """Give problems the team that takes them: by type, then place, else default."""
        if not vals_list:
            return
        team = "helpdesk_team_id"
        type_key, place_key = "problem_type_id", "place_id"
        by_type = self._map_ids("rectification.problem.type", team, type_key, vals_list)
        by_place = self._map_ids("property.place", team, place_key, vals_list)
        default = self._get_problem_team()
        for vals in vals_list:
            of_type, of_place = vals[type_key], vals.get(place_key)
            team_id = by_type.get(of_type) or by_place.get(of_place)
            vals["team_id"] = team_id or default.id

    @api.model
    def _map_ids(self, model, field, key, vals_list):
        """Return ``{id: id of its field}`` for the records that values name by key."""
        ids = {vals[key] for vals in vals_list if vals.get(key)}
        return {r.id: r[field].id for r in self.env[model].sudo().browse(ids)}

    @api.model
    def _get_problem_team(self):
        """Return the default team of problems for the current company."""
        team = self.env.ref(
            "property_rectification.helpdesk_ticket_team_property_service",
            raise_if_not_found=False,
        )
        if team and team.active and team.company_id.id in (False, self.env.company.id):
            return team
        domain = [
            ("use_rectification", "=", True),
            ("company_id", "in", (False, self.env.company.id)),
        ]
        return self.env["helpdesk.ticket.team"].search(domain, limit=1)

    @api.model
    def _vals_by_company(self, vals_list):
        teams = self.env["helpdesk.ticket.team"].sudo()
        batches = {}
        for vals in vals_list:
            company = teams.browse(vals["team_id"]).company_id
            company_id = company.id or vals.get("company_id") or self.env.company.id
            batches.setdefault(company_id, []).append(vals)
        return batches

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
