# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The plan form, the board of actions and the hot spots, among few and among many.

As the web client asks for them, as a coordinator of all the places.
"""

import importlib.util

from common import MAIN, ROOT

from odoo import api

from measures import Figure, cost
from measures.estate import Estate

FEW, MANY = 1000, 100_000
TIMES = 10
MILLISECONDS = 300
PLAN = {"problems": 5, "actions": 12, "whys": 20, "checks": 6}
OPEN = [("state", "in", ("todo", "in_progress")), ("plan_id.active", "=", True)]


def _load(path):
    """Load a module of the tests alone, without all the tests beside it."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


specification = _load(next((ROOT / MAIN / "tests").rglob("specification.py")))


def measure(bench):
    with bench.env() as env:
        estate = Estate(env)
        plan = estate.create_plan(**PLAN)
        found = {}
        for size in (FEW, MANY):
            estate.grow(size)
            found[size] = {
                name: _best(page, estate, plan) for name, page in PAGES.items()
            }
    return [
        figure for name in PAGES for figure in _figures(name, found[FEW], found[MANY])
    ]


def _figures(name, few, many):
    return [
        Figure(
            f"{name}, {MANY:,} actions",
            1000 * many[name][0],
            "ms",
            at_most=MILLISECONDS,
        ),
        Figure("… queries", many[name][1], "queries", at_most=few[name][1]),
        Figure(f"… with {FEW:,} actions", 1000 * few[name][0], "ms"),
    ]


def _best(page, estate, plan):
    """Return (seconds, queries) of a page for the coordinator, the best of several."""
    env = api.Environment(estate.env.cr, estate.coordinator.id, {})
    request = page(env, plan)
    cost(env, request)  # what is cached once and for all
    return min(cost(env, request) for _time in range(TIMES))


def _plan_form(env, plan):
    plans = env["rectification.plan"]
    asked = specification.of_view(plans, "form")
    return lambda: plans.browse(plan.id).web_read(asked)


def _board(groupby):
    def page(env, plan):
        actions = env["rectification.action"].with_context(read_group_expand=True)
        asked = specification.of_view(actions, "kanban")
        bar = {"field": "due", "colors": {"late": "danger", "today": "warning"}}

        def request():
            actions.web_read_group(
                OPEN, [groupby], auto_unfold=True, unfold_read_specification=asked
            )
            actions.read_progress_bar(OPEN, groupby, bar)

        return request

    return page


def _hotspots(grouping_sets, every=False):
    def page(env, plan):
        spots = env["rectification.hotspot"]
        measures = ["problem_count:sum", "per_100_homes:avg", "__count"]
        domain = [] if every else [("reported_at", ">=", "today -12m")]
        return lambda: spots.formatted_read_grouping_sets(
            domain, grouping_sets, measures
        )

    return page


_MONTH = "reported_at:month"
PAGES = {
    "plan form": _plan_form,
    "board by date": _board("due"),
    "board by person": _board("executor_id"),
    "hot spots": _hotspots([[], [_MONTH], ["area_id"], ["area_id", _MONTH]]),
    "hot spots of all times by type": _hotspots(
        [[], [_MONTH], ["problem_type_id"], ["problem_type_id", _MONTH]], every=True
    ),
}
