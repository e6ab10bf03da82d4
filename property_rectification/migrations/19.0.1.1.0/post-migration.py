# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """Problems know by themselves that they belong to an imported history."""
    cr.execute(
        """
        UPDATE helpdesk_ticket SET is_imported = TRUE
         WHERE import_digest IS NOT NULL AND is_imported IS NOT TRUE
        """
    )
