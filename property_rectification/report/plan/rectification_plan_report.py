# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
from itertools import zip_longest

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.image import image_process

# On paper a photo shows that something is so; the original is in the database.
_PHOTO_SIZE = (480, 360)
_MAX_PAIRS = 3
_NAMED = (
    "previous_id.version",
    "place_id.display_name",
    "responsible_id.display_name",
    "author_id.display_name",
    "approver_id.display_name",
    "ticket_ids.problem_type_id.name",
    "ticket_ids.place_id.display_name",
    "why_ids.cause_id.display_name",
    "action_ids.employee_id.display_name",
    "action_ids.partner_id.display_name",
    "action_ids.containment_ended_by_id.display_name",
)


class ReportRectificationPlan(models.AbstractModel):
    """What the paper of a plan shows beside the plan itself."""

    _name = "report.property_rectification.report_rectification_plan"
    _description = "Paper of an Action Plan"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the values of the template, for all plans at once.

        :raise AccessError: when the user may not read one of the plans
        """
        plans = self.env["rectification.plan"].browse(docids)
        plans.check_access("read")
        histories = plans._get_histories()
        self._load(plans.union(*histories.values()))
        return {
            "doc_ids": docids,
            "doc_model": plans._name,
            "docs": plans,
            "histories": {plan.id: histories[plan] for plan in plans},
            "causes": {plan.id: plan.why_ids._get_rows() for plan in plans},
            "photos": self._get_photos(plans.action_ids),
        }

    @api.model
    def _load(self, versions):
        """Read what the paper names of all versions at once, not plan by plan."""
        for path in self._get_named():
            versions.mapped(path)

    @api.model
    def _get_named(self):
        """Return the paths of what the paper names.

        Extension point: each room adds what its part of the paper names.
        """
        return _NAMED

    @api.model
    def _get_photos(self, actions):
        """Return up to three pairs of photos, before and after, by id of the action."""
        shown = {
            action.id: (
                action.before_attachment_ids[:_MAX_PAIRS],
                action.after_attachment_ids[:_MAX_PAIRS],
            )
            # Who may read an action may see its photos.
            for action in actions.sudo()
        }
        return {
            action_id: [
                (self._get_image(before), self._get_image(after))
                for before, after in zip_longest(*sides)
            ]
            for action_id, sides in shown.items()
            if any(sides)
        }

    @api.model
    def _get_image(self, attachment):
        """Return a small picture as the address of an image, None for what is none."""
        if not attachment:
            return None
        try:
            small = image_process(
                attachment.raw, size=_PHOTO_SIZE, quality=75, output_format="JPEG"
            )
        except (UserError, OSError, ValueError):
            # A file that is no image must not keep the rest from being printed.
            return None
        return f"data:image/jpeg;base64,{base64.b64encode(small).decode()}"
