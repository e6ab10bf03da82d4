# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.texts import has_text


class RectificationAction(models.Model):
    """What a training is about, and what it needs to count as done."""

    _inherit = "rectification.action"

    training_topic = fields.Char(
        compute="_compute_training_topic",
        compute_sudo=True,
        help="By the verified causes of the plan: what the training should be about.",
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
