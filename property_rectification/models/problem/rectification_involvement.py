# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RectificationInvolvement(models.Model):
    """Who had to do with a problem, and what was their duty."""

    _name = "rectification.involvement"
    _description = "Person Involved in a Problem"
    _inherit = ["rectification.guard.mixin"]
    _order = "ticket_id, sequence, id"
    _check_company_auto = True

    ticket_id = fields.Many2one(
        comodel_name="helpdesk.ticket",
        string="Problem",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="ticket_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        index="btree_not_null",
        check_company=True,
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        index="btree_not_null",
        help="Somebody who is not of our staff, such as a contractor or a neighbour.",
    )
    role = fields.Selection(
        selection=[
            ("reporter", "Reporter"),
            ("on_duty", "On duty"),
            ("responsible", "Responsible"),
            ("supervisor", "Supervisor"),
            ("witness", "Witness"),
            ("responder", "Responder"),
        ],
        required=True,
        default="responsible",
    )
    responsibility = fields.Text(
        help="What this person had to do, by duty or by order."
    )
    conclusion = fields.Text(
        groups="property_rectification.group_rectification_coordinator,"
        "property_rectification.group_rectification_auditor",
        help="What the inquiry found about this person's part.",
    )

    _one_person = models.Constraint(
        "CHECK ((employee_id IS NULL) <> (partner_id IS NULL))",
        "Name either an employee or a contact.",
    )

    @api.constrains("ticket_id", "employee_id", "partner_id", "role")
    def _check_twice(self):
        for ticket in self.ticket_id:
            people = [
                (line.employee_id, line.partner_id, line.role)
                for line in ticket.involvement_ids
            ]
            if len(people) != len(set(people)):
                raise ValidationError(
                    self.env._("The same person is listed twice with the same role.")
                )

    @api.depends("employee_id", "partner_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = (line.employee_id or line.partner_id).display_name
