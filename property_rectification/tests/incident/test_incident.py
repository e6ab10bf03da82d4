# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user

from ..common import GROUP
from ..common_gate import GateCase
from ..common_incident import IncidentCase


class TestLinking(IncidentCase, GateCase):
    def test_linked_problems_share_plan_and_state(self):
        self._link()
        self.assertEqual(self.burst.led_ids, self.led)
        self.assertEqual(self.burst.led_count, 2)
        plan = self._plan(self.burst)
        self.assertEqual(self.led.plan_id, self.burst.plan_id)
        self.assertEqual(set(self.led.mapped("rectification_state")), {"analysing"})
        self._approve(plan)
        self.assertEqual(set(self.led.mapped("rectification_state")), {"rectifying"})

    def test_linked_later_it_takes_over_what_was_done(self):
        plan = self._plan(self.burst)
        self._approve(plan)
        self._link()
        self.assertEqual(self.led.plan_id, self.burst.plan_id)
        self.assertEqual(set(self.led.mapped("rectification_state")), {"rectifying"})
        self.assertEqual(self.led.acknowledged_by_id, self.coordinator)

    def test_nothing_was_acknowledged_before_it_was_reported(self):
        early = fields.Datetime.now() - timedelta(hours=5)
        self.burst._record({"acknowledged_at": early})
        self._link()
        self.assertGreaterEqual(self.dry.acknowledged_at, self.dry.reported_at)

    def test_attending_the_cause_attends_all(self):
        self._link()
        self.burst.with_user(self.staff).action_attend()
        self.assertEqual(set(self.led.mapped("attended_at")), {self.burst.attended_at})

    def test_what_stops_the_work_stops_the_clocks_of_all(self):
        self._link()
        burst = self.burst.with_user(self.coordinator)
        reason = self.burst.deadline_ids.policy_clock_id.pause_reason_ids[:1]
        burst.pause(reason.id, "Parts are ordered")
        paused = self.led.deadline_ids.filtered(lambda d: d.state == "paused")
        self.assertEqual(paused.ticket_id, self.led)
        self.assertEqual(
            paused.pause_reason_id, self.burst.deadline_ids.pause_reason_id
        )
        burst.resume("They came")
        self.assertNotIn("paused", self.led.deadline_ids.mapped("state"))

    def test_acknowledging_the_leading_one_acknowledges_all(self):
        self._link()
        self.burst.with_user(self.coordinator).action_acknowledge()
        self.assertTrue(all(self.led.mapped("acknowledged_at")))
        self.assertEqual(self.led.acknowledged_by_id, self.coordinator)

    def test_a_linked_log_need_not_be_complete(self):
        team = {"team_id": self.burst.team_id.id}
        bare = self._create_problem(occurred_at=False, problem_type_id=False, **team)
        bare.with_user(self.coordinator).link_to_leading(self.burst.id)
        self._plan(self.burst)
        self.assertEqual(bare.rectification_state, "analysing")
        self.assertEqual(bare.missing, self.burst.missing)

    def test_what_holds_the_leading_one_back_holds_all_back(self):
        self._link()
        with self._further_gaps("analysing", self.burst):
            self._plan(self.burst)
            self.assertEqual(self.burst.rectification_state, "responding")
            self.assertEqual(self.dry.rectification_state, "responding")
            self.assertIn("Upload the permit.", self.burst.missing)
            self.assertEqual(self.dry.missing, self.burst.missing)

    def test_what_holds_a_linked_one_back_holds_no_other(self):
        self._link()
        with self._further_gaps("analysing", self.dry):
            self._plan(self.burst)
            self.assertEqual(self.dry.rectification_state, "responding")
            self.assertIn("Upload the permit.", self.dry.missing)
            self.assertEqual(self.burst.rectification_state, "analysing")
            self.assertEqual(self.other_dry.rectification_state, "analysing")

    def test_what_holds_both_back_is_listed_once(self):
        self._link()
        with self._further_gaps("analysing", self.burst, self.dry):
            further = self.dry._get_facts().further
        self.assertEqual(further, (("analysing", "permit"),))

    def test_log_of_the_leading_one_moves_all(self):
        self._link()
        self.burst.with_user(self.coordinator).action_acknowledge()
        self.assertEqual(self.dry.rectification_state, "responding")
        self.burst.with_user(self.coordinator).occurred_at = False
        self.assertEqual(self.dry.rectification_state, "new")

    def test_a_plan_that_fails_fails_for_all(self):
        self._link()
        check = self._bring_to_verification(self.burst)
        check.record_result("fail", "Still no pressure.")
        self.assertEqual(self.burst.plan_id.version, 2)
        self.assertEqual(self.led.plan_id, self.burst.plan_id)
        self.assertEqual(set(self.led.mapped("rectification_state")), {"analysing"})

    def test_whoever_reported_one_of_them_verifies_none(self):
        self.dry.involvement_ids.create(
            {
                "ticket_id": self.dry.id,
                "employee_id": self.verifier.employee_id.id,
                "role": "reporter",
            }
        )
        self._link()
        check = self._bring_to_verification(self.burst)
        self.assertRefused("reported the problem", check.record_result, "pass")

    def test_planning_a_linked_problem_opens_the_plan_of_the_group(self):
        self._link()
        self.burst.with_user(self.coordinator).action_acknowledge()
        action = self.dry.with_user(self.coordinator).action_plan()
        self.assertEqual(action["res_id"], self.burst.plan_id.id)

    def test_the_chatter_of_both_tells_of_it(self):
        self._link()
        self.assertIn("answered there", self._notes(self.dry))
        self.assertIn(self.dry.number, self._notes(self.burst))

    def test_linked_problems_are_no_work_of_their_own(self):
        self._link()
        todo = self.env["rectification.todo"].search(
            [("res_model", "=", "helpdesk.ticket")]
        )
        self.assertIn(self.burst.id, todo.mapped("res_id"))
        self.assertFalse(set(todo.mapped("res_id")) & set(self.led.ids))


class TestTakingOut(IncidentCase):
    def test_taken_out_it_goes_on_by_itself(self):
        self._link()
        self._plan(self.burst)
        self.dry.with_user(self.coordinator).unlink_from_leading("Another cause")
        self.assertFalse(self.dry.leading_id)
        self.assertFalse(self.dry.plan_id)
        self.assertEqual(self.dry.rectification_state, "responding")
        self.assertEqual(self.burst.led_ids, self.other_dry)
        self.assertIn("Another cause", self._notes(self.dry))
        self.assertIn("Another cause", self._notes(self.burst))

    def test_it_needs_a_reason(self):
        self._link()
        for reason in ("", "  ", False):
            with self.subTest(reason=reason):
                self.assertRefused(
                    "Say why",
                    self.dry.with_user(self.coordinator).unlink_from_leading,
                    reason,
                )
        self.assertEqual(self.dry.leading_id, self.burst)

    def test_what_stands_alone_cannot_be_taken_out(self):
        self.assertRefused(
            "is not part of another problem",
            self.burst.with_user(self.coordinator).unlink_from_leading,
            "x",
        )

    def test_the_dialog_asks_for_the_reason(self):
        self._link()
        wizard = self.env["rectification.incident.leave"].with_user(self.coordinator)
        context = {"active_model": "helpdesk.ticket", "active_ids": self.dry.ids}
        form = Form(wizard.with_context(**context))
        form.reason = "Has a pump of its own"
        form.save().action_apply()
        self.assertFalse(self.dry.leading_id)


class TestRefusals(IncidentCase):
    def _refused(self, words, problem, leading, user=None):
        problem = problem.with_user(user or self.coordinator)
        self.assertRefused(words, problem.link_to_leading, leading.id)

    def test_no_chain_no_circle_not_itself(self):
        self._link()
        third = self._create_problem(name="Third")
        self._refused("cannot be part of itself", third, third)
        self._refused("link to that one", third, self.dry)
        self._refused("can only lead", self.burst, third)
        self._refused("can only lead", self.burst, self.dry)
        self._refused("already: take it out first", self.dry, third)
        self.assertEqual(self.burst.led_ids, self.led)

    def test_closed_ones_and_ordinary_tickets_stay_out(self):
        closed = self._create_problem(name="Closed")
        closed.with_user(self.manager).close_with_outcome("declined", "No")
        self._refused("is closed", closed, self.burst)
        self._refused("is closed", self.dry, closed)
        ticket = self._create_ticket().with_user(self.env.user)
        with self.assertRaises(UserError):
            ticket.link_to_leading(self.burst.id)

    def test_a_plan_of_its_own_keeps_it_out(self):
        self._plan(self.dry)
        self._refused("has a plan of its own: let it lead", self.dry, self.burst)

    def test_the_more_severe_one_leads(self):
        self.dry.severity = "s1"
        self._refused("is more severe", self.dry, self.burst)
        self._refused("is more severe", self.led, self.burst)
        self.assertFalse(self.other_dry.leading_id, "one refusal refuses all")

    def test_a_linked_problem_cannot_become_more_severe(self):
        self._link()
        with self.assertRaises(ValidationError):
            self.dry.with_user(self.coordinator).severity = "s1"
        self.burst.with_user(self.coordinator).severity = "s1"
        self.dry.with_user(self.coordinator).severity = "s1"
        with self.assertRaises(ValidationError):
            self.burst.with_user(self.coordinator).severity = "s3"

    def test_another_company_stays_out(self):
        other = self.env["res.company"].create({"name": "Other company"})
        user = new_test_user(
            self.env,
            "both",
            f"{GROUP}manager",
            company_ids=[(6, 0, (self.env.company | other).ids)],
        )
        place = self.env["property.place"].create(
            {"name": "There", "kind": "estate", "company_id": other.id}
        )
        team = self.burst.team_id.copy({"company_id": other.id})
        there = self._create_problem(
            user=self.env.user, place_id=place.id, team_id=team.id, company_id=other.id
        )
        self.assertEqual(there.company_id, other)
        as_both = there.with_user(user).with_context(
            allowed_company_ids=(self.env.company | other).ids
        )
        self.assertRefused(
            "belong to different companies", as_both.link_to_leading, self.burst.id
        )
        with self.assertRaises(AccessError):
            there.with_user(self.manager).link_to_leading(self.burst.id)
        with self.assertRaises(UserError), self.cr.savepoint():
            there._record({"leading_id": self.burst.id})
            self.env.flush_all()

    def test_only_through_the_button(self):
        for name, value in (
            ("leading_id", self.burst.id),
            ("owner_informed_at", fields.Datetime.now()),
            ("owner_confirmation", "confirmed"),
            ("asked_at", fields.Datetime.now()),
            ("answered_at", fields.Datetime.now()),
            ("owner_comment", "Fine"),
        ):
            with self.subTest(name=name):
                self.assertRefused(
                    "cannot be set by hand",
                    self.dry.with_user(self.manager).write,
                    {name: value},
                )

    def test_who_may_not(self):
        elsewhere = self._create_problem(user=self.env.user, place_id=self.elsewhere.id)
        for user in (self.staff, self.auditor, self.outsider, self.owner):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.dry.with_user(user).link_to_leading(self.burst.id)
        for problem, leading in ((self.dry, elsewhere), (elsewhere, self.burst)):
            with self.assertRaises(AccessError):
                problem.with_user(self.coordinator).link_to_leading(leading.id)
        self._link()
        for user in (self.staff, self.auditor, self.outsider, self.owner):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.dry.with_user(user).unlink_from_leading("x")

    def test_bad_calls(self):
        for leading_id in (0, False, 2**31 - 1):
            with self.subTest(leading_id=leading_id):
                self.assertRefused(
                    "Choose the problems",
                    self.dry.with_user(self.coordinator).link_to_leading,
                    leading_id,
                )

    def test_the_leading_one_is_not_deleted_under_the_others(self):
        self._link()
        self.assertRefused(
            "take them out first", self.burst.with_user(self.manager).unlink
        )


class TestProposals(IncidentCase):
    def _form(self, problems):
        wizard = self.env["rectification.incident"].with_user(self.coordinator)
        context = {"active_model": "helpdesk.ticket", "active_ids": problems.ids}
        return Form(wizard.with_context(**context))

    def test_several_selected_one_leads(self):
        self.burst.severity = "s2"
        form = self._form(self.led | self.burst)
        self.assertEqual(form.choice, "selected")
        self.assertEqual(form.selected_id, self.burst)
        form.save().action_apply()
        self.assertEqual(self.burst.led_ids, self.led)

    def test_a_late_report_joins_the_group(self):
        self._link()
        late = self._create_problem(name="Me too")
        form = self._form(late)
        self.assertEqual(form.choice, "existing")
        self.assertEqual(form.existing_id, self.burst)
        form.save().action_apply()
        self.assertEqual(late.leading_id, self.burst)

    def test_proposed_are_like_problems_of_these_days(self):
        like = self.led.with_user(self.coordinator)
        self.assertEqual(like._get_leading_candidates(), self.burst)
        for name, value in (
            ("problem_type_id", self._type("EQ-LIFT-OUT").id),
            ("place_id", self.elsewhere.id),
            ("reported_at", fields.Datetime.now() - timedelta(hours=49)),
        ):
            with self.subTest(name=name):
                before = self.burst[name]
                self.burst.sudo().write({name: value, "occurred_at": False})
                self.assertFalse(like._get_leading_candidates())
                self.burst.sudo().write({name: before})
        self.burst.with_user(self.manager).close_with_outcome("declined", "No")
        self.assertFalse(like._get_leading_candidates())

    def test_nothing_proposed_shows_all(self):
        self.led.unlink()
        form = self._form(self.burst)
        self.assertFalse(form.existing_id)
        self.assertTrue(form.show_all)


class TestCounting(IncidentCase):
    def test_a_group_counts_once(self):
        self._link()
        problems = self.burst | self.led
        [(count, incidents)] = problems._read_group(
            [("id", "in", problems.ids)],
            aggregates=["__count", "incident_weight:sum"],
        )
        self.assertEqual((count, incidents), (3, 1))
        once = problems.search([("id", "in", problems.ids), ("leading_id", "=", False)])
        self.assertEqual(once, self.burst)
        self.dry.with_user(self.coordinator).unlink_from_leading("Another cause")
        self.assertEqual(sum(problems.mapped("incident_weight")), 2)

    def test_linking_many_costs_no_more_than_linking_few(self):
        few, many = (
            self.env["helpdesk.ticket"].create(
                [
                    {
                        "name": f"Dry {number}",
                        "description": "x",
                        "problem_type_id": self.burst.problem_type_id.id,
                        "place_id": self.unit.id,
                        "partner_name": "Jo",
                        "occurred_at": fields.Datetime.now(),
                    }
                    for number in range(size)
                ]
            )
            for size in (5, 50)
        )
        self.burst.with_user(self.coordinator).action_acknowledge()

        def count(problems):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            problems.with_user(self.coordinator).link_to_leading(self.burst.id)
            self.env.flush_all()
            return self.cr.sql_log_count - before

        count(self.dry)
        small, large = count(few), count(many)
        self.assertLessEqual(large, small + 3, (small, large))
