# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules.actions import PREVENTIVE_KINDS
from ...tools.texts import has_text


class RectificationAction(models.Model):
    """What an action has prevented, and what a training needs to count as done."""

    _inherit = "rectification.action"

    training_topic = fields.Char(
        compute="_compute_training_topic",
        compute_sudo=True,
        help="By the verified causes of the plan: what the training should be about.",
    )
    prevention_words = fields.Char(
        string="Effect So Far",
        compute="_compute_prevention_words",
        help="Problems of the same cause before and after this was done, in the same "
        "length of time.",
    )

    _done_prevention = models.Index(
        f"(company_id, done_at) WHERE state = 'done' AND kind IN {PREVENTIVE_KINDS}"
    )

    @api.depends("kind", "plan_id.why_ids.status", "plan_id.why_ids.cause_id")
    @api.depends_context("lang")
    def _compute_training_topic(self):
        trainings = self.filtered(lambda action: action.kind == "training")
        (self - trainings).training_topic = False
        for action in trainings:
            verified = action.plan_id.why_ids.filtered(lambda w: w.status == "verified")
            topics = [why.cause_id._get_training_topic() for why in verified]
            action.training_topic = "; ".join(dict.fromkeys(filter(None, topics)))

    @api.depends("state", "kind", "done_at")
    @api.depends_context("lang", "uid")
    def _compute_prevention_words(self):
        rows = self.env["rectification.prevention"]
        is_done = any(a.state == "done" and a.kind in PREVENTIVE_KINDS for a in self)
        # Contractors read their actions, not the figures of the company.
        if is_done and rows.has_access("read"):
            rows = rows.search([("id", "in", self.ids)])
        words = {row.id: row.words for row in rows}
        for action in self:
            action.prevention_words = words.get(action._origin.id)

    def _record_done(self):
        self._check_took_part()
        return super()._record_done()

    def _check_took_part(self):
        """A training without anybody who took part is none."""
        for action in self.filtered(lambda a: a.kind == "training"):
            if not (has_text(action.evidence) or action.after_attachment_ids):
                raise UserError(
                    self.env._(
                        "Say who took part in “%(training)s”: their names, or a photo "
                        "of the attendance list.",
                        training=action.name,
                    )
                )

    def action_open_prevention(self):
        """Open the figures before and after this action."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "rectification.prevention",
            "res_id": self.id,
            "view_mode": "form",
        }
