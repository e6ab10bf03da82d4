# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""One run of the cron that tells of deadlines, among few and among many."""

from measures import Figure, bulk, cost

DUE = 100
MANY = 100_000
# A rung of each channel: the percentage that was reached before it.
CHANNELS = {"activity": 0, "message": 50, "e-mail": 100}


def measure(bench):
    with bench.env() as env:
        problems = bulk.log_problems(env, DUE)
        deadlines = problems.deadline_ids.filtered(lambda d: d.state == "running")
        first = deadlines.grouped("ticket_id").values()
        due = env["rectification.deadline"].union(*(group[:1] for group in first))
        env.cr.commit()
        _escalate(env, due, 0)  # what is cached once and for all
        few = {name: _escalate(env, due, at) for name, at in CHANNELS.items()}
        bulk.copy_problems(env, problems[0], MANY, open_of_ten=10)
        bulk.copy_deadlines(env, due[0])
        bulk.analyse(env)
        among = env["rectification.deadline"].search_count([("state", "=", "running")])
        many = {name: _escalate(env, due, at) for name, at in CHANNELS.items()}
        _seconds, none = cost(env, env["rectification.deadline"]._cron_escalate)
    return _figures(few, many, none, len(due), among)


def _figures(few, many, none, due, among):
    figures = []
    for name in CHANNELS:
        seconds, queries = many[name]
        figures += [
            Figure(f"escalate {due}, {name}", few[name][1], "queries"),
            Figure(f"… among {among:,} deadlines", queries, "queries"),
            Figure("… against few", queries / few[name][1], "times", at_most=1.05),
            Figure("… each", 1000 * seconds / due, "ms"),
        ]
    return [*figures, Figure("escalate none", none, "queries", at_most=1)]


def _escalate(env, due, reached):
    """Return (seconds, queries) of a run in which these are due."""
    domain = [("deadline_id", "in", due.ids)]
    env["rectification.escalation"].search(domain).unlink()
    due._record({"fired_percent": reached})
    env.flush_all()
    env.cr.execute(
        "UPDATE rectification_deadline SET next_rung_at = CASE WHEN id = ANY(%s) THEN"
        " now() AT TIME ZONE 'utc' - interval '1 minute' END"
        " WHERE next_rung_at < now() AT TIME ZONE 'utc' OR id = ANY(%s)",
        [due.ids, due.ids],
    )
    env.cr.commit()
    found = cost(env, env["rectification.deadline"]._cron_escalate)
    told = env["rectification.escalation"].search_count(domain)
    assert told == len(due), f"{told} rungs fired instead of {len(due)}"
    return found
