# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

# The place that work is given out for (False when it is not known yet).
_PLACE = "rectification_place_id"


class RectificationStaffMixin(models.AbstractModel):
    """How employees are chosen where work is given out.

    The web client searches ``hr.employee`` for HR officers and
    ``hr.employee.public`` for everybody else: both behave alike.
    """

    _name = "rectification.staff.mixin"
    _description = "Employees to Choose From"

    @api.depends_context("formatted_display_name", _PLACE)
    def _compute_display_name(self):
        """Show the job beside the name while somebody is chosen."""
        res = super()._compute_display_name()
        context = self.env.context
        if _PLACE in context and context.get("formatted_display_name"):
            for employee in self:
                if title := employee.sudo().job_title:
                    employee.display_name = f"{employee.display_name}\t--{title}--"
        return res

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Offer the staff of the place first; find people by their job, too."""
        if _PLACE not in self.env.context or operator != "ilike":
            return super().name_search(name, domain, operator, limit)
        titled = self.sudo()._search([("job_title", "ilike", name)])
        found = Domain("display_name", "ilike", name) | Domain("id", "in", titled)
        found &= Domain(domain or Domain.TRUE)
        staff = Domain("id", "in", self._get_place_staff_ids())
        people = super().name_search("", found & staff, operator, limit)
        if not limit or len(people) < limit:
            left = limit and limit - len(people)
            people += super().name_search("", found & ~staff, operator, left)
        # All the jobs at once, before they are shown one by one.
        self.sudo().browse([person[0] for person in people]).mapped("job_title")
        return people

    @api.model
    def _get_place_staff_ids(self):
        """Return the ids of who works at the place or at one that it is part of."""
        place_ids = [self.env.context[_PLACE] or 0]
        places = self.env["property.place"].sudo()
        places = places.search([("id", "parent_of", place_ids)])
        return (places.manager_id | places.worker_ids).ids
