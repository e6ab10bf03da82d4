# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ...rules import checklist
from ...tools import hooks
from ...tools.locking import lock_for_decision
from ...tools.texts import has_text


class RectificationVerificationPoint(models.Model):
    """One thing to look at in a verification, fixed before the work began.

    Who verifies answers it, and can neither add, reword nor remove one.
    """

    _name = "rectification.verification.point"
    _description = "Point of a Verification"
    _inherit = ["rectification.verification.evidence.mixin"]
    _order = "verification_id, sequence, id"

    verification_id = fields.Many2one(
        comodel_name="rectification.verification",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        guarded=True,
    )
    sequence = fields.Integer(readonly=True, guarded=True)
    name = fields.Char(
        string="What to Look At", required=True, readonly=True, guarded=True
    )
    description = fields.Text(string="How", readonly=True, guarded=True)
    needs_photo = fields.Boolean(readonly=True, guarded=True)
    answer = fields.Selection(
        selection=[("yes", "Yes"), ("no", "No"), ("na", "Not applicable")],
        help="“Not applicable” needs a remark that says why.",
    )
    remark = fields.Char()
    attachment_ids = fields.Many2many(
        comodel_name="ir.attachment",
        relation="rectification_verification_point_photo_rel",
        string="Photos",
    )
    answered_by_id = fields.Many2one(
        comodel_name="res.users", readonly=True, guarded=True
    )
    answered_at = fields.Datetime(readonly=True, guarded=True)

    @hooks.around_change("answer", "remark", "attachment_ids")
    def _follow_answer(self, vals):
        if self._is_recording():
            yield
            return
        self.check_access("write")
        self._check_may_answer()
        yield
        self._record(
            {"answered_by_id": self.env.uid, "answered_at": fields.Datetime.now()}
        )

    def _check_open(self):
        self.verification_id._check_open()

    def _check_may_answer(self):
        """Refuse answers of who took part, before the work ends or after the signature.

        :raise UserError: with who signed, what the user did, or what is still open
        """
        verifications = self.verification_id
        # Somebody may be signing at this moment: an answer must not slip in after it.
        lock_for_decision(verifications)
        for verification in verifications:
            verification._check_open()
            verification._check_verifier()
            verification._check_ready("partly")

    def _get_gap(self):
        """Return the code of what keeps this point from a pass, or None."""
        self.ensure_one()
        return checklist.gap(
            checklist.Point(
                answer=self.answer or None,
                needs_photo=self.needs_photo,
                has_photo=bool(self.attachment_ids),
                has_remark=has_text(self.remark),
            )
        )

    def _get_lesson(self):
        """Return what this point says about a result that did not pass."""
        return f"{self.name} ({self.remark})" if self.remark else self.name
