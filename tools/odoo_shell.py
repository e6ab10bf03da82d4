# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An Odoo environment for programs that `./dev` runs (import, bench)."""

import contextlib

import odoo.api
import odoo.modules.registry
import odoo.tools


@contextlib.contextmanager
def environment(database, **context):
    """Environment of the superuser, committed at the end unless an exception leaves.

    The configuration comes from `ODOO_RC`, the server from libpq's variables.
    """
    odoo.tools.config.parse_config(
        ["-d", database, "--no-http", "--log-level=warn"], setup_logging=True
    )
    registry = odoo.modules.registry.Registry(database)
    with registry.cursor() as cursor:
        yield odoo.api.Environment(cursor, odoo.api.SUPERUSER_ID, context)
