# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..common import RectificationCase


class TestProblemLog(RectificationCase):
    def test_the_type_gives_kind_severity_and_team(self):
        team = self.env["helpdesk.ticket.team"].create(
            {"name": "Lifts", "use_rectification": True}
        )
        self._type("EQ-LIFT-OUT").helpdesk_team_id = team
        problem = self._create_problem("EQ-LIFT-OUT")
        self.assertEqual(problem.team_id, team)
        self.assertEqual(problem.problem_kind, "equipment")
        self.assertEqual(problem.severity, "s2")
        self.assertTrue(problem.is_problem)

    def test_the_place_gives_team_and_person_responsible(self):
        team = self.unit.helpdesk_team_id = self.env["helpdesk.ticket.team"].create(
            {"name": "Night", "use_rectification": True}
        )
        self.estate.manager_id = self.coordinator_employee
        problem = self._create_problem(user=self.staff)
        self.assertEqual(problem.team_id, team)
        self.assertEqual(problem.user_id, self.coordinator)

    def test_a_team_without_stages_of_its_own_uses_shared_ones(self):
        stages = self.env["helpdesk.ticket.stage"].search(
            [("rectification_state", "!=", False)]
        )
        stages.team_ids = [Command.clear()]
        team = self.env["helpdesk.ticket.team"].create(
            {"name": "Night", "use_rectification": True}
        )
        problem = self._create_problem(team_id=team.id)
        self.assertEqual(problem.stage_id.rectification_state, "new")

    def test_severity_is_proposed_not_imposed(self):
        problem = self._create_problem(severity="s1")
        self.assertEqual(problem.severity, "s1")
        problem.problem_type_id = self._type("HY-BULKY")
        self.assertEqual(problem.severity, "s4")

    def test_numbers_of_a_batch_follow_each_other(self):
        vals = {
            "name": "x",
            "description": "x",
            "problem_type_id": self._type("EQ-LEAK-SLOW").id,
        }
        problems = self.env["helpdesk.ticket"].create([dict(vals) for _n in range(3)])
        numbers = [int(number[2:]) for number in problems.mapped("number")]
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + 3)))
        self.assertEqual(int(problems.create(vals).number[2:]), numbers[-1] + 1)

    def test_a_sequence_without_gaps_still_counts(self):
        sequence = self.env.ref("helpdesk_mgmt.helpdesk_ticket_sequence")
        sequence.implementation = "no_gap"
        numbers = sequence._next_batch_by_code(sequence.code, 3)
        self.assertEqual(len(set(numbers)), 3)

    def test_times_are_in_their_order(self):
        now = fields.Datetime.now()
        with self.assertRaises(ValidationError):
            self._create_problem(reported_at=now, occurred_at=now + timedelta(hours=1))

    def test_an_external_reference_is_imported_once(self):
        self._create_problem(external_ref="boston:1")
        self.assertEqual(self._create_problem().external_ref, False)
        with self.assertRaisesRegex(Exception, "external_ref_unique"):
            with self.cr.savepoint(), mute_logger("odoo.sql_db"):
                self._create_problem(external_ref="boston:1")

    def test_the_form_says_what_is_missing(self):
        model = self.env["helpdesk.ticket"].with_user(self.coordinator)
        model = model.with_context(rectification_problem=True)
        view = "property_rectification.helpdesk_ticket_view_form"
        with Form(model, view) as form:
            form.name = "Water under the sink"
            form.description = "It drips."
            form.problem_type_id = self._type("EQ-LEAK-SLOW")
            form.place_id = self.unit
        problem = form.record
        self.assertTrue(problem.is_problem)
        self.assertIn("Say when it occurred.", problem.missing)
        self.assertNotIn("Say at which place", problem.missing)

    def test_toggling_a_team_takes_its_tickets_in_and_out(self):
        ticket = self._create_ticket()
        self.assertFalse(ticket.rectification_state)
        ticket.team_id.use_rectification = True
        self.assertEqual(ticket.rectification_state, "new")
        ticket.team_id.use_rectification = False
        self.assertFalse(ticket.rectification_state)

    def test_a_problem_moves_to_another_team(self):
        problem = self._create_problem()
        ordinary = self._create_ticket().team_id
        problem.team_id = ordinary
        self.assertFalse(problem.is_problem)
        self.assertFalse(problem.stage_id.rectification_state)

    def test_a_copy_starts_anew(self):
        problem = self._create_problem("HY-BULKY")
        self._bring_to_verification(problem).record_result("pass")
        twin = problem.copy()
        self.assertEqual(twin.rectification_state, "new")
        self.assertFalse(twin.plan_id)
        self.assertFalse(twin.acknowledged_at)
        self.assertNotEqual(twin.number, problem.number)


class TestOrdinaryTickets(RectificationCase):
    """Tickets of other teams behave as if the add-on were not installed."""

    def test_nothing_of_the_loop_is_on_them(self):
        ticket = self._create_ticket()
        self.assertFalse(ticket.is_problem)
        self.assertFalse(ticket.rectification_state)
        self.assertFalse(ticket.missing)
        self.assertEqual(ticket.stage_id.name, "New")

    def test_their_stages_move_by_hand(self):
        ticket = self._create_ticket()
        ticket.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.assertTrue(ticket.closed_date)
        closed_at = ticket.closed_date
        ticket.stage_id = self.env.ref(
            "helpdesk_mgmt.helpdesk_ticket_stage_in_progress"
        )
        self.assertEqual(ticket.closed_date, closed_at)
        self.assertTrue(ticket.last_stage_update)

    def test_their_numbers_come_from_the_same_sequence(self):
        first, second = self._create_ticket(), self._create_ticket()
        self.assertEqual(int(second.number[2:]), int(first.number[2:]) + 1)

    def test_times_may_be_in_any_order(self):
        now = fields.Datetime.now()
        self.assertTrue(
            self._create_ticket(reported_at=now, occurred_at=now + timedelta(hours=1))
        )

    def test_every_link_of_a_batch_stays_in_the_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        abroad = self.env["property.place"].create(
            {"name": "Abroad", "kind": "unit", "company_id": other.id}
        )
        vals = {
            "name": "x",
            "description": "x",
            "problem_type_id": self._type("EQ-LEAK-SLOW").id,
            "company_id": self.env.company.id,
        }
        batch = [{**vals, "place_id": p.id} for p in (self.unit, self.unit, abroad)]
        with self.assertRaises(UserError):
            self.env["helpdesk.ticket"].create(batch)
        problem = self._create_problem()
        with self.assertRaises(UserError):
            problem.company_id = other


class TestCreationLog(RectificationCase):
    """The chatter of a problem begins alike, whether it came alone or in a batch."""

    def _log(self, count, **vals):
        values = {
            "name": "Tap drips",
            "description": "x",
            "problem_type_id": self._type("EQ-LEAK-SLOW").id,
            "place_id": self.unit.id,
            **vals,
        }
        tickets = self.env["helpdesk.ticket"].with_user(self.coordinator)
        return tickets.create([values] * count).sudo()

    def _first(self, problem):
        message = problem.message_ids.sorted("id")[:1]
        names = ("body", "author_id", "email_from", "message_type", "subtype_id")
        names += ("is_internal", "record_company_id")
        return {name: message[name] for name in names}

    def test_a_batch_is_logged_like_one(self):
        alone, batch = self._log(1), self._log(3)
        created = self.env.ref("helpdesk_mgmt.hlp_tck_created")
        self.assertEqual(self._first(alone)["subtype_id"], created)
        for problem in batch:
            self.assertEqual(self._first(problem), self._first(alone))
            self.assertEqual(len(problem.message_ids), len(alone.message_ids))

    def test_who_follows_the_team_is_told_of_each_of_a_batch(self):
        team = self.env["helpdesk.ticket"]._get_problem_team()
        subtype = self.env.ref("helpdesk_mgmt.hlp_tck_team_created")
        team.message_subscribe(self.manager.partner_id.ids, subtype.ids)
        alone, batch = self._log(1), self._log(2)
        for problem in alone | batch:
            first = problem.message_ids.sorted("id")[:1]
            self.assertEqual(first.notified_partner_ids, self.manager.partner_id)

    def test_who_wants_no_log_gets_none(self):
        tickets = self.env["helpdesk.ticket"]
        vals = {
            "name": "x",
            "description": "x",
            "problem_type_id": self._type("EQ-LEAK-SLOW").id,
        }
        for wish in ("mail_create_nolog", "tracking_disable"):
            silent = tickets.with_context(**{wish: True})
            for count in (1, 2):
                self.assertFalse(silent.create([vals] * count).message_ids)

    def test_a_batch_of_ordinary_tickets_is_left_to_the_chatter(self):
        first = self._create_ticket()
        vals = {"name": "y", "description": "y", "team_id": first.team_id.id}
        batch = self.env["helpdesk.ticket"].create([vals] * 2)
        for ticket in batch:
            self.assertEqual(self._first(ticket), self._first(first))
