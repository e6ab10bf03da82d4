# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from ..common import GROUP, RectificationCase
from ..common_gate import GateCase

FORM = "property_rectification.helpdesk_ticket_view_form"


class RecurrenceCase(RectificationCase):
    """Somebody logged the leak in Olga's flat before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = fields.Datetime.now()
        cls.first = cls._create_problem(name="Drips")

    @classmethod
    def _close(cls, problem, days_ago=0):
        """Close a problem, so many days ago."""
        problem.with_user(cls.manager).close_with_outcome("no_fault_found", "Dry")
        at = cls.now - timedelta(days=days_ago)
        reported = at - timedelta(days=9)
        problem.sudo()._record(
            {"closed_date": at, "reported_at": reported, "occurred_at": reported}
        )

    def _as_found(self, problem):
        return (
            problem.recurrence_of_id,
            problem.recurrence_kind,
            problem.recurrence_count,
            problem.is_chronic,
        )

    def assertNew(self, problem):
        nothing = self.env["helpdesk.ticket"], False, 0, False
        self.assertEqual(self._as_found(problem), nothing)

    def _notes(self, problem):
        return " ".join(str(message.body) for message in problem.message_ids)


class TestLogging(RecurrenceCase):
    def test_the_first_one_repeats_nothing(self):
        self.assertNew(self.first)

    def test_reported_again_while_it_is_open(self):
        again = self._create_problem()
        self.assertEqual(self._as_found(again), (self.first, "open", 2, False))
        self.assertEqual(self.first.recurrence_ids, again)
        self.assertEqual(self.first.recurrence_count, 0)

    def test_back_within_the_days_of_its_type(self):
        leak = self._type("EQ-LEAK-SLOW")
        for days, limit, kind in ((0, 5, "return"), (5, 5, "return"), (6, 5, False)):
            with self.subTest(days=days):
                leak.recurrence_days = limit
                self._close(self.first, days)
                again = self._create_problem()
                self.assertEqual(again.recurrence_kind, kind)
                again.unlink()
                self.first.with_user(self.manager).reopen("Next case")

    def test_the_third_one_is_chronic(self):
        second = self._create_problem()
        third = self._create_problem()
        self.assertEqual(self._as_found(third), (second, "open", 3, True))
        self.assertFalse((self.first | second).filtered("is_chronic"))
        self.assertEqual(
            self.env["helpdesk.ticket"].search([("is_chronic", "=", True)]), third
        )

    def test_around_it_and_in_it_but_not_next_door(self):
        for place, kind in (
            (self.building, "open"),
            (self.other_unit, False),
            (self.estate, False),
            (self.elsewhere, False),
        ):
            with self.subTest(place=place.name):
                again = self._create_problem(place_id=place.id)
                self.assertEqual(again.recurrence_kind, kind)
                again.unlink()
        self.first.place_id = self.building
        self.assertEqual(self._create_problem().recurrence_of_id, self.first)

    def test_another_type_is_another_problem(self):
        self.assertNew(self._create_problem("EQ-LIFT-OUT"))

    def test_the_same_equipment_whatever_the_type(self):
        lift = self.env["maintenance.equipment"].create({"name": "Lift"})
        self.first.equipment_id = lift
        again = self._create_problem(
            "EQ-LIFT-OUT", place_id=self.lobby.id, equipment_id=lift.id
        )
        self.assertEqual(again.recurrence_of_id, self.first)
        other = self._create_problem("EQ-LIFT-OUT", place_id=self.plant.id)
        self.assertNew(other)

    def test_what_is_open_comes_before_what_was_closed_last(self):
        second = self._create_problem()
        self._close(second)
        self.assertEqual(self._create_problem().recurrence_of_id, self.first)

    def test_one_batch(self):
        """Problems that come in together repeat each other, in their order."""
        values = [
            {
                "name": f"Report {number}",
                "description": "x",
                "problem_type_id": self.first.problem_type_id.id,
                "place_id": place.id,
                "partner_name": "Jo",
            }
            for number, place in enumerate((self.lobby, self.unit, self.lobby))
        ]
        tickets = self.env["helpdesk.ticket"].with_user(self.coordinator)
        lobby, unit, lobby_again = tickets.create(values)
        self.assertNew(lobby)
        self.assertEqual(self._as_found(unit), (self.first, "open", 2, False))
        self.assertEqual(self._as_found(lobby_again), (lobby, "open", 2, False))

    def test_reported_late_it_repeats_only_what_was_before(self):
        early = self.now - timedelta(days=30)
        times = {"reported_at": early, "occurred_at": early}
        self.assertNew(self._create_problem(**times))

    def test_archived_ones_and_ordinary_tickets_do_not_count(self):
        self.first.active = False
        again = self._create_problem()
        self.assertNew(again)
        ordinary = self._create_ticket(
            place_id=self.unit.id, problem_type_id=again.problem_type_id.id
        )
        self.assertNew(ordinary)
        self.assertEqual(self._create_problem().recurrence_of_id, again)

    def test_an_incomplete_log_is_no_obstacle(self):
        team = {"team_id": self.first.team_id.id}
        self.assertNew(self._create_problem(problem_type_id=False, **team))
        self.assertNew(self._create_problem(place_id=False))

    def test_staff_are_linked_to_what_they_cannot_read(self):
        """The link is found by the records, not by what the user may see."""
        outer = new_test_user(self.env, "newcomer", f"{GROUP}staff")
        again = self._create_problem(user=outer)
        self.assertEqual(again.recurrence_of_id, self.first)
        with self.assertRaises(AccessError):
            self.first.with_user(outer).read(["name"])
        form = Form(again.with_user(outer), view=FORM)
        self.assertEqual(form.recurrence_count, 2)

    def test_other_companies_do_not_count(self):
        company = self.env["res.company"].create({"name": "Other"})
        everywhere = self.env["maintenance.equipment"].create(
            {"name": "Shared lift", "company_id": False}
        )
        self.first.equipment_id = everywhere
        self.manager.company_ids |= company
        theirs = (
            self.env["helpdesk.ticket"]
            .with_user(self.manager)
            .with_context(allowed_company_ids=company.ids)
            .create(
                {
                    "name": "Stuck",
                    "description": "x",
                    "problem_type_id": self.first.problem_type_id.id,
                    "equipment_id": everywhere.id,
                    "partner_name": "Jo",
                }
            )
        )
        self.assertEqual(theirs.company_id, company)
        self.assertNew(theirs.sudo())


class TestForm(RecurrenceCase):
    def _form(self, user):
        tickets = self.env["helpdesk.ticket"].with_user(user)
        return Form(tickets.with_context(rectification_problem=True), view=FORM)

    def test_told_before_it_is_saved(self):
        form = self._form(self.staff)
        self.assertFalse(form.recurrence_hint)
        form.place_id = self.unit
        form.problem_type_id = self.first.problem_type_id
        self.assertIn("Reported here before", form.recurrence_hint)
        self.assertIn("open since", form.recurrence_hint)
        link = f"/odoo/rectification-problems/{self.first.id}"
        self.assertIn(link, form.recurrence_hint)
        form.place_id = self.other_unit
        self.assertFalse(form.recurrence_hint)

    def test_told_when_it_was_closed(self):
        self._close(self.first, 3)
        form = self._form(self.staff)
        form.problem_type_id = self.first.problem_type_id
        form.place_id = self.unit
        self.assertIn("closed on", form.recurrence_hint)

    def test_a_title_is_no_markup(self):
        self.first.name = "<script>alert(1)</script>"
        form = self._form(self.staff)
        form.problem_type_id = self.first.problem_type_id
        form.place_id = self.unit
        self.assertNotIn("<script", form.recurrence_hint)
        self.assertIn("alert(1)", form.recurrence_hint)

    def test_no_hint_once_it_is_on_record(self):
        again = self._create_problem().with_user(self.staff)
        self.assertFalse(again.recurrence_hint)
        self.assertFalse(self._create_ticket().recurrence_hint)

    def test_the_whole_chain_is_one_click_away(self):
        second = self._create_problem()
        third = self._create_problem()
        other = self._create_problem("EQ-LIFT-OUT")
        for problem in (self.first, second, third):
            domain = problem.with_user(self.staff).action_open_chain()["domain"]
            found = self.env["helpdesk.ticket"].search(domain)
            self.assertEqual(found, self.first | second | third)
        self.assertEqual(
            self.env["helpdesk.ticket"].search(other.action_open_chain()["domain"]),
            other,
        )


class TestChanges(RecurrenceCase):
    def test_a_corrected_place_or_type_is_looked_at_again(self):
        again = self._create_problem().with_user(self.coordinator)
        again.place_id = self.other_unit
        self.assertNew(again.sudo())
        self.assertIn("Repeats no earlier problem", self._notes(again))
        again.place_id = self.unit
        self.assertEqual(again.recurrence_of_id, self.first)
        self.assertIn("Same as", self._notes(again))

    def test_when_the_earlier_one_moves_the_later_ones_follow(self):
        second = self._create_problem()
        third = self._create_problem()
        self.first.with_user(self.coordinator).place_id = self.lobby
        self.assertNew(second)
        self.assertEqual(self._as_found(third), (second, "open", 2, False))

    def test_a_time_that_is_corrected_never_makes_a_circle(self):
        second = self._create_problem(reported_at=self.now + timedelta(seconds=9))
        self.assertEqual(second.recurrence_of_id, self.first)
        self.first.reported_at = self.now + timedelta(seconds=20)
        self.assertNew(second)
        self.assertEqual(self._as_found(self.first), (second, "open", 2, False))

    def test_what_is_deleted_is_repeated_by_nobody(self):
        second = self._create_problem()
        third = self._create_problem()
        second.with_user(self.manager).unlink()
        self.assertEqual(self._as_found(third), (self.first, "open", 2, False))


@tagged("post_install", "-at_install")
class TestRefusing(RecurrenceCase, GateCase):
    def test_not_by_hand(self):
        again = self._create_problem()
        for vals in (
            {"recurrence_of_id": False},
            {"recurrence_kind": "return"},
            {"recurrence_count": 1},
            {"is_chronic": False},
            {"refused_recurrence_ids": [Command.link(self.first.id)]},
        ):
            self.assertRpcRefused(
                "cannot be set by hand", self.manager, again, "write", vals
            )

    def test_who_may_not_change_the_problem_may_not_refuse(self):
        again = self._create_problem()
        for user in (self.staff, self.auditor, self.outsider, self.owner):
            with self.subTest(user=user.login):
                self.assertForbidden(
                    user, again, "refuse_recurrence", "It is another one"
                )
        self.assertEqual(again.recurrence_of_id, self.first)

    def test_the_owner_reads_nothing_of_it(self):
        again = self._create_problem().with_user(self.owner)
        for name in ("recurrence_of_id", "is_chronic", "recurrence_hint"):
            with self.assertRaises(AccessError):
                again.read([name])
        self.assertForbidden(self.outsider, again, "action_open_chain")

    def test_needs_a_reason_and_a_link(self):
        again = self._create_problem()
        for reason in ("", "  ", None, False):
            self.assertRpcRefused(
                "Say why", self.coordinator, again, "refuse_recurrence", reason
            )
        self.assertRpcRefused(
            "not linked", self.coordinator, self.first, "refuse_recurrence", "No"
        )

    def test_refused_with_a_reason_and_for_good(self):
        again = self._create_problem()
        self._rpc(self.coordinator, again, "refuse_recurrence", "Upstairs' tap")
        self.assertNew(again)
        self.assertIn("Upstairs' tap", self._notes(again).replace("&#39;", "'"))
        again.place_id = self.other_unit
        again.place_id = self.unit
        self.assertNew(again)
        self.env["helpdesk.ticket"].with_user(self.manager).link_history()
        self.assertNew(again)

    def test_what_follows_is_counted_again(self):
        second = self._create_problem()
        third = self._create_problem()
        fourth = self._create_problem()
        second.with_user(self.coordinator).refuse_recurrence("Another leak")
        self.assertEqual(self._as_found(third), (second, "open", 2, False))
        self.assertEqual(self._as_found(fourth), (third, "open", 3, True))

    def test_the_dialog(self):
        again = self._create_problem()
        wizard = self.env["rectification.reason"].with_user(self.coordinator)
        wizard.create(
            {"operation": "unlink", "res_id": again.id, "reason": "Another leak"}
        ).action_apply()
        self.assertNew(again)


@tagged("post_install", "-at_install")
class TestChronicGate(RecurrenceCase, GateCase):
    """A chronic problem is not closed by putting it right once more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_problem()
        cls.chronic = cls._create_problem()

    def _verify(self):
        check = self._bring_to_verification(self.chronic)
        check.record_result("pass", "Dry")
        self._pass_checks(self.chronic.plan_id)
        return self.chronic.plan_id

    def _prevent(self, plan, kind="preventive"):
        action = (
            self.env["rectification.action"]
            .with_user(self.coordinator)
            .create(
                {
                    "plan_id": plan.id,
                    "kind": kind,
                    "name": "Look under the sinks every quarter",
                    "employee_id": self.staff_employee.id,
                    "deadline": self.today,
                }
            )
            .with_user(self.staff)
        )
        return action

    def test_it_waits_for_prevention(self):
        plan = self._verify()
        self.assertEqual(self.chronic.rectification_state, "monitoring")
        self.assertEqual(plan.state, "approved")
        self.assertIn("chronic", self.chronic.missing)
        stages = self.chronic._get_problem_stages(self.chronic.team_id.ids)
        closed = stages[self.chronic.team_id.id, "closed"]
        self.assertRpcRefused(
            "chronic", self.manager, self.chronic, "write", {"stage_id": closed}
        )

    def test_prevention_that_is_done_closes_it(self):
        plan = self._verify()
        action = self._prevent(plan)
        self.assertNotEqual(self.chronic.rectification_state, "closed")
        action.evidence = "A round was set up."
        action.action_done()
        self.assertEqual(self.chronic.rectification_outcome, "effective")
        self.assertEqual(plan.state, "effective")

    def test_prevention_that_is_cancelled_does_not(self):
        plan = self._verify()
        self._prevent(plan).cancel("Too dear")
        self.assertEqual(self.chronic.rectification_state, "monitoring")
        self.assertEqual(plan.state, "approved")

    def test_planned_from_the_start_it_holds_nothing_up(self):
        plan = self._plan(self.chronic, kind="preventive")
        self._approve(plan)
        self._work(plan)
        plan.verification_ids.with_user(self.verifier).record_result("pass", "Dry")
        self._pass_checks(plan)
        self.assertEqual(self.chronic.rectification_outcome, "effective")
        self.assertEqual(plan.sudo().state, "effective")

    def test_a_wrong_link_asks_for_no_prevention(self):
        plan = self._verify()
        self.chronic.with_user(self.coordinator).refuse_recurrence("Another leak")
        self.assertEqual(self.chronic.rectification_outcome, "effective")
        self.assertEqual(plan.state, "effective")

    def test_being_part_of_another_problem_is_no_way_round(self):
        leading = self._create_problem(place_id=self.lobby.id)
        self.chronic.with_user(self.coordinator).link_to_leading(leading.id)
        check = self._bring_to_verification(leading)
        check.record_result("pass", "Dry")
        self._pass_checks(leading.plan_id)
        self.assertNotEqual(self.chronic.rectification_outcome, "effective")


class TestQueries(RecurrenceCase):
    """Looking back costs one query, however many problems are logged."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.places = cls.env["property.place"].create(
            [
                {"name": f"Flat {n}", "kind": "unit", "parent_id": cls.building.id}
                for n in range(100)
            ]
        )

    def _values(self, size):
        return [
            {
                "name": f"Leak {place.id}",
                "description": "x",
                "problem_type_id": self.first.problem_type_id.id,
                "place_id": place.id,
                "partner_name": "Jo",
            }
            for place in self.places[:size]
        ]

    def _count(self, method, *args):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        method(*args)
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_looking_back_is_one_query(self):
        tickets = self.env["helpdesk.ticket"]
        for size in (1, 10, 100):
            reports = tickets._make_future_reports(self._values(size))
            self.env.flush_all()
            with self.subTest(size=size), self.assertQueryCount(1):
                tickets._look_back(reports)

    def test_what_it_adds_to_a_batch(self):
        """A query to look back, and one to compare companies where there are links."""
        tickets = self.env["helpdesk.ticket"]
        tickets.create(self._values(100))
        blind = patch.object(type(tickets), "_look_back", return_value=[])
        for size in (1, 10, 100):
            with blind:
                without = self._count(tickets.create, self._values(size))
            added = self._count(tickets.create, self._values(size)) - without
            with self.subTest(size=size):
                self.assertLessEqual(added, 2)
        new = self.places.create([{"name": str(n)} for n in range(10)])
        unlinked = [
            {**vals, "place_id": place.id}
            for vals, place in zip(self._values(10), new, strict=True)
        ]
        with blind:
            without = self._count(tickets.create, [dict(vals) for vals in unlinked])
        tickets.search([("place_id", "in", new.ids)]).unlink()
        added = self._count(tickets.create, unlinked) - without
        self.assertLessEqual(added, 1)

    def test_batches_of_recurrences(self):
        tickets = self.env["helpdesk.ticket"].with_context(
            tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True
        )
        tickets.create(self._values(100))
        counts = [
            self._count(tickets.create, self._values(size)) for size in (1, 10, 100)
        ]
        clocks = len(self.first.deadline_ids)
        self.assertLessEqual(counts[1], counts[0], counts)
        # The ORM inserts a hundred clocks at a time.
        self.assertLessEqual(counts[2], counts[0] + clocks, counts)

    def test_one_batch_of_the_same(self):
        [values] = self._values(1)
        tickets = self.env["helpdesk.ticket"].with_context(
            tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True
        )
        tickets.create(dict(values))
        few, many = (
            self._count(tickets.create, [dict(values) for _ in range(size)])
            for size in (3, 30)
        )
        self.assertLessEqual(many, few + 1, (few, many))
