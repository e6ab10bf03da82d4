# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase, tagged

from ..doctests import add_doctests


@tagged("post_install", "-at_install")
class TestDoctests(BaseCase):
    """What the rules say about themselves is true."""


add_doctests(TestDoctests, "odoo.addons.property_rectification.rules")
