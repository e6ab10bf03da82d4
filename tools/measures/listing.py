# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The list of problems by next deadline, next to `helpdesk_mgmt`'s default list."""

import time

from common import say

from odoo.tools import SQL

from measures import Figure, bulk

DOMAIN = [("is_problem", "=", True)]
ORDER = "next_deadline_at, id"
INDEX = "helpdesk_ticket_by_next_deadline"
# Read what the web client reads: a page, and whether there are more.
PAGE = {"limit": 80, "count_limit": 10001}
TIMES = 5


def measure(bench):
    with bench.env() as env:
        bulk.copy_problems(env, bulk.log_problems(env, 1), bench.scale)
        bulk.analyse(env)
    with bench.env() as env:
        manager = env["res.users"].create(
            {
                "name": "Quality manager",
                "login": "bench_manager",
                "group_ids": [
                    (4, env.ref(f"property_rectification.group_rectification_{g}").id)
                    for g in ("manager",)
                ],
            }
        )
        tickets = env["helpdesk.ticket"].with_user(manager)
        return _figures(bench, tickets)


def _figures(bench, tickets):
    size = f"{bench.scale:,.0f} problems"
    still_open = [*DOMAIN, ("rectification_state", "!=", "closed")]
    nodes = []
    for domain in (DOMAIN, still_open):
        nodes.append(_explain(tickets, domain, ORDER))
    figures = [
        Figure(f"{size}: reads the index", _on_index(nodes[0]), "", at_least=1),
        Figure("… of the open ones", _on_index(nodes[1]), "", at_least=1),
        Figure(f"{size}, by next deadline", _list(tickets, DOMAIN, ORDER), "ms"),
        Figure("… the open ones", _list(tickets, still_open, ORDER), "ms"),
        Figure("… default list of helpdesk_mgmt", _list(tickets, [], None), "ms"),
    ]
    tickets.env.cr.execute("DROP INDEX helpdesk_ticket_default_order")
    figures.append(
        Figure("… the same without our index", _list(tickets, [], None), "ms")
    )
    return figures


def _list(tickets, domain, order):
    """Return the milliseconds of a page of a list, the fastest of several."""
    specification = {name: {} for name in ("number", "name", "next_deadline_at")}
    found = []
    for _time in range(TIMES):
        tickets.env.invalidate_all()
        started = time.perf_counter()
        tickets.web_search_read(domain, specification, order=order, **PAGE)
        found.append(1000 * (time.perf_counter() - started))
    return min(found)


def _explain(tickets, domain, order):
    """Return the nodes of the plan of a page, outermost first."""
    query = tickets._search(domain, order=order, limit=PAGE["limit"])
    plan = tickets.env.execute_query(SQL("EXPLAIN (FORMAT JSON) %s", query.select()))
    return " < ".join(_nodes(plan[0][0][0]["Plan"]))


def _on_index(plan):
    """Tell whether the plan reads the index, and nowhere the whole table."""
    say(plan)
    return INDEX in plan and "Seq Scan helpdesk_ticket" not in plan


def _nodes(plan):
    name = plan.get("Index Name") or plan.get("Relation Name")
    yield f"{plan['Node Type']} {name}" if name else plan["Node Type"]
    for child in plan.get("Plans", ()):
        yield from _nodes(child)
