# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Finding what a new problem repeats among those of years, and the hot spots."""

from measures import Figure, cost, samples

PROBLEMS = 40_000
BATCH = 1000
PLACES = 4000
PARTS = 20
TIMES = 5
# Plain SQL: creating so many one by one is measured elsewhere.
_HISTORY = """
    INSERT INTO helpdesk_ticket (
        name, number, description, team_id, stage_id, company_id, active, is_problem,
        problem_type_id, problem_kind, severity, place_id, reported_at, closed_date,
        rectification_state, priority, sequence)
    SELECT 'Problem', 'B' || n, '-', %(team)s, %(stage)s, %(company)s, TRUE, TRUE,
           (%(types)s)[1 + n %% %(type_count)s], 'equipment', 's3',
           (%(places)s)[1 + n %% %(place_count)s],
           now() AT TIME ZONE 'UTC' - n * INTERVAL '40 minutes',
           CASE WHEN n %% 3 > 0 THEN now() AT TIME ZONE 'UTC'
                - n * INTERVAL '40 minutes' + INTERVAL '9 days' END,
           CASE WHEN n %% 3 > 0 THEN 'closed' ELSE 'new' END, '1', 10
      FROM generate_series(1, %(size)s) n
"""


def measure(bench):
    size = PROBLEMS
    with bench.env() as env:
        types = env["rectification.problem.type"].search([])
        places = _make_places(env)
        _make_history(env, types, places, size)
        tickets = env["helpdesk.ticket"]
        reports = {
            number: tickets._make_future_reports(
                samples.problems(types, places[:: PARTS + 1], number)
            )
            for number in (1, BATCH)
        }
        cost(env, tickets._look_back, reports[1])
        looking = {
            number: min(cost(env, tickets._look_back, asked) for _ in range(TIMES))
            for number, asked in reports.items()
        }
        spots = min(cost(env, _read_hotspots, env) for _ in range(TIMES))
        history = cost(env, tickets.link_history)
    return _figures(size, looking, spots, history)


def _figures(size, looking, spots, history):
    return [
        Figure(
            f"looking back at {size:,}, one problem",
            1000 * looking[1][0],
            "ms",
            at_most=50,
        ),
        Figure(
            f"looking back at {size:,}, batch of {BATCH:,}",
            looking[BATCH][1],
            "queries",
            at_most=1,
        ),
        Figure(
            f"looking back at {size:,}, batch of {BATCH:,}",
            1000 * looking[BATCH][0] / BATCH,
            "ms each",
        ),
        Figure(f"hot spots of {size:,} problems", 1000 * spots[0], "ms", at_most=300),
        Figure(f"hot spots of {size:,} problems", spots[1], "queries"),
        Figure(f"linking the history of {size:,}", 1000 * history[0] / size, "ms each"),
    ]


def _make_places(env):
    """Buildings with flats, so that parts and wholes have to be looked at."""
    buildings = env["property.place"].create(
        [
            {"name": f"House {number}", "kind": "building"}
            for number in range(PLACES // (PARTS + 1))
        ]
    )
    flats = env["property.place"].create(
        [
            {"name": f"Flat {number}", "kind": "unit", "parent_id": building.id}
            for building in buildings
            for number in range(PARTS)
        ]
    )
    rows = (
        ids
        for index, building in enumerate(buildings)
        for ids in (building.id, *flats[index * PARTS : (index + 1) * PARTS].ids)
    )
    return env["property.place"].browse(rows)


def _make_history(env, types, places, size):
    team = env["helpdesk.ticket"]._get_problem_team()
    stages = env["helpdesk.ticket"]._get_problem_stages(team.ids)
    env.flush_all()
    env.cr.execute(
        _HISTORY,
        {
            "team": team.id,
            "stage": stages[team.id, "new"],
            "company": env.company.id,
            "types": types.ids,
            "type_count": len(types),
            "places": places.ids,
            "place_count": len(places),
            "size": size,
        },
    )
    env.cr.execute("ANALYZE helpdesk_ticket, property_place")
    env.invalidate_all()


def _read_hotspots(env):
    env["rectification.hotspot"].formatted_read_grouping_sets(
        [],
        [[], ["area_id"], ["reported_at:month"], ["area_id", "reported_at:month"]],
        ["problem_count:sum", "per_100_homes:avg"],
    )
