# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HrEmployee(models.Model):
    _name = "hr.employee"
    _inherit = ["hr.employee", "rectification.staff.mixin"]

    def _rectification_person_ids(self):
        """Return the partner ids that identify these people, as a set.

        An employee may be known by a work contact, a user, or both.
        """
        employees = self.sudo()
        partners = employees.work_contact_id | employees.user_id.partner_id
        return set(partners.ids)

    def _rectification_user(self):
        """Return the user who is told about this employee's work.

        The employee's own one, else that of the nearest manager who has one.
        """
        employee = self.sudo()
        seen = self.browse()
        while employee and employee not in seen and not employee.user_id:
            seen |= employee
            employee = employee.parent_id
        return employee.user_id
