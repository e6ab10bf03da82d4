# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Property Rectification: Demo Estate",
    "summary": "The problems of a demo estate, told through the gates",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services/Property",
    "author": "Property Rectification contributors",
    "maintainers": ["property-rectification"],
    "website": "https://github.com/property-rectification/property-rectification",
    "development_status": "Beta",
    "images": ["static/description/icon.png"],
    "depends": ["property_rectification"],
    "demo": ["demo/helpdesk_ticket_demo.xml"],
    "uninstall_hook": "uninstall_hook",
}
