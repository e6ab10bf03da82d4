# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class RectificationPlanAdd(models.TransientModel):
    """Offers open problems that a plan may be about, too."""

    _name = "rectification.plan.add"
    _description = "Add Problems to a Plan"

    plan_id = fields.Many2one(
        comodel_name="rectification.plan",
        required=True,
        readonly=True,
    )
    company_id = fields.Many2one(related="plan_id.company_id", related_sudo=False)
    plan_ticket_ids = fields.One2many(related="plan_id.ticket_ids", related_sudo=False)
    line_ids = fields.One2many(
        comodel_name="rectification.plan.add.line",
        inverse_name="wizard_id",
        string="Proposed",
        compute="_compute_line_ids",
        # With the rights of the user: it proposes only what the user may open.
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    other_ids = fields.Many2many(
        comodel_name="helpdesk.ticket",
        string="Others",
        domain=lambda self: f"[{', '.join(self._get_other_terms())}]",
    )

    @api.model
    def _get_other_terms(self):
        """Return which problems may be chosen freely, as the terms of a domain.

        Extension point: each room adds what it asks for.
        """
        return [
            "('is_problem', '=', True)",
            "('company_id', '=', company_id)",
            "('rectification_state', 'in', ('responding', 'analysing'))",
            "('id', 'not in', plan_ticket_ids)",
            "'|', ('plan_id', '=', False), ('plan_id.state', '=', 'draft')",
        ]

    @api.depends("plan_id")
    def _compute_line_ids(self):
        for wizard in self:
            plan = wizard.plan_id._origin.sudo(False)
            plan.check_access("read")
            found = plan._find_problems_to_add() if plan else ()
            wizard.line_ids = [Command.clear()] + [
                Command.create({"ticket_id": ticket.id}) for ticket in found
            ]

    def action_apply(self):
        """Add what was chosen; the problems check who may and what is possible."""
        self.ensure_one()
        chosen = self.line_ids.filtered("is_chosen").ticket_id | self.other_ids
        if not chosen:
            raise UserError(self.env._("Choose at least one problem."))
        chosen.join_plan(self.plan_id.id)
        return {"type": "ir.actions.act_window_close"}


class RectificationPlanAddLine(models.TransientModel):
    """A problem that is proposed."""

    _name = "rectification.plan.add.line"
    _description = "Problem Proposed for a Plan"

    wizard_id = fields.Many2one(
        comodel_name="rectification.plan.add", required=True, ondelete="cascade"
    )
    is_chosen = fields.Boolean(string="Add")
    ticket_id = fields.Many2one(
        comodel_name="helpdesk.ticket", string="Problem", required=True, readonly=True
    )
    severity = fields.Selection(related="ticket_id.severity", related_sudo=False)
    place_id = fields.Many2one(related="ticket_id.place_id", related_sudo=False)
    problem_type_id = fields.Many2one(
        related="ticket_id.problem_type_id", related_sudo=False
    )
