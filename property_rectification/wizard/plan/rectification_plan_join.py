# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class RectificationPlanJoin(models.TransientModel):
    """Asks which plan some problems join."""

    _name = "rectification.plan.join"
    _inherit = "rectification.problem.choice"
    _description = "Join a Plan"

    company_id = fields.Many2one(
        comodel_name="res.company", compute="_compute_company_id"
    )
    candidate_ids = fields.Many2many(
        comodel_name="rectification.plan",
        compute="_compute_candidate_ids",
        help="Open plans at the same place or about the same type of problem.",
    )
    show_all = fields.Boolean(
        string="Show All Open Plans",
        compute="_compute_show_all",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    plan_id = fields.Many2one(
        comodel_name="rectification.plan",
        compute="_compute_plan_id",
        # With the rights of the user: it proposes only what the user may open.
        compute_sudo=False,
        store=True,
        readonly=False,
        required=True,
        domain="[('company_id', '=', company_id), "
        "('state', 'in', ('draft', 'approved')), ('ticket_ids', '!=', False), "
        "('ticket_ids', 'not in', ticket_ids), "
        "'|', (1 if show_all else 0, '=', 1), ('id', 'in', candidate_ids)]",
    )
    plan_state = fields.Selection(
        related="plan_id.state", related_sudo=False, string="State"
    )
    plan_goal = fields.Text(related="plan_id.goal", related_sudo=False, string="Goal")
    plan_ticket_ids = fields.One2many(
        related="plan_id.ticket_ids",
        related_sudo=False,
        string="Problems of This Plan",
    )

    @api.depends("ticket_ids")
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.ticket_ids.company_id[:1]

    @api.depends("ticket_ids")
    def _compute_candidate_ids(self):
        for wizard in self:
            wizard.candidate_ids = wizard.ticket_ids._origin._find_plans_to_join()

    @api.depends("candidate_ids")
    def _compute_show_all(self):
        for wizard in self:
            wizard.show_all = not wizard.candidate_ids

    @api.depends("candidate_ids")
    def _compute_plan_id(self):
        for wizard in self:
            problems = wizard.ticket_ids._origin.sudo(False)
            wizard.plan_id = problems._propose_plan_to_join()

    def action_apply(self):
        """Join; the problems check who may and what is possible."""
        self.ensure_one()
        self.ticket_ids.join_plan(self.plan_id.id)
        return self.plan_id._get_form_action()
