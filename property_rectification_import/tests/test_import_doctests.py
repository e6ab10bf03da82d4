# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase, tagged

from odoo.addons.property_rectification.tests.doctests import add_doctests


@tagged("post_install", "-at_install")
class TestImportDoctests(BaseCase):
    """What the rules of the import say about themselves is true."""


add_doctests(TestImportDoctests, "odoo.addons.property_rectification_import.rules")
