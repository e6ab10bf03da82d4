# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class RectificationReadAcrossFound(models.TransientModel):
    """Asks what was found elsewhere, and logs it as a problem."""

    _name = "rectification.read.across.found"
    _description = "Found Elsewhere"

    check_id = fields.Many2one(
        comodel_name="rectification.read.across",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    place_id = fields.Many2one(related="check_id.place_id", related_sudo=False)
    equipment_id = fields.Many2one(related="check_id.equipment_id", related_sudo=False)
    title = fields.Char(
        compute="_compute_proposal",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )
    problem_type_id = fields.Many2one(
        comodel_name="rectification.problem.type",
        string="Type",
        compute="_compute_proposal",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )
    description = fields.Text(
        string="What You Saw",
        compute="_compute_proposal",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )

    @api.depends("check_id")
    def _compute_proposal(self):
        for wizard in self:
            check = wizard.check_id.sudo(False)
            check.check_access("read")
            vals = check._prepare_problem_vals() if check else {}
            wizard.title = vals.get("name")
            wizard.problem_type_id = vals.get("problem_type_id")
            wizard.description = check.finding

    def action_log(self):
        """Log the problem and open it."""
        self.ensure_one()
        problem = self.check_id.record_found(
            self.description, self.problem_type_id.id, self.title
        )
        return problem.get_formview_action()
