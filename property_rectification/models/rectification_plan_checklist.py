# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..rules import checklist


class RectificationPlan(models.Model):
    """What its verification will look at is fixed when a plan comes into force."""

    # The model is split by what its parts are about, to keep files readable.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.plan"

    def _plan_completion_verifications(self):
        verifications = super()._plan_completion_verifications()
        points = self.env["rectification.verification.point"].sudo()
        points._recording().create(
            [
                {"verification_id": verification.id, **vals}
                for verification in verifications
                for vals in verification.plan_id._prepare_point_vals()
            ]
        )
        return verifications

    def _prepare_point_vals(self):
        """Return the points of the checklists of the types of the problems."""
        self.ensure_one()
        types = self.sudo().ticket_ids.problem_type_id
        lists = types.checklist_id.filtered("active")
        items = lists.item_ids
        merged = checklist.merge([(item.name, item.needs_photo) for item in items])
        return [
            {
                "sequence": sequence,
                "name": items[index].name,
                "description": items[index].description,
                "needs_photo": needs_photo,
            }
            for sequence, (index, needs_photo) in enumerate(merged, 1)
        ]
