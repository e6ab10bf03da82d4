# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What people have recorded, counted and compared between two databases."""

import dataclasses

import database
from odoo_run import DATA


@dataclasses.dataclass(frozen=True)
class Kind:
    """Rows that must still be there, and columns that must still say the same."""

    name: str
    table: str
    columns: tuple
    where: str = "true"


OURS = "(model = 'helpdesk.ticket' OR model ~ '^(rectification|property)[.]')"
KINDS = (
    Kind(
        "problems",
        "helpdesk_ticket",
        (
            *("number", "name", "description", "problem_type_id", "severity"),
            *("place_id", "equipment_id", "problem_source", "reported_at"),
            *("plan_id", "rectification_state", "rectification_outcome"),
            *("partner_id", "team_id", "stage_id", "user_id", "active"),
        ),
        "is_problem",
    ),
    Kind(
        "plans",
        "rectification_plan",
        (
            *("name", "place_id", "version", "previous_id", "root_id", "state"),
            *("depth", "author_id", "responsible_id", "approver_id", "approved_at"),
            *("goal", "target_date", "active"),
        ),
    ),
    Kind(
        "actions",
        "rectification_action",
        (
            *("name", "plan_id", "kind", "description", "employee_id", "partner_id"),
            *("deadline", "state", "started_at", "done_at", "done_by_id", "evidence"),
        ),
    ),
    Kind("causes", "rectification_cause", ("name", "code", "parent_id", "active")),
    Kind(
        "causes of plans",
        "rectification_why",
        ("plan_id", "parent_id", "statement", "cause_id", "status", "evidence"),
    ),
    Kind(
        "verifications",
        "rectification_verification",
        ("plan_id", "kind", "due_date", "verifier_id", "result", "done_at", "evidence"),
    ),
    Kind(
        "deadlines",
        "rectification_deadline",
        ("ticket_id", "clock", "promised_at", "started_at", "met_at", "due_at"),
    ),
    Kind(
        "involvements",
        "rectification_involvement",
        ("ticket_id", "employee_id", "partner_id", "role", "responsibility"),
    ),
    Kind(
        "import profiles",
        "rectification_import_profile",
        ("name", "code", "active", "delimiter", "encoding", "date_formats", "tz"),
    ),
    Kind(
        "import columns",
        "rectification_import_column",
        ("profile_id", "header", "field_key", "required", "value_map"),
    ),
    Kind(
        "photos and files",
        "ir_attachment",
        ("name", "res_model", "res_id", "res_field", "checksum", "store_fname"),
        OURS.replace("model", "res_model"),
    ),
    Kind(
        "messages",
        "mail_message",
        ("model", "res_id", "subject", "body", "date", "author_id", "subtype_id"),
        OURS,
    ),
)
# Every other table of ours, and what links our records with each other.
TABLES = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relname ~ '^(rectification|property)_'
      AND relname NOT IN (
          SELECT replace(model, '.', '_') FROM ir_model WHERE transient
          UNION SELECT relation.name FROM ir_model_relation relation
          JOIN ir_model ON ir_model.id = relation.model WHERE transient)
    UNION SELECT relation.name FROM ir_model_relation relation
    JOIN ir_model ON ir_model.id = relation.model AND NOT transient
    JOIN ir_module_module module ON module.id = relation.module
    WHERE starts_with(module.name, 'property_rectification')
    ORDER BY 1
"""
# Records of others' models that came with ours, such as users and equipment.
NAMED = """
    SELECT DISTINCT data.model FROM ir_model_data data
    JOIN ir_model ON ir_model.model = data.model AND NOT transient
    JOIN pg_class ON relname = replace(data.model, '.', '_') AND relkind = 'r'
    WHERE starts_with(module, 'property_rectification')
      AND data.model !~ '^(ir|rectification|property)[.]'
    ORDER BY 1
"""
HAS_NAME = """
    id IN (SELECT res_id FROM ir_model_data
           WHERE starts_with(module, 'property_rectification') AND model = '%s')
"""
COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s
"""


def compare(old, new):
    """Print a table; returns what is lost or changed."""
    print(f"{'':44} {'before':>7} {'after':>7} {'lost':>6} {'changed':>8}")
    problems = []
    for kind in (*KINDS, *_other_kinds(old)):
        if database.query(COLUMNS, kind.table, database=old):
            problems += _compare(kind, old, new)
    return problems + _missing_files(new)


def _other_kinds(name):
    """The tables that are not among `KINDS`: their rows must still be there."""
    known = {kind.table for kind in KINDS}
    for (table,) in database.query(TABLES, database=name):
        if table not in known:
            yield Kind(table, table, ())
    for (model,) in database.query(NAMED, database=name):
        table = model.replace(".", "_")
        yield Kind(f"{model} that came with ours", table, (), HAS_NAME % model)


def _compare(kind, old, new):
    there, here = (
        {column for (column,) in database.query(COLUMNS, kind.table, database=name)}
        for name in (old, new)
    )
    wanted = [column for column in kind.columns if column in there]
    gone = [column for column in kind.columns if column not in here]
    if not here or gone:
        return [f"{kind.name}: gone: {', '.join(gone) or kind.table}"]
    before, after = (_rows(kind, wanted, there, name) for name in (old, new))
    lost = before.keys() - after.keys()
    changed = [key for key in before.keys() & after.keys() if before[key] != after[key]]
    figures = f"{len(before):7} {len(after):7} {len(lost):6} {len(changed):8}"
    if before or kind in KINDS:
        print(f"{kind.name:44.44} {figures}")
    return _tell(kind.name, "lost", lost) + _tell(kind.name, "changed", changed)


def _rows(kind, columns, all_columns, name):
    """Checksum by number of the row, or by its content where it has no number."""
    key = "id" if "id" in all_columns else "(row_of_table::text)"
    values = ", ".join(["{}"] * len(columns)) or "NULL"
    rows = database.query(
        f"SELECT {key}, md5(ROW({values})::text) FROM {{}} row_of_table "
        f"WHERE {kind.where}",
        names=[*columns, kind.table],
        database=name,
    )
    return dict(rows)


def _tell(name, what, keys):
    shown = ", ".join(map(str, sorted(keys)[:10]))
    return [f"{name}: {len(keys)} {what}: {shown}"] if keys else []


def _missing_files(name):
    """Photos whose file is not in the file store any more."""
    rows = database.query(
        "SELECT id, store_fname FROM ir_attachment WHERE store_fname IS NOT NULL "
        f"AND {OURS.replace('model', 'res_model')}",
        database=name,
    )
    store = DATA / "filestore" / name
    missing = [number for number, path in rows if not (store / path).exists()]
    return _tell("files of photos", "lost", missing)
