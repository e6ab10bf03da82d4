# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.fields import Domain

_REPEATING = "rectification_repeating"


class MaintenanceRequest(models.Model):
    """A request that an action asked for: what becomes of one becomes of the other."""

    _inherit = "maintenance.request"

    rectification_action_id = fields.Many2one(
        comodel_name="rectification.action",
        string="Corrective Action",
        index="btree_not_null",
        ondelete="set null",
        help="Asked for this request; its repetitions keep it.",
    )
    place_id = fields.Many2one(
        comodel_name="property.place",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    repeats_id = fields.Many2one(
        comodel_name="maintenance.request",
        string="Repeats",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        help="The request before this one in a series.",
    )

    def write(self, vals):
        if "stage_id" not in vals:
            return super().write(vals)
        ours = self.filtered("rectification_action_id")
        was_done = {request: request.stage_id.done for request in ours}
        repeated = ours._filter_repeated()
        repeating = self.with_context(**{_REPEATING: repeated.ids})
        res = super(MaintenanceRequest, repeating).write(vals)
        changed = ours.filtered(lambda r: r.stage_id.done != was_done[r])
        changed._tell_actions()
        return res

    def copy(self, default=None):
        """Repeat a request once, however often it is reopened and done again."""
        repeated_ids = self.env.context.get(_REPEATING)
        if repeated_ids is None:
            return super().copy(default)
        fresh = self.filtered(lambda request: request.id not in repeated_ids)
        copies = fresh.browse()
        for request in fresh:
            vals = dict(default or {})
            if request.rectification_action_id:
                vals["repeats_id"] = request.id
            copies |= super(MaintenanceRequest, request).copy(vals)
        return copies

    def unlink(self):
        actions = self._get_actions()
        names = {action: action.maintenance_request_id.name for action in actions}
        res = super().unlink()
        actions._message_log_batch(
            bodies={
                action.id: self.env._(
                    "The maintenance request “%(request)s” was deleted.", request=name
                )
                for action, name in names.items()
            }
        )
        return res

    def _filter_repeated(self):
        """Return those of these requests whose next one in the series exists."""
        known = self.sudo().search(Domain("repeats_id", "in", self.ids))
        return known.repeats_id & self

    def _get_actions(self):
        """Return the actions that these very requests carry out."""
        return (
            self.env["rectification.action"]
            .sudo()
            .search([("maintenance_request_id", "in", self.ids)])
        )

    def _tell_actions(self):
        """Finish the actions of requests that are done, reopen those of the others."""
        done = self.filtered(lambda request: request.stage_id.done)
        done._get_actions()._finish_by_request()
        (self - done)._get_actions()._reopen_by_request()
