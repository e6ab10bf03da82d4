# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from odoo import fields
from odoo.tests import BaseCase, tagged

from ...rules import effectiveness
from ..common_gate import GateCase

NOW = datetime(2026, 3, 2, 9)


FIGURES = st.builds(
    effectiveness.Figures,
    returned=st.integers(0, 4),
    still_open=st.integers(0, 4),
    not_fixed=st.integers(0, 4),
    rating=st.none() | st.floats(1, 5),
    further=st.lists(st.sampled_from(effectiveness.VERDICTS)).map(tuple),
)


class TestEffectivenessRule(BaseCase):
    @given(figures=FIGURES, more=st.sampled_from(["returned", "not_fixed"]))
    def test_more_returns_never_look_better(self, figures, more):
        order = effectiveness.VERDICTS.index
        worse = replace(figures, **{more: getattr(figures, more) + 1})
        self.assertLessEqual(
            order(effectiveness.propose(figures)), order(effectiveness.propose(worse))
        )
        self.assertNotEqual(effectiveness.propose(worse), "pass")

    @given(figures=FIGURES)
    def test_good_ratings_excuse_nothing(self, figures):
        unrated, happy = replace(figures, rating=None), replace(figures, rating=5)
        self.assertEqual(effectiveness.propose(unrated), effectiveness.propose(happy))

    @given(figures=FIGURES)
    def test_the_worst_source_decides(self, figures):
        if "fail" in figures.further or figures.still_open:
            self.assertEqual(effectiveness.propose(figures), "fail")


@tagged("post_install", "-at_install")
class TestEffect(GateCase):
    """Figures propose, a person decides, and the way goes round again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        freezer = freeze_time(NOW)
        cls.clock = freezer.start()
        cls.addClassCleanup(freezer.stop)

    def setUp(self):
        super().setUp()
        self.clock.move_to(NOW)

    @classmethod
    def _approve(cls, plan):
        cls._end_of_transaction()
        approved = super()._approve(plan)
        cls._end_of_transaction()
        return approved

    @classmethod
    def _work(cls, plan):
        done = super()._work(plan)
        cls._end_of_transaction()
        return done

    @classmethod
    def _end_of_transaction(cls):
        """Post the tracked changes, as at the end of each request."""
        cls.env.cr.flush()

    def _monitored(self, code="EQ-LEAK-HEAVY", **vals):
        self.today = fields.Date.today()
        type(self).today = self.today
        problem = self._create_problem(code, **vals)
        self._bring_to_verification(problem).record_result("pass", "Dry.")
        return problem, self._checks(problem)

    def _checks(self, problem):
        checks = problem.plan_id.sudo().verification_ids
        return checks.filtered(lambda c: c.kind == "effectiveness").sorted("due_date")

    def _again(self, **vals):
        self.clock.tick(timedelta(days=3))
        return self._create_problem("EQ-LEAK-HEAVY", **vals)

    def _measure(self):
        with self.enter_registry_test_mode():
            cron = self.env.ref("property_rectification.ir_cron_measure")
            cron.method_direct_trigger()

    def test_nothing_came_back(self):
        _problem, checks = self._monitored()
        self._again(place_id=self.other_unit.id)
        self.clock.move_to(NOW + timedelta(days=30))
        self._measure()
        first, second, _third = checks
        self.assertEqual((first.proposal, first.return_count), ("pass", 0))
        self.assertFalse(second.measured_at, "not due yet")
        self.assertRpcRefused("on the day", self.verifier, second, "action_measure")
        self.assertTrue(first.activity_ids)
        self.assertFalse(first.result, "a person decides")

    def test_what_is_there_again_cannot_be_gone(self):
        _problem, checks = self._monitored()
        again = self._again()
        self.clock.move_to(NOW + timedelta(days=30))
        self._measure()
        self.assertEqual(checks[0].proposal, "fail")
        self.assertEqual(checks[0].open_return_count, 1)
        domain = checks[0].action_open_returns()["domain"]
        self.assertEqual(self.env["helpdesk.ticket"].search(domain), again)
        again.with_user(self.manager).close_with_outcome("no_fault_found", "Dry.")
        checks[0].with_user(self.verifier).action_measure()
        self.assertEqual(checks[0].proposal, "pass")

    def test_the_cron_measures_once(self):
        _problem, checks = self._monitored()
        self.clock.move_to(NOW + timedelta(days=31))
        self._measure()
        self._measure()
        self.assertEqual(len(checks[0].activity_ids), 1)
        checks[0].with_user(self.verifier).record_result("pass")
        self.assertFalse(checks[0].activity_ids)

    def test_figures_are_not_written_by_hand(self):
        _problem, checks = self._monitored()
        self.assertRpcRefused(
            "cannot be set by hand",
            self.manager,
            checks[0],
            "write",
            {"proposal": "pass"},
        )

    def test_the_way_round_twice(self):
        """Version 1 fails its verification, 2 its check after 60 days, 3 works."""
        self.today = fields.Date.today()
        type(self).today = self.today
        problem = self._create_problem("EQ-LEAK-HEAVY")
        self._bring_to_verification(problem).record_result("fail", "Still wet.")
        self._end_of_transaction()
        self.assertEqual(problem.plan_id.version, 2)
        self._bring_to_verification(problem).record_result("pass", "Dry.")
        self._end_of_transaction()
        self.clock.move_to(NOW + timedelta(days=30))
        first, second, _third = self._checks(problem)
        first.with_user(self.verifier).record_result("pass")
        self.clock.move_to(NOW + timedelta(days=45))
        again = self._create_problem("EQ-LEAK-HEAVY")
        self.clock.move_to(NOW + timedelta(days=60))
        self._measure()
        self.assertEqual(second.proposal, "fail")
        second.with_user(self.verifier).record_result("fail", "It leaked again.")
        self._end_of_transaction()
        self.assertEqual(problem.rectification_state, "analysing")
        self.assertEqual(problem.plan_id.version, 3)
        again.with_user(self.manager).close_with_outcome("duplicate", "Same leak.")
        type(self).today = fields.Date.today()
        self._bring_to_verification(problem).record_result("pass", "Dry at last.")
        self._end_of_transaction()
        self._pass_checks(problem.plan_id)
        self.assertEqual(problem.rectification_outcome, "effective")
        once = ["Analysing", "Rectifying", "Verifying"]
        twice = [*once, "Still wet.", *once, "Monitoring", "It leaked again."]
        self.assertEqual(self._story(problem), [*twice, *once, "Monitoring", "Closed"])

    def _story(self, problem):
        """Return what the chatter tells, oldest first: states, and why it failed."""
        self._end_of_transaction()
        told = []
        for message in problem.message_ids.sorted("id"):
            values = message.sudo().tracking_value_ids.filtered(
                lambda value: value.field_id.name == "rectification_state"
            )
            told += values.mapped("new_value_char")
            reasons = ("Still wet.", "It leaked again.")
            told += [reason for reason in reasons if reason in (message.body or "")]
        return told

    def _due(self, checks):
        """Go to the day of the first check, and measure it; return it."""
        self.clock.move_to(NOW + timedelta(days=30))
        checks[0].with_user(self.verifier).action_measure()
        return checks[0]

    def test_around_and_inside_is_the_same_problem(self):
        """A return is what the rule of recurrences calls one."""
        _problem, checks = self._monitored(place_id=self.building.id)
        part = self._again(place_id=self.unit.id)
        around = self._again(place_id=self.estate.id)
        self._again(place_id=self.elsewhere.id, user=self.manager)
        first = self._due(checks)
        self.assertEqual((first.return_count, first.proposal), (2, "fail"))
        domain = first.action_open_returns()["domain"]
        self.assertEqual(self.env["helpdesk.ticket"].search(domain), part | around)

    def test_any_problem_of_the_same_equipment(self):
        pump = self.env["maintenance.equipment"].create(
            {"name": "Pump", "place_id": self.plant.id}
        )
        vals = {"place_id": self.plant.id, "equipment_id": pump.id}
        _problem, checks = self._monitored(**vals)
        self._create_problem("EQ-GUTTER", **vals)
        self._create_problem("EQ-GUTTER", place_id=self.plant.id)
        self.clock.tick(timedelta(days=1))
        self._create_problem("EQ-GUTTER", **vals)
        self.assertEqual(self._due(checks).return_count, 1, "reported after the work")

    def test_a_link_that_was_refused_is_no_return(self):
        problem, checks = self._monitored()
        again = self._again()
        self.assertEqual(again.recurrence_of_id, problem)
        again.with_user(self.coordinator).refuse_recurrence("The flat above.")
        self.assertEqual(self._due(checks).return_count, 0)

    def _rate(self, problem, *values):
        self.env["rating.rating"].create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get_id(problem._name),
                    "res_id": problem.id,
                    "rating": value,
                    "consumed": True,
                }
                for value in values
            ]
        )

    def test_what_people_give(self):
        problem, checks = self._monitored()
        self._rate(problem, 1)
        self.env["rating.rating"].search([]).rated_on = NOW - timedelta(days=1)
        self.clock.tick(timedelta(days=2))
        self._rate(problem, 1, 2, 3)
        self.env["rating.rating"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id(problem._name),
                "res_id": problem.id,
            }
        )
        first = self._due(checks)
        self.assertEqual((first.rating_count, first.rating_average), (3, 2))
        self.assertEqual(first.proposal, "partly", "nobody is content")
        self.assertIn("rating 2.0 of 5 (3)", first.figures_summary)

    def test_what_an_owner_calls_not_fixed(self):
        """One of a group says no: it leaves, and still speaks against the work."""
        self.today = fields.Date.today()
        type(self).today = self.today
        problem = self._create_problem("EQ-LEAK-HEAVY")
        other = self._create_problem("EQ-LEAK-HEAVY", place_id=self.other_unit.id)
        other.with_user(self.coordinator).link_to_leading(problem.id)
        self._bring_to_verification(problem).record_result("pass", "Dry.")
        checks = self._checks(problem)
        self.clock.tick(timedelta(days=1))
        other._record({"owner_confirmation": "asked"})
        other._take_answer("returned", "Still wet.", self.neighbour.partner_id)
        self.assertEqual(other.returned_plan_id, problem.plan_id)
        self.assertFalse(other.plan_id)
        first = self._due(checks)
        self.assertEqual((first.return_count, first.not_fixed_count), (0, 1))
        self.assertEqual(first.proposal, "fail", "it is still open")
        self.assertIn("owners: 1 not fixed, 1 still open", first.figures_summary)
        domain = first.action_open_returns()["domain"]
        self.assertEqual(self.env["helpdesk.ticket"].search(domain), other)
        self.assertRpcRefused(
            "by hand", self.manager, other, "write", {"returned_plan_id": False}
        )

    def test_further_sources_have_a_say(self):
        """An add-on says more through one method, for all checks at once."""
        _problem, checks = self._monitored()
        figure = [("fail", "2 of 3 rounds failed")]
        with patch.object(
            type(checks), "_get_further_figures", lambda c: dict.fromkeys(c, figure)
        ):
            first = self._due(checks)
        self.assertEqual(first.proposal, "fail")
        self.assertIn("2 of 3 rounds failed", first.figures_summary)
        self._due(checks)
        self.assertEqual(first.proposal, "pass")
        self.assertEqual(first.figures_summary, "nothing was reported again")

    def test_every_further_source_has_a_say(self):
        """Each add-on adds to what the others say, and is not asked for all of them."""
        _problem, checks = self._monitored()
        cls = type(checks)

        def add(verdict, words):
            known = cls._get_further_figures

            def get_further_figures(checks):
                found = known(checks)
                for check in checks:
                    found.setdefault(check, []).append((verdict, words))
                return found

            return patch.object(cls, "_get_further_figures", get_further_figures)

        with add("partly", "1 of 3 rounds failed"), add("pass", "2 ideas adopted"):
            first = self._due(checks)
        self.assertEqual(first.proposal, "partly")
        self.assertIn("1 of 3 rounds failed", first.figures_summary)
        self.assertIn("2 ideas adopted", first.figures_summary)

    def test_the_same_facts_give_the_same_figures(self):
        _problem, checks = self._monitored()
        self._again()
        first = self._due(checks)
        figures = first.read(["return_count", "proposal", "figures_summary"])
        self.clock.tick(timedelta(days=5))
        first.with_user(self.manager).action_measure()
        self.assertEqual(
            first.read(["return_count", "proposal", "figures_summary"]), figures
        )

    def test_a_decision_against_the_figures_is_told(self):
        problem, checks = self._monitored()
        again = self._again()
        first = self._due(checks)
        self.assertIn("1 return, 1 still open", first.figures_summary)
        again.with_user(self.manager).close_with_outcome("duplicate", "Same leak.")
        first.with_user(self.verifier).record_result("pass", "The flat above.")
        words = "against what the figures proposed, “Not effective”: 1 return, 1 still"
        for record in (first, problem, problem.plan_id):
            told = " ".join(record.message_ids.mapped("body"))
            self.assertIn(words, told)

    def test_a_decision_with_the_figures_is_not(self):
        problem, checks = self._monitored()
        self._due(checks).with_user(self.verifier).record_result("pass")
        told = " ".join(problem.message_ids.mapped("body"))
        self.assertNotIn("against what the figures", told)

    def test_measuring_many_costs_what_measuring_two_does(self):
        checks = self.env["rectification.verification"]
        for _number in range(5):
            checks |= self._monitored()[1]
        checks = checks.sudo()

        def count(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some._measure()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        of_two_plans = checks.filtered(lambda c: c.plan_id in checks.plan_id[:2])
        count(checks)
        self.assertEqual(count(of_two_plans), count(checks))
