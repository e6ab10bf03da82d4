# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Many problems at once: one is logged, the others are copied by the database."""

from measures import samples

# What is open is due within a year.
_TICKET = {
    "number": "'BULK' || n",
    "rectification_state": "CASE WHEN is_open THEN 'new' ELSE 'closed' END",
    "reported_at": "now() AT TIME ZONE 'utc' - mod(n, 500) * interval '1 day'",
    "next_deadline_at": "CASE WHEN is_open THEN now() AT TIME ZONE 'utc'"
    " + mod(n::bigint * 7919, 31536000) * interval '1 second' END",
}
_DEADLINE = {
    "ticket_id": "ticket.id",
    "clock": "'rectify'",
    "state": "'running'",
    "next_rung_at": "now() AT TIME ZONE 'utc' + interval '1 day'",
}


def log_problems(env, size):
    """Log problems at a place where somebody is told of slips."""
    login = f"bench_{env.cr.now():%s}"
    user = env["res.users"].create({"name": "Bench", "login": login, "email": "b@b.b"})
    employee = env["hr.employee"].create({"name": "Bench", "user_id": user.id})
    place = env["property.place"].create(
        {"name": f"Bench {env.cr.now()}", "manager_id": employee.id}
    )
    types = env["rectification.problem.type"].search([])
    return env["helpdesk.ticket"].create(samples.problems(types, place, size))


def copy_problems(env, template, size, open_of_ten=3):
    """Insert copies of a problem; so many of ten are open, the others closed."""
    source = (
        f"(SELECT n, mod(n, 10) < {int(open_of_ten)} AS is_open"
        f" FROM generate_series(1, {int(size)}) AS n) AS numbers"
    )
    copy(env, template, _TICKET, source)


def copy_deadlines(env, template):
    """Give a copy of a deadline to each problem that has none and is open."""
    source = (
        "helpdesk_ticket AS ticket WHERE number LIKE 'BULK%%'"
        " AND rectification_state <> 'closed'"
    )
    copy(env, template, _DEADLINE, source)


def analyse(env, *tables):
    """Commit, and let the database know how large these tables have grown."""
    env.cr.commit()
    env.cr._cnx.autocommit = True
    for table in tables or ("helpdesk_ticket", "rectification_deadline"):
        env.cr.execute(f"VACUUM ANALYZE {table}")
    env.cr._cnx.autocommit = False


def copy(env, template, changed, source):
    """Insert a copy of a record for each row of a source.

    :param changed: SQL expressions by column, over the source and `template`
    """
    env.flush_all()
    table = template._table
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND column_name NOT IN ('id', 'external_ref')",
        [table],
    )
    columns = [row[0] for row in env.cr.fetchall()]
    # What a copy points to is there: it need not be looked up a million times.
    env.cr.execute("SET LOCAL session_replication_role = replica")
    values = [changed.get(name, f'template."{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    env.cr.execute(
        f"INSERT INTO {table} ({names}) SELECT {', '.join(values)}"
        f" FROM (SELECT * FROM {table} WHERE id = %s) AS template, {source}",
        [template.id],
    )
