# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.computed_search import compute_by_search


class PropertyPlace(models.Model):
    """A place where problems happen: an estate, a building, a flat, a pump room."""

    _name = "property.place"
    _description = "Place"
    _inherit = ["mail.thread"]
    _parent_store = True
    _rec_name = "complete_name"
    _rec_names_search = ["complete_name", "code"]
    _order = "complete_name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    complete_name = fields.Char(
        string="Full Name",
        compute="_compute_complete_name",
        recursive=True,
        store=True,
        index="trigram",
    )
    code = fields.Char(help="Short unique name, as on plans and labels.")
    kind = fields.Selection(
        selection=[
            ("estate", "Estate"),
            ("building", "Building"),
            ("floor", "Floor"),
            ("unit", "Unit"),
            ("common", "Common area"),
            ("plant", "Plant room or roof"),
            ("outdoor", "Outdoor area"),
        ],
        required=True,
        default="unit",
        tracking=True,
        help="Common and outdoor areas are offered to the people who live around "
        "them when they report a problem; plant rooms and roofs are for staff alone.",
    )
    active = fields.Boolean(default=True)
    note = fields.Html(
        string="Access Notes",
        help="Keys, codes, opening hours: what somebody sent here has to know.",
    )
    # Tree
    parent_id = fields.Many2one(
        comodel_name="property.place",
        string="Part of",
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many(
        comodel_name="property.place",
        inverse_name="parent_id",
        string="Parts",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        compute="_compute_company_id",
        recursive=True,
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
        help="A place belongs to the company of the place it is part of.",
    )
    # People
    manager_id = fields.Many2one(
        comodel_name="hr.employee",
        check_company=True,
        index="btree_not_null",
        tracking=True,
        help="Answers for this place and everything in it.",
    )
    manager_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Answers for It",
        compute="_compute_manager_user_id",
        recursive=True,
        store=True,
        help="User of the manager of this place, or of the nearest place around it "
        "that has one: new problems go there.",
    )
    worker_ids = fields.Many2many(
        comodel_name="hr.employee",
        relation="property_place_worker_rel",
        string="Staff",
        check_company=True,
        help="Work here or in any part of this place: they see its problems.",
    )
    worker_user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="property_place_worker_user_rel",
        string="Staff Users",
        compute="_compute_worker_user_ids",
        recursive=True,
        store=True,
        help="Users of the staff of this place and of the places it is part of.",
    )
    occupancy_ids = fields.One2many(
        comodel_name="property.occupancy",
        inverse_name="place_id",
        string="Owners and Tenants",
    )
    # Maintenance
    maintenance_team_id = fields.Many2one(
        comodel_name="maintenance.team",
        check_company=True,
    )
    equipment_ids = fields.One2many(
        comodel_name="maintenance.equipment",
        inverse_name="place_id",
    )
    # Portal
    is_reportable = fields.Boolean(
        compute="_compute_is_reportable",
        search="_search_is_reportable",
        help="The user lives here, or shares this place with the neighbours.",
    )
    # Where the homes are counted that a number of problems is compared with
    area_id = fields.Many2one(
        comodel_name="property.place",
        string="Building",
        compute="_compute_area_id",
        recursive=True,
        store=True,
        index=True,
        help="The building that this place is in, or else the outermost place around "
        "it: problems are compared by its homes.",
    )
    # How many homes there are in a place and its parts
    home_count = fields.Integer(
        string="Homes",
        compute="_compute_home_count",
        help="Units in this place, itself included.",
    )

    # An import finds places by their full name, however long that is.
    _complete_name_equal = models.Index("USING hash (complete_name)")
    _code_unique = models.UniqueIndex(
        "(company_id, code) WHERE code IS NOT NULL",
        "Another place of this company has the same code.",
    )

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for place in self:
            names = (place.parent_id.complete_name, place.name)
            place.complete_name = " / ".join(filter(None, names))

    @api.depends("complete_name", "name")
    @api.depends_context("place_naming")
    def _compute_display_name(self):
        """Name a place as there is room for it, by the context key ``place_naming``.

        ``name``: alone, where the tree around it is shown already; ``inner_first``:
        in a column that may cut off the end; else the whole way from the root.
        """
        naming = self.env.context.get("place_naming")
        for place in self:
            steps = (place.complete_name or "").split(" / ")
            if naming == "name":
                place.display_name = place.name
            elif naming == "inner_first":
                place.display_name = ", ".join(reversed(steps))
            else:
                place.display_name = place.complete_name

    @api.depends("parent_id.company_id")
    def _compute_company_id(self):
        for place in self:
            place.company_id = (
                place.parent_id.company_id or place.company_id or self.env.company
            )

    @api.depends(
        "manager_id.user_id", "manager_id.parent_id", "parent_id.manager_user_id"
    )
    def _compute_manager_user_id(self):
        for place in self:
            place.manager_user_id = (
                place.manager_id._rectification_user()
                or place.parent_id.manager_user_id
            )

    @api.depends(
        "manager_id.user_id", "worker_ids.user_id", "parent_id.worker_user_ids"
    )
    def _compute_worker_user_ids(self):
        for place in self:
            own = (place.manager_id | place.worker_ids).user_id
            place.worker_user_ids = own | place.parent_id.worker_user_ids

    @api.depends_context("uid")
    def _compute_is_reportable(self):
        compute_by_search(self, "is_reportable")

    @api.model
    def _search_is_reportable(self, operator, value):
        """Own places, what they are part of, and the common areas around them.

        Not plant rooms and roofs: nobody who lives there gets to see them.
        """
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        own = self.env["property.occupancy"].sudo()._get_current_places()
        ancestor_ids = own._ancestor_ids()
        shared = Domain("kind", "in", ["common", "outdoor"])
        shared &= Domain("parent_id", "in", ancestor_ids)
        return Domain("id", "in", ancestor_ids) | shared

    @api.depends("kind", "parent_id.area_id")
    def _compute_area_id(self):
        for place in self:
            is_area = place.kind == "building" or not place.parent_id
            place.area_id = place if is_area else place.parent_id.area_id

    @api.depends_context("uid")
    def _compute_home_count(self):
        units = self.search_fetch(
            [("id", "child_of", self.ids), ("kind", "=", "unit")], ["parent_path"]
        )
        counts = self._count_by_ancestor((unit, 1) for unit in units)
        for place in self:
            place.home_count = counts.get(place.id, 0)

    @api.constrains("company_id", "parent_id")
    def _check_company_of_parent(self):
        for place in self:
            if place.parent_id and place.parent_id.company_id != place.company_id:
                raise ValidationError(
                    self.env._(
                        "%(place)s must belong to %(company)s, the company of the "
                        "place it is part of.",
                        place=place.name,
                        company=place.parent_id.company_id.name,
                    )
                )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    def write(self, vals):
        if vals.get("parent_id"):
            self._check_no_cycle(self.browse(vals["parent_id"]))
        return super().write(vals)

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_open_homes(self):
        """Open the units of this place."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.property_place_action"
        )
        action["name"] = self.env._("Homes")
        action["domain"] = [("id", "child_of", self.ids), ("kind", "=", "unit")]
        return action

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    def _check_no_cycle(self, parent):
        """Say it in words before the tree does with "Recursion Detected"."""
        if parent.sudo()._ancestor_ids().intersection(self.ids):
            raise ValidationError(
                self.env._("A place cannot be part of itself, nor of one of its parts.")
            )

    def _get_manager(self):
        """Return the manager of this place, or of the nearest place around it."""
        place = self
        while place and not place.manager_id:
            place = place.parent_id
        return place.manager_id

    # ------------------------------------------------------------------
    # What is near: the place itself, its parts, and what it is part of
    # ------------------------------------------------------------------

    def _get_near_domain(self):
        """Return a domain of records whose ``place_id`` is near these places."""
        around = Domain("place_id", "in", self.sudo()._ancestor_ids())
        return around | Domain("place_id", "child_of", self.ids)

    # ------------------------------------------------------------------
    # How many of something there are in a place and its parts
    # ------------------------------------------------------------------

    @api.model
    def _count_by_ancestor(self, counted):
        """Add up (place, number) pairs for each place and all it is part of."""
        totals = {}
        for place, number in counted:
            for ancestor_id in place._ancestor_ids():
                totals[ancestor_id] = totals.get(ancestor_id, 0) + number
        return totals

    def _ancestor_ids(self):
        """Return the ids of these places and of all they are part of, as a set."""
        paths = (place.parent_path or "" for place in self)
        return {int(step) for path in paths for step in path.split("/") if step}
