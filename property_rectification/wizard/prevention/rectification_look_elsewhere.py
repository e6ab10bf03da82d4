# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

# So many of each are offered at once.
_LIMIT = 60
_LIMIT_KNOWN = 20


class RectificationLookElsewhere(models.TransientModel):
    """Proposes where else a verified cause may be true; makes a check for each."""

    _name = "rectification.look.elsewhere"
    _description = "Look Elsewhere"

    plan_id = fields.Many2one(
        comodel_name="rectification.plan", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", related_sudo=False)
    why_id = fields.Many2one(
        comodel_name="rectification.why",
        string="Verified Cause",
        required=True,
        ondelete="cascade",
        domain="[('plan_id', '=', plan_id), ('status', '=', 'verified')]",
    )
    within_id = fields.Many2one(
        comodel_name="property.place",
        string="Only In",
        domain="[('company_id', '=', company_id)]",
        help="Narrow it to an estate or a building, when there are too many.",
    )
    deadline = fields.Date(string="Look At By", required=True)
    line_ids = fields.One2many(
        comodel_name="rectification.look.elsewhere.line",
        inverse_name="wizard_id",
        compute="_compute_line_ids",
        # With the rights of the user: a plan that is out of reach proposes nothing.
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    more_count = fields.Integer(
        compute="_compute_line_ids", compute_sudo=False, store=True
    )
    has_fresh = fields.Boolean(
        compute="_compute_line_ids", compute_sudo=False, store=True
    )
    has_equipment = fields.Boolean(
        compute="_compute_line_ids", compute_sudo=False, store=True
    )

    @api.depends("why_id", "within_id")
    def _compute_line_ids(self):
        for wizard in self:
            plan = wizard.plan_id.sudo(False)
            plan.check_access("read")
            within = wizard.within_id._origin.sudo(False)
            known = plan._get_known_targets(wizard.why_id.statement)
            found, more = plan._find_similar(_LIMIT, within, known)
            lines = [wizard._prepare_line(target, alike) for target, alike in found]
            lines += [wizard._prepare_line(target) for target in _first(known)]
            wizard.line_ids = [Command.clear(), *map(Command.create, lines)]
            wizard.more_count = more
            wizard.has_fresh = bool(found)
            wizard.has_equipment = any(line["equipment_id"] for line in lines)

    @api.model
    def _open_for(self, plan):
        """Open a new proposal for a plan; return the action."""
        verified = plan.why_ids.filtered(lambda why: why.status == "verified")
        wizard = self.create(
            {
                "plan_id": plan.id,
                "why_id": verified.sorted("is_escape")[:1].id,
                "deadline": plan._check_look_deadline(None),
            }
        )
        return wizard._get_action()

    def _get_action(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.rectification_look_elsewhere_action"
        )
        return {**action, "res_id": self.id}

    def _prepare_line(self, target, alike=None):
        """Return the values of a line; without a similarity it is planned already."""
        is_place = target._name == "property.place"
        vals = {
            "place_id": target.id if is_place else target.place_id.id,
            "equipment_id": False if is_place else target.id,
            "is_known": not alike,
        }
        if not alike:
            return vals | {"reasons": self.env._("planned already")}
        return vals | self.plan_id._prepare_similarity_vals(alike)

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_check_chosen(self):
        """Let somebody look at what was chosen."""
        return self._check(self.line_ids.filtered("is_chosen"))

    def action_check_all(self):
        """Let somebody look at all that is shown."""
        return self._check(self.line_ids)

    def _check(self, lines):
        self.ensure_one()
        fresh = lines.filtered(lambda line: not line.is_known)
        if not fresh:
            raise UserError(self.env._("Choose where to look."))
        equipment = fresh.equipment_id
        places = fresh.filtered(lambda line: not line.equipment_id).place_id
        self.plan_id.look_elsewhere(
            self.why_id.id, places.ids, equipment.ids, self.deadline
        )
        return self.plan_id.action_open_read_across()


class RectificationLookElsewhereLine(models.TransientModel):
    _name = "rectification.look.elsewhere.line"
    _description = "Similar Place or Equipment"
    _order = "id"

    wizard_id = fields.Many2one(
        comodel_name="rectification.look.elsewhere",
        required=True,
        index=True,
        ondelete="cascade",
    )
    is_chosen = fields.Boolean(string="Look There")
    is_known = fields.Boolean(
        string="Planned", help="Somebody is to look there already."
    )
    # A client sends back what is proposed anew: none of it is readonly here.
    place_id = fields.Many2one(comodel_name="property.place")
    equipment_id = fields.Many2one(comodel_name="maintenance.equipment")
    reasons = fields.Char(string="Why")
    score = fields.Integer(
        string="Similarity",
        aggregator=None,
        help="Of 100: how similar it is to where the cause was verified.",
    )


def _first(known):
    """Return some of what is known already, in an order that stays."""
    return sorted(known, key=lambda target: (target._name, target.id))[:_LIMIT_KNOWN]
