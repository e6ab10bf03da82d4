# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import Form, new_test_user, tagged

from ..common import GROUP
from ..common_gate import GateCase


class JoinCase(GateCase):
    """One leak with a plan, two more that may have the same cause."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leak, cls.next_door, cls.upstairs = cls._create_problems(3)
        cls.plan = cls._plan(cls.leak)
        (cls.next_door | cls.upstairs).with_user(cls.coordinator).action_acknowledge()

    @classmethod
    def _create_problems(cls, number, code="EQ-LEAK-SLOW", **vals):
        problems = cls.env["helpdesk.ticket"]
        for place in (cls.unit, cls.other_unit, *[cls.lobby] * (number - 2)):
            problems |= cls._create_problem(code, place_id=place.id, **vals)
        return problems

    def _join(self, problems, plan=None, user=None):
        return self._rpc(
            user or self.coordinator, problems, "join_plan", (plan or self.plan).id
        )

    def assertNotJoined(self, words, problems, plan=None, user=None):
        before = problems.plan_id
        self.assertRpcRefused(
            words,
            user or self.coordinator,
            problems,
            "join_plan",
            (plan or self.plan).id,
        )
        self.assertEqual(problems.plan_id, before)

    def _notes(self, record):
        return " ".join(str(message.body) for message in record.sudo().message_ids)


@tagged("post_install", "-at_install")
class TestJoin(JoinCase):
    def test_state_and_way_follow_the_plan(self):
        both = self.next_door | self.upstairs
        self._join(both)
        self.assertEqual(both.plan_id, self.plan)
        self.assertEqual(set(both.mapped("rectification_state")), {"analysing"})
        self._approve(self.plan)
        self._work(self.plan)
        self.assertEqual(set(both.mapped("rectification_state")), {"verifying"})
        check = self.plan.verification_ids.with_user(self.verifier)
        check.record_result("fail", "Only one of them is dry.")
        problems = self.leak | both
        self.assertEqual(problems.plan_id.version, 2)
        self.assertEqual(set(problems.mapped("rectification_state")), {"analysing"})

    def test_the_chatter_tells_it_on_both_sides(self):
        self._join(self.next_door)
        self.assertIn("Joined the plan", self._notes(self.next_door))
        self.assertIn(self.next_door.number, self._notes(self.plan))

    def test_a_plan_in_force_takes_what_asks_for_no_more(self):
        self._approve(self.plan)
        self._join(self.next_door)
        self.assertEqual(self.next_door.rectification_state, "rectifying")

    def test_a_severe_problem_does_not_join_a_plan_that_is_too_simple(self):
        burst = self._create_problem("EQ-LEAK-HEAVY", place_id=self.lobby.id)
        burst.with_user(self.coordinator).action_acknowledge()
        self._approve(self.plan)
        for words in ("asks for more", "This severity needs a full plan."):
            self.assertNotJoined(words, burst)
        self.assertEqual(self.leak.rectification_state, "rectifying")

    def test_a_severe_problem_joins_a_draft_which_then_needs_more(self):
        burst = self._create_problem("EQ-LEAK-HEAVY", place_id=self.lobby.id)
        burst.with_user(self.coordinator).action_acknowledge()
        self._join(burst)
        self.assertRpcRefused(
            "needs a full plan", self.coordinator, self.plan, "action_approve"
        )

    def test_the_log_comes_first(self):
        fresh = self._create_problem()
        self.assertNotJoined("acknowledge it first", fresh)

    def test_not_every_problem_may_join(self):
        ended = self._create_problem()
        ended.with_user(self.manager).close_with_outcome("duplicate", "Twice.")
        self.assertNotJoined("is closed", ended)
        self.assertNotJoined("already", self.leak)
        self._approve(self._plan(self.upstairs))
        self.assertNotJoined("more than a first draft", self.upstairs)

    def test_not_every_plan_may_be_joined(self):
        burst = self._create_problem("EQ-LEAK-HEAVY")
        plan = self._plan(burst)
        self._analyse(plan)
        self._rpc(self.coordinator, plan, "action_submit")
        self.assertNotJoined("waits for its approval", self.next_door, plan)
        self._approve(self.plan)
        self._work(self.plan)
        self.plan.verification_ids.with_user(self.verifier).record_result("pass")
        self.assertNotJoined("verified already", self.next_door)
        self.plan.sudo()._record({"state": "effective"})
        self.assertNotJoined("is over", self.next_door)

    def test_all_reasons_are_told_and_nothing_is_changed(self):
        fresh = self._create_problem()
        problems = self.next_door | fresh | self.leak
        for words in ("acknowledge it first", "in “Water under the sink (v1)” already"):
            self.assertRpcRefused(
                words, self.coordinator, problems, "join_plan", self.plan.id
            )
        self.assertFalse(self.next_door.plan_id)

    def test_nonsense_is_answered(self):
        for plan_id in (0, False, "x", 10**9, None):
            self.assertRpcRefused(
                "Choose the problems",
                self.coordinator,
                self.next_door,
                "join_plan",
                plan_id,
            )

    def test_a_first_draft_is_put_away(self):
        draft = self._plan(self.next_door).sudo()
        self._join(self.next_door)
        self.assertEqual(self.next_door.plan_id, self.plan)
        self.assertFalse(draft.active)
        self.assertIn("joined", self._notes(draft))

    def test_what_is_part_of_another_problem_comes_along(self):
        led = self._create_problem(place_id=self.lobby.id)
        led.with_user(self.coordinator).link_to_leading(self.next_door.id)
        self.assertNotJoined("part of another problem", led)
        self._join(self.next_door)
        self.assertEqual(led.plan_id, self.plan)
        self.assertFalse(self.next_door.shares_plan and not self.leak.shares_plan)
        self._rpc(self.coordinator, self.next_door, "leave_plan", "Another pipe.")
        self.assertFalse((led | self.next_door).plan_id)

    def test_taken_out_it_needs_a_plan_again(self):
        self._join(self.next_door)
        self._approve(self.plan)
        leave = "leave_plan"
        self.assertRpcRefused("Say why", self.coordinator, self.next_door, leave, " ")
        self._rpc(self.coordinator, self.next_door, leave, "Its leak is in the roof.")
        self.assertFalse(self.next_door.plan_id)
        self.assertEqual(self.next_door.rectification_state, "responding")
        self.assertIn("in the roof", self._notes(self.next_door))
        self.assertIn("in the roof", self._notes(self.plan))
        self.assertEqual(self.leak.rectification_state, "rectifying")

    def test_what_was_verified_is_not_taken_out(self):
        self._join(self.next_door)
        self._approve(self.plan)
        self._work(self.plan)
        self.plan.verification_ids.with_user(self.verifier).record_result("pass")
        self.assertRpcRefused(
            "verified already", self.manager, self.next_door, "leave_plan", "x"
        )

    def test_a_plan_in_force_keeps_a_problem(self):
        self._join(self.next_door)
        self._approve(self.plan)
        both = self.leak | self.next_door
        self.assertRpcRefused(
            "about nothing", self.coordinator, both, "leave_plan", "x"
        )
        self.assertEqual(both.plan_id, self.plan)

    def test_a_draft_that_no_problem_is_left_of_is_put_away(self):
        self._rpc(self.coordinator, self.leak, "leave_plan", "Not worth a plan.")
        self.assertFalse(self.plan.active)
        self.assertEqual(self.leak.rectification_state, "responding")

    def test_out_of_no_plan(self):
        self.assertRpcRefused(
            "is in no plan", self.coordinator, self.next_door, "leave_plan", "x"
        )

    def test_the_link_is_not_written_by_hand(self):
        self.assertRpcRefused(
            "cannot be set by hand",
            self.manager,
            self.next_door,
            "write",
            {"plan_id": self.plan.id},
        )
        self.assertRpcRefused(
            "cannot be set by hand",
            self.manager,
            self.plan,
            "write",
            {"ticket_ids": [Command.link(self.next_door.id)]},
        )


@tagged("post_install", "-at_install")
class TestJoinAccess(JoinCase):
    def test_who_does_not_plan_joins_nothing(self):
        for user in (self.staff, self.outsider, self.auditor, self.owner):
            self.assertForbidden(user, self.next_door, "join_plan", self.plan.id)
            self.assertForbidden(user, self.leak, "leave_plan", "x")
        self.assertFalse(self.next_door.plan_id)

    def test_a_coordinator_elsewhere_joins_nothing(self):
        stranger = new_test_user(self.env, "stranger", f"{GROUP}coordinator")
        self.assertForbidden(stranger, self.next_door, "join_plan", self.plan.id)

    def test_another_company_is_another_world(self):
        company = self.env["res.company"].create({"name": "Other"})
        place = self.env["property.place"].create(
            {"name": "Other estate", "kind": "estate", "company_id": company.id}
        )
        plan = self.env["rectification.plan"].create(
            {"name": "Theirs", "place_id": place.id, "company_id": company.id}
        )
        self.assertForbidden(self.manager, self.next_door, "join_plan", plan.id)
        self.manager.company_ids |= company
        context = {"allowed_company_ids": (self.env.company | company).ids}
        self.assertRpcRefused(
            "different companies",
            self.manager,
            self.next_door,
            "join_plan",
            plan.id,
            context=context,
        )

    def test_the_dialogs_are_for_coordinators(self):
        for model in ("add", "join", "leave"):
            dialogs = self.env[f"rectification.plan.{model}"].with_user(self.staff)
            with self.assertRaises(AccessError):
                call_kw(dialogs, "create", [[{}]], {})


@tagged("post_install", "-at_install")
class TestJoinDialogs(JoinCase):
    def _add(self, plan=None):
        dialogs = self.env["rectification.plan.add"].with_user(self.coordinator)
        return Form(dialogs.with_context(default_plan_id=(plan or self.plan).id))

    def test_what_is_near_is_proposed_first(self):
        far = self._create_problem("EQ-GUTTER", place_id=self.plant.id)
        same_type = self._create_problem(place_id=self.lobby.id)
        other_type = self._create_problem("EQ-GUTTER")
        fresh = self._create_problem()
        acknowledged = far | same_type | other_type
        acknowledged.with_user(self.coordinator).action_acknowledge()
        found = self.plan._find_problems_to_add()
        self.assertEqual(found[0], other_type, "the same place")
        self.assertIn(same_type, found)
        self.assertNotIn(far, found)
        self.assertNotIn(fresh, found)
        self.assertNotIn(self.leak, found)

    def test_problems_are_added_from_the_plan(self):
        with self._add() as dialog:
            self.assertEqual(len(dialog.line_ids), 2)
            with dialog.line_ids.edit(0) as line:
                line.is_chosen = True
            dialog.other_ids.add(self.upstairs.with_user(self.coordinator))
        dialog.record.action_apply()
        self.assertEqual(len(self.plan.ticket_ids), 3)

    def test_nothing_chosen_is_told(self):
        dialog = self._add().save()
        self.assertRefused("Choose at least one", dialog.action_apply)

    def test_a_problem_is_offered_the_plan_next_door(self):
        action = self.next_door.with_user(self.coordinator).action_join_plan()
        dialogs = self.env[action["res_model"]].with_user(self.coordinator)
        dialog = Form(dialogs.with_context(**action["context"]))
        self.assertEqual(dialog.plan_id, self.plan)
        self.assertFalse(dialog.show_all)
        opened = dialog.save().action_apply()
        self.assertEqual(opened["res_id"], self.plan.id)
        self.assertEqual(self.next_door.plan_id, self.plan)

    def test_the_reason_is_asked(self):
        self._join(self.next_door)
        problem = self.next_door.with_user(self.coordinator)
        self.assertTrue(problem.shares_plan)
        action = problem.action_leave_plan()
        dialogs = self.env[action["res_model"]].with_user(self.coordinator)
        dialog = Form(dialogs.with_context(**action["context"]))
        dialog.reason = "Another pipe."
        dialog.save().action_apply()
        self.assertFalse(problem.plan_id)
        self.assertFalse(self.leak.shares_plan)


@tagged("post_install", "-at_install")
class TestJoinQueries(JoinCase):
    def test_a_batch_costs_what_one_costs(self):
        def count(number):
            problems = self._create_problems(number)
            problems.with_user(self.coordinator).action_acknowledge()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            problems.with_user(self.coordinator).join_plan(self.plan.id)
            self.env.flush_all()
            return self.cr.sql_log_count - before

        count(2)
        few, many = count(2), count(20)
        self.assertLessEqual(many, few + 2, (few, many))
