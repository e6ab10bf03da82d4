# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tools import SQL

# In this order: what points at others goes first.
_STATEMENTS = (
    """UPDATE helpdesk_ticket
          SET plan_id = NULL, place_id = NULL, problem_type_id = NULL
        WHERE COALESCE(plan_id, place_id, problem_type_id) IS NOT NULL""",
    # Problems stay as tickets, and so do the team and the stages that they are in.
    """DELETE FROM ir_model_data data
        USING helpdesk_ticket ticket
        LEFT JOIN helpdesk_ticket_team team ON team.id = ticket.team_id
        WHERE data.module = 'property_rectification'
          AND (data.model, data.res_id) IN (
              ('helpdesk.ticket.stage', ticket.stage_id),
              ('helpdesk.ticket.team', team.id),
              ('mail.alias', team.alias_id))""",
    "DELETE FROM rectification_why",
    "DELETE FROM rectification_plan",
    "UPDATE rectification_cause SET parent_id = NULL WHERE parent_id IS NOT NULL",
    """DELETE FROM mail_activity
        USING ir_model_data data
        WHERE data.module = 'property_rectification'
          AND data.model = 'mail.activity.type'
          AND data.res_id = mail_activity.activity_type_id""",
)


def uninstall_hook(env):
    """Let go of what our own foreign keys would refuse to delete.

    Odoo removes the shipped causes, types, activity type and demo places and users
    before it drops our tables; what still points at them would keep them alive.
    Problems that people have logged stay: as ordinary tickets.
    """
    env.flush_all()
    for statement in _STATEMENTS:
        env.cr.execute(SQL(statement))
    env.invalidate_all()
