# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""First step of every verb: the virtual environment, with Odoo 19 on its path."""

import odoo_source
import virtualenvs
from common import main, setup_lock


def bootstrap():
    with setup_lock():
        virtualenvs.ensure(
            "venv", *virtualenvs.TESTING, without_dependencies=["addons.txt"]
        )
        odoo_source.ensure()


if __name__ == "__main__":
    main(bootstrap)
