# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class HelpdeskTicket(models.Model):
    """Who is told of a problem that slips."""

    _inherit = "helpdesk.ticket"

    def _get_audience(self, audience):
        """Return the users that a rung of the ladder means, by problem.

        :param audience: responsible, coordinator, place_manager or quality_manager
        :return: dict ``{problem: res.users}``; who is missing is replaced by the next
            higher audience, so that a slip never goes unnoticed
        """
        finders = {
            "responsible": self._get_responsible,
            "coordinator": self._get_coordinators,
            "place_manager": self._get_place_manager,
            "quality_manager": self._get_quality_managers,
        }
        found = {problem: self.env["res.users"] for problem in self}
        for name in list(finders)[list(finders).index(audience) :]:
            missing = self.browse(p.id for p, users in found.items() if not users)
            found |= finders[name](missing) if missing else {}
        return found

    @api.model
    def _get_group_users(self, role):
        group = self.env.ref(f"property_rectification.group_rectification_{role}")
        return group.sudo().all_user_ids.filtered(
            lambda user: user.active and not user._is_superuser()
        )

    def _get_responsible(self, problems):
        return {p: p.sudo().user_id.filtered("active") for p in problems}

    def _get_coordinators(self, problems):
        """Return the coordinators among the staff of the places."""
        users = self._get_group_users("coordinator")
        return {p: p.sudo().place_id.worker_user_ids & users for p in problems}

    def _get_place_manager(self, problems):
        """Return who answers for the places, one level above who is responsible."""
        return {problem: problem._get_higher_manager() for problem in problems}

    def _get_higher_manager(self):
        place, user = self.sudo().place_id, self.sudo().user_id
        while place and place.manager_user_id in (user, self.env["res.users"]):
            place = place.parent_id
        return place.manager_user_id

    def _get_quality_managers(self, problems):
        users = self._get_group_users("manager")
        companies = {
            company: users.filtered(lambda user, c=company: c in user.company_ids)
            for company in problems.company_id
        }
        return {problem: companies[problem.company_id] for problem in problems}
