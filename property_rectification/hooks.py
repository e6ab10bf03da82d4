# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tools import SQL

# In this order: what points at others goes first.
_STATEMENTS = (
    "UPDATE helpdesk_ticket SET plan_id = NULL WHERE plan_id IS NOT NULL",
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

    Odoo removes the shipped causes, activity type and demo users before it drops
    our tables; plans that still point at them would keep them alive.
    """
    env.flush_all()
    for statement in _STATEMENTS:
        env.cr.execute(SQL(statement))
    env.invalidate_all()
