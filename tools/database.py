# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Databases: create, copy, rename and drop, each with its file store.

What a database was made from is kept as its comment in PostgreSQL: it goes away with
the database and cannot tell of one that is not there.
"""

import contextlib
import shutil
import subprocess

import postgres
from odoo_run import DATA
from psycopg2 import sql

FRESH_IDENTITY = """
    UPDATE ir_config_parameter SET value = gen_random_uuid()::text
    WHERE key IN ('database.uuid', 'database.secret')
"""


def query(text, *parameters, database="postgres", names=()):
    """Run one statement; `{}` in it stand for the identifiers in `names`."""
    statement = sql.SQL(text).format(*map(sql.Identifier, names))
    connection = postgres.connect(database)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters or None)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def exists(name):
    return bool(query("SELECT 1 FROM pg_database WHERE datname = %s", name))


def names():
    rows = query("SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1")
    return [name for (name,) in rows if name != "postgres"]


def drop(name):
    query("DROP DATABASE IF EXISTS {} WITH (FORCE)", names=[name])
    shutil.rmtree(_files(name), ignore_errors=True)


def clone(source, name):
    """Copy a database that nobody is connected to, as one of its own identity."""
    query("CREATE DATABASE {} TEMPLATE {}", names=[name, source])
    query(FRESH_IDENTITY, database=name)
    _copy_files(source, name)


def rename(source, name):
    query("ALTER DATABASE {} RENAME TO {}", names=[source, name])
    with contextlib.suppress(FileNotFoundError):
        _files(source).rename(_files(name))


def made_from(name):
    """What `set_made_from` noted, or None."""
    rows = query(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
        "WHERE datname = %s",
        name,
    )
    return rows[0][0] if rows else None


def set_made_from(name, note):
    query("COMMENT ON DATABASE {} IS %s", note, names=[name])


def _files(name):
    return DATA / "filestore" / name


def _copy_files(source, name):
    # The file store is addressed by content and never changed in place: hard links do.
    if _files(source).exists():
        shutil.rmtree(_files(name), ignore_errors=True)
        subprocess.run(["cp", "-al", _files(source), _files(name)], check=True)
