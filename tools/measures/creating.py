# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Creating problems against creating bare tickets of `helpdesk_mgmt`."""

from measures import Figure, cost, samples

SIZES = (1, 10, 1000)
# The fastest of so many: what else the machine does makes times longer only.
TIMES = 3


def measure(bench):
    with bench.env() as env:
        tickets = env["helpdesk.ticket"]
        team = env["helpdesk.ticket.team"].create({"name": "Ordinary"})
        # Each batch has an emergency, which alone takes queries of its own.
        types = env["rectification.problem.type"].search([]).sorted("severity")
        places = env["property.place"].create(
            [{"name": f"Place {number}"} for number in range(200)]
        )
        # What is cached once and for all.
        cost(env, tickets.create, samples.tickets(team, 1))
        cost(env, tickets.create, samples.problems(types, places, 1))
        bare, ours = {}, {}
        for size in SIZES:
            rows = samples.tickets(team, size)
            bare[size] = min(cost(env, tickets.create, rows) for _ in range(TIMES))
            rows = samples.problems(types, places, size)
            ours[size] = min(cost(env, tickets.create, rows) for _ in range(TIMES))
    return _figures(bench, bare, ours)


def _figures(bench, bare, ours):
    largest = SIZES[-1]
    seconds, queries = bare[largest]
    bench.found["bare_ms"] = 1000 * seconds / largest
    ours_ms = 1000 * ours[largest][0] / largest
    beyond = {size: ours[size][1] - bare[size][1] for size in SIZES}
    return [
        Figure(f"bare ticket, batch of {largest:,}", bench.found["bare_ms"], "ms each"),
        Figure(f"bare ticket, batch of {largest:,}", queries / largest, "queries each"),
        Figure(f"problem, batch of {largest:,}", ours_ms, "ms each"),
        *(
            Figure(
                f"problems, batch of {size:,}: beyond bare tickets",
                beyond[size],
                "queries",
                at_most=None if size == SIZES[0] else max(beyond[SIZES[0]], 0),
            )
            for size in SIZES
        ),
    ]
