# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from ...rules import owner_report
from ..base.uploads import received_files

# Room for as many photos as an action takes on one side.
_MAX_FILES = 12
# Whose photos are taken here: an action's, unless another one is named.
_ACTION = "rectification.action"
_MIXIN = "rectification.photo.mixin"


class ActionPhotos(http.Controller):
    """Where the form of an action sends its photos, and learns what is wrong."""

    @http.route(
        "/rectification/action/photos",
        type="http",
        auth="user",
        methods=["POST"],
        max_content_length=_MAX_FILES * owner_report.MAX_PHOTO_BYTES,
    )
    def upload_action_photos(self, **post):
        """Keep photos for an action; answer as the upload of attachments does.

        ``id`` names the action, 0 while it is not saved; ``model`` names another
        record that photos are taken for, such as a point of a verification.

        :return: list with id, name and type, or the error, of each file
        """
        record_id = owner_report.record_id(post.get("id"))
        model = request.env[self._get_model(post.get("model"))]
        record = model.browse(record_id or []).exists()
        try:
            record.check_access("write")
            results = request.env["ir.attachment"]._keep_action_photos(
                record, received_files("ufile")
            )
        except AccessError:
            results = [request.env._("You cannot add photos here.")]
        return json.dumps([self._describe(result) for result in results])

    def _get_model(self, name):
        """Return a model whose photos are evidence: the one named, or actions."""
        models = request.env.registry
        is_evidence = name in models and issubclass(models[name], models[_MIXIN])
        return name if is_evidence and not models[name]._abstract else _ACTION

    def _describe(self, result):
        if isinstance(result, str):
            return {"error": result}
        return {
            "id": result.id,
            "filename": result.name,
            "mimetype": result.mimetype,
            "size": result.file_size,
        }
