# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models


class RectificationPlanTemplateAction(models.Model):
    _name = "rectification.plan.template.action"
    _description = "Action of a Plan Template"
    _order = "sequence, id"

    template_id = fields.Many2one(
        comodel_name="rectification.plan.template",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="What to Do", required=True, translate=True)
    kind = fields.Selection(
        selection=lambda self: self.env["rectification.action"]
        ._fields["kind"]
        .selection,
        required=True,
        default="corrective",
    )
    description = fields.Text(string="Details", translate=True)
    days = fields.Integer(
        string="Within Days",
        default=5,
        aggregator=None,
        help="From the day when the plan is made.",
    )
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Done By",
        ondelete="set null",
        help="Empty: the manager of the place.",
    )
    partner_id = fields.Many2one(comodel_name="res.partner", string="Contractor")
    waits = fields.Boolean(
        string="Waits for the One Before",
        help="It begins when the action before it is finished.",
    )

    _days_positive = models.Constraint(
        "CHECK (days >= 0)", "An action is not due in the past."
    )
    _one_executor = models.Constraint(
        "CHECK (employee_id IS NULL OR partner_id IS NULL)",
        "An action is done either by an employee or by a contractor.",
    )

    def _prepare_action_vals(self, plan, manager):
        """Return the values of the actions of a plan, in the order of the template."""
        today = fields.Date.context_today(self)
        return [
            {
                "plan_id": plan.id,
                "sequence": line.sequence,
                "name": line.name,
                "kind": line.kind,
                "description": line.description,
                "employee_id": line.employee_id.id
                or (not line.partner_id and manager.id),
                "partner_id": line.partner_id.id,
                "deadline": today + timedelta(days=line.days),
            }
            for line in self
        ]

    def _get_waiting_places(self):
        """Return which places of the list wait for the one before them."""
        lines = enumerate(self)
        return {place: [place - 1] for place, line in lines if place and line.waits}
