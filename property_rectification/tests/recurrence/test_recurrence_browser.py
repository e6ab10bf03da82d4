# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, tagged

from ..common import RectificationCase

_READ_BANNER = """
    const box = document.querySelector("[name='recurrence_box']");
    const wanted = ["Reported while it was open", "Chronic:", "Not the Same"];
    const missing = wanted.filter((words) => !box.innerText.includes(words));
    if (missing.length) {
        console.error("not in the banner: " + missing + " / " + box.innerText);
    } else {
        console.log("test successful");
    }
"""
_READ_PIVOT = """
    const text = document.querySelector(".o_pivot table").innerText;
    if (text.includes("Per 100 Homes") && text.includes("Building 1")) {
        console.log("test successful");
    } else {
        console.error("not in the table: " + text);
    }
"""


@tagged("post_install", "-at_install")
class TestRecurrenceBrowser(HttpCase, RectificationCase):
    def test_the_banner_of_a_chronic_problem(self):
        self._create_problem()
        self._create_problem()
        third = self._create_problem()
        self.browser_js(
            f"/odoo/rectification-problems/{third.id}",
            _READ_BANNER,
            "Boolean(document.querySelector(\"[name='recurrence_box'] button\"))",
            login="coordinator",
        )

    def test_hot_spots(self):
        self._create_problem()
        self.browser_js(
            "/odoo/rectification-hotspots",
            _READ_PIVOT,
            "Boolean(document.querySelector('.o_pivot table tbody tr'))",
            login="coordinator",
        )
