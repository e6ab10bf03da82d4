# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Property Rectification",
    "summary": "Find problems of a property, answer them, remove their causes and "
    "prove that they stay removed",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services/Property",
    "author": "Property Rectification contributors",
    "depends": [
        "helpdesk_mgmt",
        "hr",
        "hr_skills",
        "maintenance",
        "portal",
        "rating",
        "resource",
    ],
    "data": [
        "security/property_rectification_groups.xml",
        "security/property_rectification_security.xml",
        "security/ir.model.access.csv",
        "data/helpdesk_ticket_team_data.xml",
        "data/mail_activity_type_data.xml",
        "data/rectification_cause_data.xml",
        "data/rectification_problem_type_data.xml",
        "data/rectification_import_profile_data.xml",
        "wizard/rectification_reason_views.xml",
        "views/rectification_todo_views.xml",
        "views/helpdesk_ticket_views.xml",
        "views/helpdesk_ticket_stage_views.xml",
        "views/helpdesk_ticket_team_views.xml",
        "views/rectification_plan_views.xml",
        "views/rectification_action_views.xml",
        "views/rectification_verification_views.xml",
        "views/property_place_views.xml",
        "views/property_occupancy_views.xml",
        "views/maintenance_equipment_views.xml",
        "views/rectification_problem_type_views.xml",
        "views/rectification_cause_views.xml",
        # Last: menus refer to the actions above.
        "views/property_rectification_menus.xml",
    ],
    "demo": [],
    "application": True,
}
