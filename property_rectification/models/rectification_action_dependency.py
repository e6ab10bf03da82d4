# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError


class RectificationAction(models.Model):
    """Which action waits for which, and what they cost."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.action"

    depends_on_ids = fields.Many2many(
        comodel_name="rectification.action",
        relation="rectification_action_dependency_rel",
        column1="action_id",
        column2="depends_on_id",
        string="Waits For",
        domain="[('plan_id', '=', plan_id), ('id', '!=', id)]",
        copy=False,
        help="Actions of the same plan that have to be finished before this begins.",
    )
    blocked_by = fields.Char(
        compute="_compute_blocked_by",
        help="What has to be finished before this action can begin.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    cost = fields.Monetary(tracking=True, help="What it costs, as far as known.")

    _cost_not_negative = models.Constraint(
        "CHECK (cost >= 0)", "An action does not cost less than nothing."
    )

    @api.depends("depends_on_ids.state", "depends_on_ids.name")
    def _compute_blocked_by(self):
        for action in self:
            action.blocked_by = ", ".join(action._get_unfinished().mapped("name"))

    @api.constrains("depends_on_ids", "plan_id")
    def _check_depends_on_ids(self):
        if self._has_cycle("depends_on_ids"):
            raise ValidationError(
                self.env._("Actions cannot wait for each other in a circle.")
            )
        for action in self:
            if action.depends_on_ids.plan_id - action.plan_id:
                raise ValidationError(
                    self.env._(
                        "“%(action)s” can only wait for actions of its own plan.",
                        action=action.name,
                    )
                )

    def _get_unfinished(self):
        """Return what these actions wait for and what is not finished yet."""
        waiting_for = self.sudo().depends_on_ids
        return waiting_for.filtered(lambda a: a.state in ("todo", "in_progress"))

    def _check_not_blocked(self):
        for action in self:
            # What is recorded together with what it waits for is in order.
            if action._get_unfinished() - self:
                raise UserError(
                    self.env._(
                        "“%(action)s” waits for: %(others)s.",
                        action=action.name,
                        others=action.blocked_by,
                    )
                )

    def _set_dependencies(self, positions):
        """Let these actions wait for each other.

        :param positions: dict of place in this recordset to a list of such places
        """
        for place, others in positions.items():
            waited_for = self.browse(self[other].id for other in others)
            self[place].depends_on_ids = [Command.set(waited_for.ids)]
