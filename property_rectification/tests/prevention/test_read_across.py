# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from ..common import GROUP
from ..common_gate import GateCase


@tagged("post_install", "-at_install")
class TestReadAcross(GateCase):
    """What was the cause here is looked for elsewhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.estate.manager_id = cls.coordinator_employee
        cls.checks = cls.env["rectification.read.across"]
        cls.problem = cls._create_problem()
        cls.plan = cls._plan(cls.problem)
        cls._analyse(cls.plan)
        cls.why = cls.plan.why_ids.filtered(lambda why: not why.is_escape)

    def _look(self, places=(), equipment=(), plan=None, **kwargs):
        plan = (plan or self.plan).with_user(self.coordinator)
        return plan.look_elsewhere(
            self.why.id, [p.id for p in places], [e.id for e in equipment], **kwargs
        )

    def _propose(self, plan=None):
        action = (plan or self.plan).with_user(self.coordinator).action_look_elsewhere()
        wizard = self.env[action["res_model"]].with_user(self.coordinator)
        return wizard.browse(action["res_id"])

    def _pumps(self):
        category, other = self.env["maintenance.equipment.category"].create(
            [{"name": "Pumps"}, {"name": "Fans"}]
        )
        vals = {"place_id": self.plant.id, "effective_date": "2019-05-01"}
        return self.env["maintenance.equipment"].create(
            [
                {"name": "Ours", "model": "LX 20", "category_id": category.id, **vals},
                {"name": "Twin", "model": "lx 20", "category_id": category.id, **vals},
                {"name": "Kin", "model": "GP", "category_id": category.id, **vals},
                {"name": "Fan", "model": "F", "category_id": other.id, **vals},
                {"name": "Stands nowhere", "model": "LX 20"},
            ]
        )

    # ------------------------------------------------------------------
    # Propose
    # ------------------------------------------------------------------

    def test_nearest_places_of_the_same_kind_come_first(self):
        far = self.env["property.place"].create(
            {"name": "Flat", "kind": "unit", "parent_id": self.elsewhere.id}
        )
        house = self.env["property.place"].create(
            {"name": "Building 2", "kind": "building", "parent_id": self.estate.id}
        )
        near = self.env["property.place"].create(
            {"name": "Flat", "kind": "unit", "parent_id": house.id}
        )
        lines = self._propose().line_ids
        expected = self.other_unit | near | far
        self.assertEqual(lines.place_id & expected, expected)
        self.assertEqual(lines[0].place_id, self.other_unit)
        self.assertEqual(lines[0].reasons, "next to it")
        self.assertNotIn(self.unit, lines.place_id, "what the plan is about")
        self.assertNotIn(self.lobby, lines.place_id, "of another kind")

    def test_the_age_of_a_building_counts(self):
        Place = self.env["property.place"]
        self.building.built_year = 1974
        houses = Place.create(
            [
                {"name": year, "kind": "building", "parent_id": self.estate.id}
                for year in ("2001", "1976")
            ]
        )
        flats = Place.create(
            [
                {"name": "Flat", "kind": "unit", "parent_id": house.id}
                for house in houses
            ]
        )
        for house in houses:
            house.built_year = int(house.name)
        places = self._propose().line_ids.place_id
        self.assertLess(places.ids.index(flats[1].id), places.ids.index(flats[0].id))
        self.assertRefused(
            "no year", houses[0].with_user(self.manager).write, {"built_year": 12}
        )

    def test_equipment_of_the_same_make(self):
        ours, twin, kin, *_others = self._pumps()
        problem = self._create_problem(
            "EQ-GUTTER", equipment_id=ours.id, place_id=self.plant.id
        )
        plan = self._plan(problem)
        self._analyse(plan)
        lines = self._propose(plan).line_ids
        self.assertEqual(lines.equipment_id, twin | kin)
        self.assertEqual(lines[0].equipment_id, twin)
        self.assertIn("same model, same category, same age", lines[0].reasons)
        self.assertFalse(lines.filtered(lambda line: not line.equipment_id).place_id)

    def test_rooms_of_the_same_name_come_before_the_next_room(self):
        """A plan about a pump room: other pump rooms first."""
        house, cellar = self.env["property.place"].create(
            [
                {"name": "Building 2", "kind": "building", "parent_id": self.estate.id},
                {"name": "Roof", "kind": "plant", "parent_id": self.building.id},
            ]
        )
        twin = self.env["property.place"].create(
            {"name": "pump room", "kind": "plant", "parent_id": house.id}
        )
        plan = self._plan(self._create_problem(place_id=self.plant.id))
        self._analyse(plan)
        lines = self._propose(plan).line_ids
        self.assertEqual(lines.place_id[:2], twin | cellar)
        self.assertEqual(lines[0].reasons, "same name, same estate")

    def test_what_is_planned_is_not_proposed_by_its_place(self):
        pumps = self._pumps()
        vals = {"equipment_id": pumps[0].id, "place_id": self.plant.id}
        pumps[1].place_id = self.lobby
        self.lobby.kind = "plant"
        plan = self._plan(self._create_problem("EQ-GUTTER", **vals))
        self._analyse(plan)
        why = plan.why_ids[0]
        plan.look_elsewhere(why.id, [], pumps[1].ids)
        wizard = self._propose(plan)
        wizard.why_id = why
        known = wizard.line_ids.filtered("is_known")
        self.assertEqual(known.equipment_id, pumps[1])
        self.assertEqual(
            wizard.line_ids.filtered("place_id").mapped("is_known"), [False, True]
        )

    def test_other_companies_are_left_out(self):
        other = self.env["res.company"].create({"name": "Other"})
        there = self.env["property.place"].create(
            {"name": "There", "kind": "unit", "company_id": other.id}
        )
        self.assertNotIn(there, self._propose().line_ids.sudo().place_id)
        self.manager.company_ids = [Command.link(other.id)]
        with self.assertRaises(UserError), self.cr.savepoint():
            self._look([there])

    def test_a_first_page_and_how_many_more(self):
        self.env["property.place"].create(
            [
                {"name": f"Flat {n}", "kind": "unit", "parent_id": self.building.id}
                for n in range(70)
            ]
        )
        wizard = self._propose()
        self.assertEqual(len(wizard.line_ids), 60)
        self.assertGreaterEqual(wizard.more_count, 11)
        with Form(wizard) as form:
            form.within_id = self.lobby
        self.assertFalse(wizard.line_ids)

    def test_choose_and_click_once(self):
        wizard = self._propose()
        self.assertRefused("Choose where", wizard.action_check_chosen)
        wizard.line_ids[0].is_chosen = True
        action = wizard.action_check_chosen()
        check = self.checks.search(action["domain"])
        self.assertEqual(check.place_id, wizard.line_ids[0].place_id)
        again = self._propose()
        known = again.line_ids.filtered("is_known")
        self.assertEqual(known.place_id, check.place_id, "marked, at the end")
        self.assertEqual(again.line_ids[-1], known)
        known.is_chosen = True
        self.assertRefused("Choose where", again.action_check_chosen)

    # ------------------------------------------------------------------
    # Make checks
    # ------------------------------------------------------------------

    def test_who_looks(self):
        technician = new_test_user(self.env, "technician", f"{GROUP}staff")
        clerk = new_test_user(self.env, "clerk", "base.group_user")
        pumps = self._pumps()
        pumps[1].technician_user_id = technician
        pumps[2].technician_user_id = clerk
        checks = self._look([self.other_unit], pumps[1:3])
        self.assertEqual(
            checks.user_id.ids,
            [self.coordinator.id, technician.id],
            "by place, by pump",
        )
        self.assertEqual(checks[2].user_id, self.coordinator, "a clerk may not record")
        self.assertEqual(checks.activity_ids.user_id, checks.user_id)
        checks[0].with_user(self.coordinator).employee_id = self.staff_employee
        self.assertEqual(checks[0].user_id, self.staff)
        self.assertEqual(checks[0].activity_ids.user_id, self.staff)

    def test_nothing_twice(self):
        self._look([self.other_unit])
        more = self._look([self.other_unit, self.lobby])
        self.assertEqual(more.place_id, self.lobby)
        self.assertRefused("already", self._look, [self.lobby])

    def test_what_cannot_be_looked_at(self):
        self.assertRefused("itself is about", self._look, [self.unit])
        self.assertRefused("Choose where", self._look)
        yesterday = self.today - timedelta(days=1)
        self.assertRefused("from today", self._look, [self.lobby], deadline=yesterday)
        self.assertRefused("stands", self._look, [], self._pumps()[-1:])
        self.why.status = "suspected"
        self.assertRefused("verified", self._look, [self.lobby])
        self.plan.why_ids.write({"status": "suspected"})
        self.assertRefused("Verify a cause", self.plan.action_look_elsewhere)

    def test_only_who_may_change_the_plan(self):
        args = ("look_elsewhere", self.why.id, [self.lobby.id])
        for user in (self.staff, self.auditor, self.outsider, self.owner):
            with self.subTest(user=user.login):
                self.assertForbidden(user, self.plan, *args)
        self._rpc(self.manager, self.plan, *args)

    def test_a_cause_that_is_looked_for_stays(self):
        self._look([self.lobby])
        self.assertRefused("refuted instead", self.why.unlink)

    def test_the_next_version_knows(self):
        self._look([self.lobby])
        self._approve(self.plan)
        self._work(self.plan)
        check = self.plan.verification_ids.with_user(self.verifier)
        check.record_result("fail", "Still wet.")
        version = self.problem.plan_id.with_user(self.coordinator)
        self.assertEqual(version.look_count, 1)
        self.assertRefused("next version", self.plan.action_look_elsewhere)
        why = version.why_ids.filtered(lambda w: w.statement == self.why.statement)
        self.assertRefused("already", version.look_elsewhere, why.id, self.lobby.ids)

    # ------------------------------------------------------------------
    # Record
    # ------------------------------------------------------------------

    def test_nothing_found_in_one_tap(self):
        check = self._look([self.lobby])
        self._rpc(self.staff, check, "action_nothing_found")
        self.assertEqual((check.state, check.done_by_id), ("nothing", self.staff))
        self.assertFalse(check.activity_ids)
        self.assertRpcRefused("Nothing found", self.verifier, check, "skip", "x")
        self._rpc(self.staff, check, "action_undo")
        self.assertEqual(check.state, "todo")
        self.assertEqual(check.activity_ids.user_id, self.coordinator)

    def test_found_starts_the_loop_there(self):
        check = self._look([self.lobby])
        wizard = self.env["rectification.read.across.found"].with_user(self.staff)
        wizard = wizard.create({"check_id": check.id})
        self.assertEqual(wizard.problem_type_id, self.problem.problem_type_id)
        wizard.description = "The seal drips here, too."
        wizard.action_log()
        problem = check.ticket_id
        self.assertEqual(problem.place_id, self.lobby)
        self.assertEqual(problem.problem_source, "read_across")
        self.assertEqual(problem.severity, self.problem.severity)
        self.assertEqual(problem.create_uid, self.staff)
        self.assertIn("drips here", problem.description)
        problem.with_user(self.coordinator).action_acknowledge()
        self.assertEqual(problem.rectification_state, "responding", "its log is whole")
        self.assertIn(self.plan.name, "".join(problem.message_ids.mapped("body")))
        plan = self.plan.with_user(self.coordinator)
        self.assertEqual(plan.look_summary, "1/1, found 1")
        problem.with_user(self.manager).close_with_outcome("no_fault_found", "Dry.")
        plan.invalidate_recordset(["found_elsewhere_count"])
        self.assertEqual(plan.found_elsewhere_count, 0, "it turned out to be nothing")

    def test_what_is_missing_for_a_problem(self):
        check = self._look([self.lobby])
        self.assertRpcRefused("what you found", self.staff, check, "record_found", " ")
        self.assertEqual(check.state, "todo")
        self.assertFalse(check.ticket_id)

    def test_only_who_looks_or_works_there(self):
        check = self._look([self.elsewhere])
        check.sudo().user_id = self.staff
        calls = (
            ("action_nothing_found",),
            ("record_found", "Wet."),
            ("skip", "No key."),
            ("action_undo",),
        )
        for call in calls:
            self.assertForbidden(self.outsider, check, *call)
            self.assertForbidden(self.owner, check, *call)
            self.assertRpcRefused("not yours", self.auditor, check, *call)
        for call in calls[:2]:
            self.assertRpcRefused("not yours", self.verifier, check, *call)
            self.assertRpcRefused("not yours", self.manager, check, *call)
        self._rpc(self.staff, check, "action_nothing_found")

    def test_who_asked_for_it_may_call_it_off(self):
        check = self._look([self.elsewhere])
        check.sudo().user_id = self.staff
        self.assertRpcRefused("Say why", self.coordinator, check, "skip", "")
        self._rpc(self.coordinator, check, "skip", "It has no sinks.")
        self.assertEqual(check.skip_reason, "It has no sinks.")

    def test_facts_are_not_written_by_hand(self):
        check = self._look([self.lobby])
        for vals in (
            {"state": "nothing"},
            {"ticket_id": self.problem.id},
            {"done_by_id": self.verifier.id},
            {"place_id": self.unit.id},
            {"why_id": False},
        ):
            self.assertRpcRefused("by hand", self.manager, check, "write", vals)
        for user in (self.staff, self.coordinator):
            with self.assertRaises(UserError), self.cr.savepoint():
                self.checks.with_user(user).create({"place_id": self.lobby.id})
        self.assertRpcRefused(
            "by a coordinator", self.staff, check, "write", {"deadline": "2099-01-01"}
        )
        self._rpc(self.staff, check, "write", {"finding": "All dry."})
        self._rpc(self.staff, check, "action_nothing_found")
        self.assertRpcRefused(
            "Nothing found", self.staff, check, "write", {"finding": "Wet."}
        )
        self.assertRpcRefused("on record", self.manager, check, "unlink")

    def test_other_company_sees_nothing(self):
        check = self._look([self.lobby])
        company = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            "stranger",
            f"{GROUP}manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        self.assertFalse(check.with_user(stranger).has_access("read"))
        self.assertForbidden(stranger, check, "action_nothing_found")

    def test_open_checks_block_no_closing_and_are_my_work(self):
        check = self._look([self.lobby])
        self._approve(self.plan)
        self._work(self.plan)
        self.plan.verification_ids.with_user(self.verifier).record_result("pass")
        self._pass_checks(self.plan)
        self.assertEqual(self.problem.rectification_outcome, "effective")
        todo = self.env["rectification.todo"].with_user(self.coordinator)
        mine = todo.search([("kind", "=", "look"), ("is_mine", "=", True)])
        self.assertEqual(mine.res_id, check.id)
        self.assertEqual(mine.action_open()["res_id"], check.id)
        self._rpc(self.coordinator, check, "action_nothing_found")
        self.assertFalse(todo.search([("kind", "=", "look")]))

    def test_found_counts_on_the_cause(self):
        cause = self.env.ref("property_rectification.cause_c01_02")
        self.why.cause_id = cause
        self._look([self.lobby]).with_user(self.staff).record_found("Wet, too.")
        self.assertEqual(
            (cause | cause.parent_id).mapped("found_elsewhere_count"), [1, 1]
        )

    # ------------------------------------------------------------------
    # Figures
    # ------------------------------------------------------------------

    def _count(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        call()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_many_checks_cost_what_two_do(self):
        flats = self.env["property.place"].create(
            [
                {"name": f"Flat {n}", "kind": "unit", "parent_id": self.building.id}
                for n in range(42)
            ]
        )
        self._look([self.lobby])  # what is cached once and for all
        few = self._count(lambda: self._look(flats[:2]))
        self.assertLessEqual(self._count(lambda: self._look(flats[2:])), few + 1)
        checks = self.checks.search([]).with_user(self.staff)
        few = self._count(lambda: checks[:2].action_nothing_found())
        self.assertLessEqual(
            self._count(lambda: checks[2:].action_nothing_found()), few
        )

    def test_counting_costs_two_queries(self):
        self._look([self.lobby, self.other_unit])
        plans = self.env["rectification.plan"].search([])
        plans.mapped("root_id")
        self.env.flush_all()
        with self.assertQueryCount(2):
            plans.mapped("found_elsewhere_count")

    def test_lists_cost_the_same_for_many(self):
        flats = self.env["property.place"].create(
            [
                {"name": f"Flat {n}", "kind": "unit", "parent_id": self.building.id}
                for n in range(30)
            ]
        )
        self._look(flats)
        checks = self.checks.with_user(self.staff)
        names = ["display_name", "can_look", "can_plan", "is_late", "reasons"]
        checks.search([], limit=2).read(names)  # what is cached once and for all
        few = self._count(lambda: checks.search([], limit=2).read(names))
        self.assertLessEqual(
            self._count(lambda: checks.search([], limit=30).read(names)), few
        )

    def test_proposing_costs_the_same_in_a_large_estate(self):
        self._propose()
        few = self._count(lambda: self._propose())
        self.env["property.place"].create(
            [
                {"name": f"Flat {n}", "kind": "unit", "parent_id": self.building.id}
                for n in range(55)
            ]
        )
        self.assertLessEqual(self._count(lambda: self._propose()), few)
