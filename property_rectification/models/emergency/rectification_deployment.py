# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import hooks
from .rectification_resource import RESOURCE_KINDS

# Once it is ticked, it stays on record what was done, and where.
_FROZEN_BY_TICK = frozenset(
    {"ticket_id", "resource_id", "kind", "name", "partner_id", "phone"}
)


class RectificationDeployment(models.Model):
    """One line of the checklist of an emergency: what to send, close or fetch."""

    _name = "rectification.deployment"
    _description = "Emergency Deployment"
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
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    resource_id = fields.Many2one(
        comodel_name="rectification.resource",
        index="btree_not_null",
        ondelete="set null",
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(selection=RESOURCE_KINDS, required=True, default="people")
    name = fields.Char(string="What", required=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    phone = fields.Char(compute="_compute_phone", store=True, readonly=False)
    is_done = fields.Boolean(string="Done", copy=False, guarded=True)
    done_at = fields.Datetime(copy=False, guarded=True)
    done_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Ticked By",
        copy=False,
        guarded=True,
    )

    @api.depends("partner_id")
    def _compute_phone(self):
        for line in self:
            line.phone = line.partner_id.phone or line.phone

    @hooks.before_change(*_FROZEN_BY_TICK)
    def _check_frozen(self, vals):
        self.check_access("write")
        if any(self.mapped("is_done")):
            raise UserError(
                self.env._("What was done in an emergency stays on record.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(self.mapped("is_done")):
            raise UserError(
                self.env._("What was done in an emergency stays on record.")
            )

    def action_done(self):
        """Record that these were deployed, by whoever is on the spot.

        :raise UserError: when one is ticked already
        :raise AccessError: when the user may not work on the problem
        """
        self._check_may_tick()
        if any(self.mapped("is_done")):
            raise UserError(self.env._("This was ticked already: reload the page."))
        now = fields.Datetime.now()
        vals = {"is_done": True, "done_at": now, "done_by_id": self.env.uid}
        self.sudo()._record(vals)
        return self._log_lines(self.env._("Done:"))

    def action_undo(self):
        """Take back a tick that was a mistake; the chatter keeps both."""
        self._check_may_tick()
        if not all(self.mapped("is_done")):
            raise UserError(self.env._("This is not ticked: reload the page."))
        vals = {"is_done": False, "done_at": False, "done_by_id": False}
        self.sudo()._record(vals)
        return self._log_lines(self.env._("Not done, ticked by mistake:"))

    def _check_may_tick(self):
        self.check_access("read")
        self.ticket_id.check_access("read")
        group = "property_rectification.group_rectification_staff"
        if not self.env.su and not self.env.user.has_group(group):
            raise AccessError(self.env._("Only staff tick what was done."))
        for problem in self.ticket_id:
            problem._check_open()

    def _log_lines(self, label):
        bodies = {
            problem.id: Markup("%s<ul>%s</ul>")
            % (label, Markup().join(Markup("<li>%s</li>") % li.name for li in lines))
            for problem, lines in self.grouped("ticket_id").items()
        }
        self.ticket_id.sudo()._message_log_batch(bodies=bodies)
        return True
