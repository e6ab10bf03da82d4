# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ...tools import hooks


class RectificationAction(models.Model):
    """What became of a temporary measure, when, and who says so."""

    _inherit = "rectification.action"

    containment_ended_at = fields.Datetime(
        string="Containment Ended",
        readonly=True,
        copy=False,
        guarded=True,
    )
    containment_ended_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Containment Ended By",
        readonly=True,
        copy=False,
        guarded=True,
    )

    @hooks.after_create
    def _check_new_containment(self):
        self.filtered("containment_end")._check_may_end_containment()

    @hooks.around_change("containment_end")
    def _follow_containment_end(self, vals):
        end = vals["containment_end"]
        changed = self.filtered(lambda a: a.containment_end != end)
        changed._check_may_end_containment(end)
        yield
        changed._record(
            {
                "containment_ended_at": bool(end) and fields.Datetime.now(),
                "containment_ended_by_id": bool(end) and self.env.uid,
            }
        )

    def _check_may_end_containment(self, end=None):
        """Refuse to end what does not stand, or is not the user's.

        To accept a temporary measure for good is a decision about the plan.
        """
        if self._is_recording():
            return
        self.check_access("write")
        is_coordinator = self.env.su or self._is_coordinator()
        for action in self:
            if action.kind != "containment" or action.state != "done":
                raise UserError(
                    self.env._(
                        "“%(action)s” is no containment that stands: say what became "
                        "of it once it is done.",
                        action=action.name,
                    )
                )
            action._check_plan_in_force()
            is_theirs = action.user_id == self.env.user and end != "permanent"
            if not is_coordinator and not is_theirs:
                raise UserError(
                    self.env._(
                        "A coordinator says what becomes of “%(action)s”; who did it "
                        "may say that it was removed.",
                        action=action.name,
                    )
                )

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_containment_removed(self):
        """Record that these temporary measures have been removed."""
        return self.write({"containment_end": "removed"})

    def action_containment_permanent(self):
        """Record that these temporary measures are accepted for good."""
        return self.write({"containment_end": "permanent"})

    def _record_undone(self):
        """What is not done stands no more."""
        ended = self.filtered("containment_end")
        ended._record(
            {
                "containment_end": False,
                "containment_ended_at": False,
                "containment_ended_by_id": False,
            }
        )
        return super()._record_undone()


class RectificationPlan(models.Model):
    """Containment apart from the cure."""

    _inherit = "rectification.plan"

    containment_ids = fields.One2many(
        comodel_name="rectification.action",
        inverse_name="plan_id",
        domain=[("kind", "=", "containment")],
        string="Containment",
        readonly=True,
        copy=False,
        help="What keeps the harm small until the cause is removed.",
    )
