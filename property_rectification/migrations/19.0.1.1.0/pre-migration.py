# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The import of histories and the stories of the demo estate get add-ons of their own.

Their records, tables and columns stay as they are: only the add-on changes that they
belong to.  It counts as installed from now on, and is updated with this one.
"""

_MAIN = "property_rectification"
_IMPORT = f"{_MAIN}_import"
_DEMO = f"{_MAIN}_demo"
# What the import brought along, by the ends and the middles of its external ids.
_IMPORTED = (
    "%rectification_import%",
    "import_profile_%",
    "import_column_%",
    "field_helpdesk_ticket__import_digest",
    "helpdesk_ticket_action_link_history",
)


# Our views that extend others, but for those that somebody else's view hangs on.
_PARTS = """
    WITH ours AS (
        SELECT part.id
          FROM ir_ui_view part
          JOIN ir_model_data data
            ON data.model = 'ir.ui.view' AND data.res_id = part.id
         WHERE data.module = %s AND part.inherit_id IS NOT NULL
           AND part.mode = 'extension'
    )
    SELECT id FROM ours
     WHERE NOT EXISTS (
        SELECT FROM ir_ui_view child
         WHERE child.inherit_id = ours.id AND child.id NOT IN (SELECT id FROM ours)
     )
"""


def migrate(cr, version):
    _give_away(cr, _IMPORT, "name LIKE ANY(%s)", [list(_IMPORTED)])
    _give_away_constraints(cr)
    told = _give_away(
        cr, _DEMO, "model = 'helpdesk.ticket' AND name LIKE %s", ["problem\\_%\\_demo"]
    )
    _take_views_apart(cr)
    _count_as_installed(cr, _IMPORT, version)
    if told:
        _count_as_installed(cr, _DEMO, version)


def _give_away(cr, addon, condition, parameters):
    """Let records of this add-on belong to another one; returns how many."""
    cr.execute(
        f"UPDATE ir_model_data SET module = %s WHERE module = %s AND {condition}",
        [addon, _MAIN, *parameters],
    )
    return cr.rowcount


def _give_away_constraints(cr):
    """What the uninstallation of an add-on drops follows its models."""
    for table in ("ir_model_constraint", "ir_model_relation"):
        cr.execute(
            f"""
            UPDATE {table} owned SET module = annex.id
              FROM ir_module_module annex, ir_module_module main, ir_model model
             WHERE annex.name = %s AND main.name = %s AND owned.module = main.id
               AND model.id = owned.model
               AND model.model LIKE 'rectification.import%%'
            """,
            [_IMPORT, _MAIN],
        )


def _count_as_installed(cr, addon, version):
    cr.execute(
        """
        UPDATE ir_module_module annex
           SET state = 'to upgrade', latest_version = %s, demo = main.demo
          FROM ir_module_module main
         WHERE annex.name = %s AND main.name = %s
           AND annex.state IN ('uninstalled', 'to install')
        """,
        [version, addon, _MAIN],
    )


def _take_views_apart(cr):
    """Remove the parts of views; the update makes them again from the ground up."""
    cr.execute(_PARTS, [_MAIN])
    parts = [view_id for (view_id,) in cr.fetchall()]
    cr.execute(
        "UPDATE ir_ui_view SET mode = 'primary', inherit_id = NULL WHERE id = ANY(%s)",
        [parts],
    )
    cr.execute(
        "DELETE FROM ir_model_data WHERE model = 'ir.ui.view' AND res_id = ANY(%s)",
        [parts],
    )
    cr.execute("DELETE FROM ir_ui_view WHERE id = ANY(%s)", [parts])
