# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError

from ...tools.uninstalling import strip_uninstall_flag

_ACTION = "rectification.action"
_CONTENT = frozenset(
    {"raw", "datas", "db_datas", "type", "url", "mimetype"}
    | {"res_model", "res_id", "res_field"}
)


class IrAttachment(models.Model):
    """The photos of an action are evidence: neither swapped nor deleted by hand."""

    _inherit = "ir.attachment"

    def write(self, vals):
        # What the server itself does with them, it does as superuser.
        if not self.env.su and _CONTENT.intersection(vals) and self._get_evidence():
            raise UserError(
                self.env._(
                    "A photo that is evidence is not exchanged: remove it there and "
                    "add another."
                )
            )
        return super().write(vals)

    def unlink(self):
        return super(IrAttachment, strip_uninstall_flag(self)).unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        for action, photos in self._get_evidence().items():
            action._check_may_remove(photos)

    def _get_evidence(self):
        """Return which of these are photos of actions, as {action: photos}."""
        of_actions = self.sudo().filtered(lambda a: a.res_model == _ACTION)
        actions = self.env[_ACTION].browse(set(of_actions.mapped("res_id"))).exists()
        found = {}
        for (action, _side), photos in actions._get_photos().items():
            if shown := photos & of_actions:
                found[action] = found.get(action, photos.browse()) | shown
        return found

    @api.model
    def _keep_action_photos(self, record, uploads):
        """Keep the photos of an upload for an action, with the rights of the user.

        :param record: the action, or an empty record while it is not saved; or any
            other whose photos are evidence
        :param uploads: list of (file name, bytes)
        :return: one attachment or message for each upload, in their order
        """
        results = []
        for name, data in uploads:
            vals = self._prepare_photo(name, data)
            problem = self._get_photo_problem(name, data, vals)
            results.append(problem or vals)
        owner = {
            "res_model": record._name,
            "res_id": record.id,
            "access_token": False,
        }
        photos = [{**vals, **owner} for vals in results if isinstance(vals, dict)]
        kept = iter(self.create(photos))
        return [result if isinstance(result, str) else next(kept) for result in results]
