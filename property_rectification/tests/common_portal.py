# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import re
from io import BytesIO

from PIL import Image

from odoo.tests import HttpCase

from .common import RectificationCase

ACCESS_ERROR = "odoo.exceptions.AccessError"
# Loggers that report what these tests provoke.
QUIET = (
    "odoo.http",
    "odoo.addons.base.models.ir_model",
    "odoo.addons.base.models.ir_rule",
)


def picture(picture_format="JPEG", size=(64, 48)):
    """Return the bytes of a small real picture."""
    stream = BytesIO()
    Image.new("RGB", size, "teal").save(stream, picture_format)
    return stream.getvalue()


class PortalCase(HttpCase, RectificationCase):
    """The estate of ``RectificationCase``, seen through a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leak = cls._type("EQ-LEAK-SLOW")

    def _sign_in(self, user):
        self.authenticate(user.login, user.login)

    def _page(self, path):
        """Return the main part of a page that has to be there."""
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        return self._main(answer)

    @staticmethod
    def _main(answer):
        """Return what stands between the header and the footer of a page."""
        return re.search(r"<main>(.*)</main>", answer.text, re.DOTALL)[1]

    @staticmethod
    def _options(page, name):
        """Return the values that a select of a page offers, as a set of ids."""
        select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)
        return {int(value) for value in re.findall(r'value="(\d+)"', select[0])}

    def _csrf(self, path="/my/problems/new"):
        page = self.url_open(path).text
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]

    def _form(self, **values):
        return {
            "place_id": str(self.unit.id),
            "problem_type_id": str(self.leak.id),
            "description": "Water drips <b>from</b> the ceiling.",
            "csrf_token": self._csrf(),
            **values,
        }

    def _report(self, photos=(), **values):
        """Send a report as the owner does; return the answer of the server."""
        files = [("photos", photo) for photo in photos]
        return self.url_open(
            "/my/problems/new", data=self._form(**values), files=files or None
        )

    def _problems(self):
        return self.env["helpdesk.ticket"].search([("is_problem", "=", True)])

    def _rpc(self, model, method, args=(), kwargs=None):
        """Call a method like the web client does.

        :return: (result, name of the exception), one of them None
        """
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(
                {
                    "jsonrpc": "2.0",
                    "method": "call",
                    "params": {
                        "model": model,
                        "method": method,
                        "args": list(args),
                        "kwargs": kwargs or {},
                    },
                }
            ),
            headers={"Content-Type": "application/json"},
        ).json()
        return answer.get("result"), answer.get("error", {}).get("data", {}).get("name")

    def _json(self, path, **params):
        return self.url_open(
            path,
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}),
            headers={"Content-Type": "application/json"},
        ).json()
