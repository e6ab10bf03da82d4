# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run in Odoo's shell after the add-on was uninstalled: its dependencies work."""

from odoo.tests import Form

env = locals()["env"]


def create_and_move(model, stage_model, **values):
    """Create a record as a user does, move it through all stages, write on it."""
    with Form(env[model]) as form:
        for name, value in values.items():
            form[name] = value
    record = form.save()
    for stage in env[stage_model].search([]):
        record.stage_id = stage
    record.message_post(body="Done")


create_and_move(
    "helpdesk.ticket",
    "helpdesk.ticket.stage",
    name="Tap drips",
    description="In the kitchen",
)
create_and_move("maintenance.request", "maintenance.stage", name="Pump is loud")

views = env["ir.ui.view"].search([("type", "!=", "qweb"), ("mode", "=", "primary")])
for view in views.filtered(lambda view: view.model in env):
    env[view.model].get_view(view.id, view.type)
env.cr.commit()
