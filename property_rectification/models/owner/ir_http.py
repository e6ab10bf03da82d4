# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from werkzeug.exceptions import RequestEntityTooLarge

from odoo import models
from odoo.http import request

# The form to go back to, by the end of the path that it is sent to.
_FORMS = {
    r"/my/problems/new": r"/my/problems/new?too_large=1",
    r"/submitted/ticket": r"/new/ticket?too_large=1",
    r"/my/actions/(\d+)/report": r"/my/actions/\1?too_large=1",
}


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _handle_error(cls, exception):
        # What is too much is never read, so no page can be made of it: without
        # this the visitor sees a bare line of the web server.
        if isinstance(exception, RequestEntityTooLarge):
            for path, form in _FORMS.items():
                if match := re.search(f"{path}$", request.httprequest.path):
                    return request.redirect(match.expand(form))
        return super()._handle_error(exception)
