# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, models

from ...tools import hooks


class HelpdeskTicket(models.Model):
    """How problems are logged: whole batches at once, with number, team and stage."""

    _inherit = "helpdesk.ticket"

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
        silent = {"mail_create_nolog", "tracking_disable"}
        if len(self) == 1 or any(map(self.env.context.get, silent)):
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
