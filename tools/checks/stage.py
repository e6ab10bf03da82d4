# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Throw-away databases with some of the add-ons, each made from the one before it."""

import database

PREFIX = "pr_check_"
TRIAL = f"{PREFIX}trial"


class Stage:
    """Databases that hold the first, the first two, … of a list of add-ons.

    :param base: the database without any of them
    :param install: function of a database, modules, and the add-ons that Odoo may see
    """

    def __init__(self, base, install):
        self._install = install
        self._made = {(): base}

    def __enter__(self):
        self._drop()
        return self

    def __exit__(self, *exception):
        self._drop()

    def database(self, modules):
        """Name of a database with these add-ons: to be looked at, not changed."""
        if modules not in self._made:
            name = f"{PREFIX}{len(self._made)}"
            database.drop(name)
            database.clone(self.database(modules[:-1]), name)
            self._install(name, modules[-1:], modules)
            self._made[modules] = name
        return self._made[modules]

    def copy(self, modules):
        """Name of a copy that may be changed, until the next one is asked for."""
        source = self.database(modules)
        database.drop(TRIAL)
        database.clone(source, TRIAL)
        return TRIAL

    def _drop(self):
        for name in database.names():
            if name.startswith(PREFIX):
                database.drop(name)
