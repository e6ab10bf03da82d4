# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ...rules import read_across
from .rectification_cause import FOUND

# Days to look elsewhere, by how bad it may be there.
_DAYS = {"s1": 2, "s2": 7, "s3": 14, "s4": 30}


class RectificationPlan(models.Model):
    """Where else could it be?  From a verified cause to checks at similar places."""

    _inherit = "rectification.plan"

    read_across_ids = fields.One2many(
        comodel_name="rectification.read.across",
        inverse_name="plan_id",
        string="Looked Elsewhere",
    )
    look_count = fields.Integer(
        string="Checks Elsewhere",
        compute="_compute_look_count",
        compute_sudo=True,
        help="Places and equipment that are looked at for the same cause, for all "
        "versions of this plan.",
    )
    look_open_count = fields.Integer(
        string="Checks Elsewhere Still Open",
        compute="_compute_look_count",
        compute_sudo=True,
    )
    found_elsewhere_count = fields.Integer(
        string="Found Elsewhere",
        compute="_compute_look_count",
        compute_sudo=True,
        help="Problems found at similar places because of this plan; not what turned "
        "out to be nothing.",
    )
    look_summary = fields.Char(compute="_compute_look_summary")
    has_verified_cause = fields.Boolean(compute="_compute_has_verified_cause")

    @api.depends("root_id", "read_across_ids.state", "read_across_ids.ticket_id")
    def _compute_look_count(self):
        checks = self.env["rectification.read.across"]
        ours = Domain("root_plan_id", "in", (self.root_id | self)._origin.ids)
        key = ["root_plan_id"]
        rows = checks._read_group(ours, [*key, "state"], ["__count"])
        every = {(root.id, state): count for root, state, count in rows}
        rows = checks._read_group(ours & FOUND, key, ["__count"]) if every else ()
        found = {root.id: count for root, count in rows}
        for plan in self:
            root_id = (plan.root_id or plan)._origin.id
            plan.look_count = sum(
                count for (root, _state), count in every.items() if root == root_id
            )
            plan.look_open_count = every.get((root_id, "todo"), 0)
            plan.found_elsewhere_count = found.get(root_id, 0)

    @api.depends("look_count", "look_open_count", "found_elsewhere_count")
    @api.depends_context("lang")
    def _compute_look_summary(self):
        for plan in self:
            plan.look_summary = self.env._(
                "%(done)s/%(all)s, found %(found)s",
                done=plan.look_count - plan.look_open_count,
                all=plan.look_count,
                found=plan.found_elsewhere_count,
            )

    @api.depends("why_ids.status")
    def _compute_has_verified_cause(self):
        for plan in self:
            plan.has_verified_cause = "verified" in plan.why_ids.mapped("status")

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_look_elsewhere(self):
        """Propose places and equipment where the verified cause may be true, too.

        :raise UserError: when no cause is verified, or the plan is not the last version
        """
        self.ensure_one()
        self.check_access("write")
        self._check_may_look_elsewhere()
        return self.env["rectification.look.elsewhere"]._open_for(self)

    def action_open_read_across(self):
        """Open what is looked at elsewhere because of this plan."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.rectification_read_across_action"
        )
        action["domain"] = [("root_plan_id", "=", (self.root_id or self).id)]
        action["context"] = {"create": False}
        return action

    # ------------------------------------------------------------------
    # BUSINESS METHODS
    # ------------------------------------------------------------------

    def _prepare_deletion(self):
        # Deleted one by one: what is left to the database keeps its activities.
        self.sudo().read_across_ids.unlink()
        return super()._prepare_deletion()

    def _filter_followed(self):
        return super()._filter_followed() | self._filter_looked_elsewhere()

    def _filter_looked_elsewhere(self):
        """Return those of these plans for which somebody has looked elsewhere."""
        checks = self.env["rectification.read.across"].sudo()
        done = checks.search([("plan_id", "in", self.ids), ("state", "!=", "todo")])
        return self & self.browse(done.plan_id.ids)

    def _get_suspended_records(self):
        return super()._get_suspended_records() | {
            "rectification.read.across": self.read_across_ids.ids
        }

    def look_elsewhere(self, why_id, place_ids=(), equipment_ids=(), deadline=None):
        """Let somebody look at each of some places and equipment.

        What is looked at for the same cause already is left out.

        :param why_id: id of a verified why of this plan
        :param deadline: date; some days from now, by severity, when it is left out
        :return: the new checks
        :raise UserError: when nothing new was chosen, or the cause is not verified
        """
        self.ensure_one()
        self.check_access("write")
        self._check_may_look_elsewhere()
        why = self._check_why(why_id)
        places, equipment = self._check_chosen(place_ids, equipment_ids)
        day = self._check_look_deadline(deadline)
        base = {**self._prepare_read_across_vals(why), "deadline": day}
        known = self._get_known_targets(why.statement)
        targets = [(place, equipment.browse()) for place in places]
        targets += [(each.place_id, each) for each in equipment]
        fresh = [(p, e) for p, e in targets if (e or p) not in known]
        if not fresh:
            raise UserError(self.env._("Somebody is to look at all of these already."))
        return self._create_read_across(base, fresh)

    def _create_read_across(self, base, targets):
        similarity = self._get_similarity(targets)
        silent = (
            self.env["rectification.read.across"]
            .sudo()
            .with_context(
                tracking_disable=True,
                mail_create_nolog=True,
                mail_create_nosubscribe=True,
            )
        )
        checks = silent._recording().create(
            [
                {
                    **base,
                    "place_id": place.id,
                    "equipment_id": equipment.id,
                    **similarity.get(equipment or place, {}),
                }
                for place, equipment in targets
            ]
        )
        checks = self.env["rectification.read.across"].browse(checks.ids)
        checks._remind()
        self._log_read_across(checks)
        return checks

    def _log_read_across(self, checks):
        self._message_log(
            body=self.env._(
                "Looking elsewhere for “%(cause)s”: %(count)s checks until %(date)s.",
                cause=checks[0].statement,
                count=len(checks),
                date=format_date(self.env, checks[0].deadline),
            )
        )

    def _prepare_read_across_vals(self, why):
        return {
            "plan_id": self.id,
            "root_plan_id": (self.root_id or self).id,
            "why_id": why.id,
            "cause_id": why.cause_id.id,
            "statement": why.statement,
            "company_id": self.company_id.id,
        }

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    def _check_may_look_elsewhere(self):
        if self.state == "ineffective":
            raise UserError(
                self.env._(
                    "“%(plan)s” did not work: look elsewhere from its next version.",
                    plan=self.display_name,
                )
            )
        if not self.has_verified_cause:
            raise UserError(
                self.env._("Verify a cause first: then it is known what to look for.")
            )

    def _check_why(self, why_id):
        why = self.why_ids.filtered(lambda w: w.id == why_id)
        if why.status != "verified":
            raise UserError(
                self.env._("Choose a cause of this plan that was verified.")
            )
        return why

    def _check_chosen(self, place_ids, equipment_ids):
        """Return places and equipment by their ids, or refuse what is not possible."""
        places = self._browse_chosen("property.place", place_ids)
        equipment = self._browse_chosen("maintenance.equipment", equipment_ids)
        if not places and not equipment:
            raise UserError(self.env._("Choose where to look."))
        own_places, own_equipment = self._get_own_targets()
        own = (places & own_places) or (equipment & own_equipment)
        if own:
            raise UserError(
                self.env._(
                    "%(place)s is what the plan itself is about.",
                    place=own[0].display_name,
                )
            )
        stand = equipment.sudo().mapped("place_id")
        if (places.sudo() | stand).company_id - self.company_id:
            raise UserError(
                self.env._("Places of another company are not looked at from here.")
            )
        if not all(each.place_id for each in equipment.sudo()):
            raise UserError(self.env._("Say first where each equipment stands."))
        return places, equipment

    @api.model
    def _browse_chosen(self, model, ids):
        """Return those records that exist of what a client sends as ids."""
        ids = ids if isinstance(ids, list | tuple) else [ids]
        known = [number for number in ids if type(number) is int]
        return self.env[model].browse(known).exists()

    def _check_look_deadline(self, deadline):
        today = fields.Date.context_today(self)
        if not deadline:
            return today + timedelta(days=_DAYS.get(self.severity, _DAYS["s3"]))
        try:
            day = fields.Date.to_date(deadline)
        except (TypeError, ValueError):
            day = None
        if not day or day < today:
            raise UserError(self.env._("Choose a day from today on to look by."))
        return day

    # ------------------------------------------------------------------
    # Which places and equipment are like those that a plan is about
    # ------------------------------------------------------------------

    def _get_own_targets(self):
        """Return the places and the equipment that this plan is about."""
        problems = self.sudo().ticket_ids
        return self.place_id.sudo() | problems.place_id, problems.equipment_id

    def _get_known_targets(self, statement):
        """Return what is looked at already for a cause: places, and equipment."""
        known = self.env["rectification.read.across"].sudo()
        known = known.search_fetch(
            [
                ("root_plan_id", "=", (self.root_id or self).id),
                ("statement", "=", statement),
            ],
            ["place_id", "equipment_id"],
        )
        return {check.equipment_id or check.place_id for check in known}

    def _find_similar(self, limit, within=None, known=()):
        """Return similar places and equipment, the most similar first.

        :param limit: how many of each at most
        :param within: a place that they have to be in, or None
        :param known: places and equipment to leave out beside the plan's own
        :return: (list of (place or equipment, ``read_across.Similarity``), how many of
            all that are similar were left out by the limit)
        """
        places, equipment = self._get_own_targets()
        known_places = [each for each in known if each._name == places._name]
        seen = equipment.union(*(each for each in known if each not in known_places))
        rank = partial(self._rank_similar, within=within, limit=limit)
        tools, more_tools = rank(equipment, seen, read_across.compare_equipment)
        # Who looks at an equipment is at its place.
        seen_at = seen.union(*(each for each, _alike in tools)).place_id
        seen_at = places.union(seen_at, *known_places)
        spots, more_spots = rank(places, seen_at, read_across.compare_places)
        return tools + spots, more_tools + more_spots

    def _rank_similar(self, own, seen, compare, within, limit):
        origins = own._get_traits() if own else []
        if not origins:
            return [], 0
        others = own._find_similar(origins, self.company_id, within, seen)
        best, count = read_across.rank(origins, others, compare, limit)
        found = [(own.browse(other.key), alike) for other, alike in best]
        return found, count - len(found)

    def _get_similarity(self, targets):
        """Return dict place or equipment -> score and reasons, for what was chosen."""
        own_places, own_equipment = self._get_own_targets()
        places = own_places.union(*(place for place, each in targets if not each))
        equipment = own_equipment.union(*(each for _place, each in targets))
        vals = {}
        for own, every, compare in (
            (own_places, places, read_across.compare_places),
            (own_equipment, equipment, read_across.compare_equipment),
        ):
            if every - own:
                traits = (every - own)._get_traits()
                best, _count = read_across.rank(
                    own._get_traits(), traits, compare, len(traits)
                )
                for other, alike in best:
                    vals[own.browse(other.key)] = self._prepare_similarity_vals(alike)
        return vals

    def _prepare_similarity_vals(self, alike):
        labels = self._get_reason_labels()
        reasons = ", ".join(labels[reason] for reason in alike.reasons)
        return {"score": alike.score, "reasons": reasons}

    @api.model
    def _get_reason_labels(self):
        return {
            "same_name": self.env._("same name"),
            "same_parent": self.env._("next to it"),
            "same_area": self.env._("same building"),
            "same_estate": self.env._("same estate"),
            "same_company": self.env._("same kind of place"),
            "same_age": self.env._("same age"),
            "same_model": self.env._("same model"),
            "same_category": self.env._("same category"),
            "same_partner": self.env._("same supplier"),
        }
