# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    test_action_agreement,
    test_action_board,
    test_action_photos,
    test_causes,
    test_containment,
    test_detours,
    test_goal,
    test_out_of_reach,
    test_plan_join,
    test_plan_paper,
    test_plan_queries,
    test_plan_template,
    test_plan_versions,
    test_record,
    test_tour_plan,
    test_two_at_once,
)
