# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Property Rectification: Import",
    "summary": "Bring along the problem history of another system, from files",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services/Property",
    "author": "Property Rectification contributors",
    "maintainers": ["property-rectification"],
    "website": "https://github.com/property-rectification/property-rectification",
    "development_status": "Beta",
    "images": ["static/description/icon.png"],
    "depends": ["property_rectification"],
    "data": [
        "security/rectification_import_security.xml",
        "security/ir.model.access.csv",
        "data/rectification_import_profile_data.xml",
        "wizard/rectification_import_views.xml",
        "views/rectification_import_profile_views.xml",
        "views/rectification_import_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["property_rectification_import/static/tests/tours/*"],
        "web.assets_backend": [
            "property_rectification_import/static/src/import_progress/*",
        ],
    },
}
