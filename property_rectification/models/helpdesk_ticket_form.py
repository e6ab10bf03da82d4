# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class HelpdeskTicket(models.Model):
    """What the form of a problem shows beside the problem itself."""

    # The model is split by what its parts are about, to keep files readable.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket"

    can_edit = fields.Boolean(
        compute="_compute_can_edit",
        help="The user may change what is recorded about this problem.",
    )
    plan_state = fields.Selection(related="plan_id.state", string="Plan")
    plan_action_ids = fields.One2many(related="plan_id.action_ids", string="Actions")
    plan_verification_ids = fields.One2many(
        related="plan_id.verification_ids",
        string="Verifications",
    )
    place_open_problem_count = fields.Integer(
        related="place_id.open_problem_count",
        string="Open Here",
        help="Open problems of the same place and of its parts.",
    )

    @api.depends_context("uid")
    def _compute_can_edit(self):
        editable = self._origin._filtered_access("write")
        for ticket in self:
            ticket.can_edit = not ticket._origin or ticket._origin in editable

    @api.depends("name", "number", "is_problem")
    def _compute_display_name(self):
        """A problem that is being logged has neither number nor title yet."""
        unnamed = self.filtered(lambda ticket: ticket.is_problem and not ticket.name)
        unnamed.display_name = self.env._("New problem")
        return super(HelpdeskTicket, self - unnamed)._compute_display_name()

    @api.model
    def get_formview_id(self, access_uid=None):
        """A problem opens in its own form, wherever the link to it was clicked."""
        if len(self) == 1 and self.is_problem:
            form = "property_rectification.helpdesk_ticket_view_form"
            return self.env.ref(form).id
        return super().get_formview_id(access_uid=access_uid)

    def get_formview_action(self, access_uid=None):
        """The address of a problem leads to its own form, when it is shared, too."""
        action = super().get_formview_action(access_uid=access_uid)
        if len(self) == 1 and self.is_problem:
            problems = "property_rectification.helpdesk_ticket_action_problem"
            action["path"] = self.env.ref(problems).sudo().path
        return action

    def action_open_place_problems(self):
        """Open all problems of the place of this problem."""
        self.ensure_one()
        return self.place_id.action_open_problems()
