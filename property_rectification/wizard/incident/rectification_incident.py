# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import incident


class RectificationIncident(models.TransientModel):
    """Asks which problem leads others that have the same cause."""

    _name = "rectification.incident"
    _description = "Link to a Leading Problem"
    _inherit = "rectification.problem.choice"

    ticket_count = fields.Integer(compute="_compute_ticket_count")
    company_id = fields.Many2one(
        comodel_name="res.company",
        compute="_compute_ticket_count",
    )
    choice = fields.Selection(
        selection=[
            ("selected", "One of those selected leads the others"),
            ("existing", "They are part of another problem"),
        ],
        string="Who Leads",
        compute="_compute_choice",
        store=True,
        readonly=False,
        required=True,
    )
    selected_id = fields.Many2one(
        comodel_name="helpdesk.ticket",
        string="Leads",
        compute="_compute_selected_id",
        store=True,
        readonly=False,
        domain="[('id', 'in', ticket_ids)]",
    )
    candidate_ids = fields.Many2many(
        comodel_name="helpdesk.ticket",
        compute="_compute_candidate_ids",
        help="Open problems of the same type at the same estate, reported in the last "
        "48 hours.",
    )
    show_all = fields.Boolean(
        string="Show All Open Problems",
        compute="_compute_show_all",
        store=True,
        readonly=False,
    )
    existing_id = fields.Many2one(
        comodel_name="helpdesk.ticket",
        string="Part Of",
        compute="_compute_existing_id",
        store=True,
        readonly=False,
        domain="[('is_problem', '=', True), ('leading_id', '=', False), "
        "('rectification_state', '!=', 'closed'), ('company_id', '=', company_id), "
        "('id', 'not in', ticket_ids), "
        "'|', (1 if show_all else 0, '=', 1), ('id', 'in', candidate_ids)]",
    )

    @api.depends("ticket_ids")
    def _compute_ticket_count(self):
        for wizard in self:
            wizard.ticket_count = len(wizard.ticket_ids)
            wizard.company_id = wizard.ticket_ids.company_id[:1]

    @api.depends("ticket_ids")
    def _compute_candidate_ids(self):
        for wizard in self:
            wizard.candidate_ids = wizard.ticket_ids._origin._get_leading_candidates()

    @api.depends("ticket_ids")
    def _compute_choice(self):
        """Join a group that is there; else the selected ones make a new one."""
        for wizard in self:
            group_exists = any(wizard.candidate_ids.mapped("led_count"))
            several = wizard.ticket_count > 1 and not group_exists
            leads = any(wizard.ticket_ids.mapped("led_count"))
            wizard.choice = "selected" if several or leads else "existing"

    @api.depends("ticket_ids")
    def _compute_selected_id(self):
        for wizard in self:
            members = [t.sudo()._get_member() for t in wizard.ticket_ids._origin]
            wizard.selected_id = incident.leader(members)

    @api.depends("ticket_ids")
    def _compute_show_all(self):
        for wizard in self:
            wizard.show_all = not wizard.candidate_ids

    @api.depends("ticket_ids")
    def _compute_existing_id(self):
        for wizard in self:
            wizard.existing_id = wizard.candidate_ids[:1]

    def action_apply(self):
        """Link the problems; the ticket checks who may and what is possible."""
        self.ensure_one()
        leading = self.selected_id if self.choice == "selected" else self.existing_id
        if not leading:
            raise UserError(self.env._("Choose the problem that leads."))
        problems = self.ticket_ids - leading
        problems = problems.filtered(lambda ticket: ticket.leading_id != leading)
        if not problems:
            raise UserError(
                self.env._("Nothing to link: choose another problem that leads.")
            )
        problems.link_to_leading(leading.id)
        return leading.get_formview_action()
