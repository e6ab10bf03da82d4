# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import BaseCase, new_test_user, tagged

from ...rules import prevention
from ..common import GROUP
from ..common_gate import GateCase

NOW = datetime(2026, 3, 2, 9)
DAY = timedelta(days=1)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1))


class TestPreventionRule(BaseCase):
    @given(done_at=MOMENTS, age=st.timedeltas(timedelta(0), timedelta(days=2000)))
    def test_spans_have_the_same_length_and_do_not_overlap(self, done_at, age):
        spans = prevention.get_windows(done_at, done_at + age)
        (since, until), (start, end) = spans.before, spans.after
        self.assertEqual(until - since, end - start)
        self.assertEqual((until, start), (done_at, done_at), "they meet, no more")
        self.assertLessEqual(end, done_at + age, "nothing of the future")
        self.assertLessEqual(spans.days, prevention.MOST_DAYS)

    @given(before=st.integers(0, 9), after=st.integers(0, 9))
    def test_fewer_is_better_and_nothing_is_no_success(self, before, after):
        verdict = prevention.judge(before, after)
        self.assertEqual(verdict == "less", after < before)
        self.assertEqual(verdict == "more", after > before)
        self.assertEqual(verdict == "nothing", not before and not after)


class PreventionCase(GateCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freezer = freeze_time(NOW)
        cls.clock = cls.freezer.start()
        cls.addClassCleanup(cls.freezer.stop)
        cls.today = fields.Date.today()
        cls.cause = cls.env.ref("property_rectification.cause_c01")
        cls.wear = cls.env.ref("property_rectification.cause_c01_02")
        cls.other_cause = cls.env.ref("property_rectification.cause_c05_01")

    def setUp(self):
        super().setUp()
        self.clock.move_to(NOW)

    def _caused(self, cause, days, **vals):
        """Log a problem some days from NOW, with a plan that names its cause."""
        moment = NOW + days * DAY
        self.clock.move_to(max(moment, NOW))
        problem = self._create_problem(reported_at=moment, occurred_at=moment, **vals)
        plan = self._plan(problem, deadline=max(moment, NOW).date())
        self._add_cause(plan, cause)
        return problem

    def _add_cause(self, plan, cause, **vals):
        return self.env["rectification.why"].create(
            {
                "plan_id": plan.id,
                "statement": "It was worn",
                "cause_id": cause.id,
                "status": "verified",
                "evidence": "Seen.",
                **vals,
            }
        )

    def _prevented(self, cause=None, kind="preventive", **vals):
        """Return a done preventive action of a plan with a cause."""
        problem = self._create_problem(**vals)
        plan = self._plan(problem, kind=kind)
        if cause:
            self._add_cause(plan, cause)
        self._approve(plan)
        self._work(plan)
        self.env.flush_all()
        return plan.action_ids.sudo()

    def _row(self, action, user=None):
        self.env.flush_all()
        rows = self.env["rectification.prevention"].with_user(user or self.manager)
        rows.invalidate_model()
        return rows.browse(action.id)


@tagged("post_install", "-at_install")
class TestPrevention(PreventionCase):
    """What came of it: as long before as after."""

    def test_before_and_after_in_the_same_time(self):
        action = self._prevented(self.cause)
        for days in (-1, -20, -29, 1, 25):
            self._caused(self.wear, days, place_id=self.lobby.id)
        self._caused(self.wear, -31)  # before the span
        self._caused(self.other_cause, -2)
        self._caused(self.cause, -3, place_id=self.estate.id)
        self.clock.move_to(NOW + 30 * DAY)
        row = self._row(action)
        self.assertEqual((row.days, row.state), (30, "counted"))
        # The problem of the action itself was reported when it was done: after.
        self.assertEqual((row.before_count, row.after_count), (4, 3))
        self.assertEqual((row.change, row.result), (-1, "less"))
        self.assertIn("4 in the 30 days before, 3 in", row.summary)
        self.assertEqual(action.with_user(self.staff).prevention_summary, row.summary)

    def test_a_cause_above_is_not_counted(self):
        action = self._prevented(self.wear)
        self._caused(self.cause, -2)
        self.clock.move_to(NOW + 30 * DAY)
        self.assertEqual(self._row(action).before_count, 0)

    def test_escape_causes_and_suspicions_do_not_count(self):
        action = self._prevented(self.wear)
        plan = self._plan(
            self._create_problem(reported_at=NOW - 2 * DAY, occurred_at=NOW - 3 * DAY)
        )
        self._add_cause(plan, self.wear, status="suspected")
        self.clock.move_to(NOW + 30 * DAY)
        self.assertEqual(self._row(action).before_count, 0)

    def test_same_type_in_the_place_tree(self):
        action = self._prevented(place_id=self.building.id)
        for days, place in ((-3, self.unit), (2, self.lobby), (3, self.elsewhere)):
            moment = NOW + days * DAY
            self._create_problem(
                reported_at=moment,
                occurred_at=moment,
                place_id=place.id,
                user=self.manager,
            )
        self._create_problem("EQ-GUTTER", reported_at=NOW - DAY, occurred_at=NOW - DAY)
        self.clock.move_to(NOW + 20 * DAY)
        row = self._row(action)
        self.assertEqual(row.state, "no_cause")
        self.assertEqual((row.return_before_count, row.return_after_count), (1, 2))
        self.assertFalse(row.result)
        self.assertIn("No cause", row.summary)

    def test_what_turned_out_to_be_nothing(self):
        action = self._prevented(self.wear)
        problem = self._caused(self.wear, -2)
        problem.with_user(self.manager).close_with_outcome("no_fault_found", "Dry.")
        self.clock.move_to(NOW + 20 * DAY)
        row = self._row(action)
        self.assertEqual((row.before_count, row.return_before_count), (0, 0))

    def test_too_early_and_at_most_a_year(self):
        action = self._prevented(self.wear)
        self.clock.move_to(NOW + 13 * DAY)
        row = self._row(action)
        self.assertEqual((row.state, row.before_count), ("early", 0))
        self.assertIn("13 of at least 14", row.summary)
        self.clock.move_to(NOW + 500 * DAY)
        self.assertEqual(self._row(action).days, 365)

    def test_rule_and_figures_agree(self):
        """The database counts by the spans of the rule, to the day."""
        action = self._prevented(self.wear)
        for days in (0, 14, 100, 365, 400):
            now = NOW + days * DAY + timedelta(hours=3)
            self.clock.move_to(now)
            windows = prevention.get_windows(NOW, now)
            self.assertEqual(self._row(action).days, windows.days)

    def test_drill_down_shows_what_is_counted(self):
        action = self._prevented(self.cause)
        for days in (-1, -20, -31, 3):
            self._caused(self.wear, days)
        self._create_problem(reported_at=NOW - DAY, occurred_at=NOW - DAY)
        self.clock.move_to(NOW + 30 * DAY)
        row = self._row(action)
        problems = self.env["helpdesk.ticket"].with_user(self.manager)
        for method, count in (
            ("action_open_before", row.before_count),
            ("action_open_after", row.after_count),
            ("action_open_returns_before", row.return_before_count),
            ("action_open_returns_after", row.return_after_count),
        ):
            with self.subTest(method=method):
                domain = getattr(row, method)()["domain"]
                self.assertEqual(problems.search_count(domain), count)
                self.assertTrue(count)

    def test_the_plan_of_another_company_counts_for_itself(self):
        action = self._prevented(self.wear)
        company = self.env["res.company"].create({"name": "Other"})
        there = self.env["property.place"].create(
            {"name": "There", "kind": "estate", "company_id": company.id}
        )
        boss = new_test_user(
            self.env,
            "boss",
            f"{GROUP}manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        problem = self._create_problem(
            user=boss,
            place_id=there.id,
            reported_at=NOW - DAY,
            occurred_at=NOW - DAY,
            partner_id=False,
            partner_name="Jo Berg",
        )
        plan = (
            self.env["rectification.plan"]
            .sudo()
            .create({"name": "Theirs", "company_id": company.id, "place_id": there.id})
        )
        problem._record({"plan_id": plan.id})
        self._add_cause(plan, self.wear)
        self.clock.move_to(NOW + 30 * DAY)
        self.assertEqual(self._row(action).before_count, 0)
        self.assertFalse(self._row(action, boss).has_access("read"))

    def test_who_may_see_it(self):
        action = self._prevented(self.wear)
        for user in (self.staff, self.coordinator, self.manager, self.auditor):
            self.assertTrue(self._row(action, user).has_access("read"), user.login)
        for user in (self.outsider, self.owner):
            self.assertFalse(self._row(action, user).has_access("read"), user.login)

    def test_many_rows_cost_what_one_does(self):
        actions = self._prevented(self.wear)
        for _number in range(3):
            actions |= self._prevented(self.cause)
        self.clock.move_to(NOW + 30 * DAY)
        self.env.flush_all()
        for some in (actions[:1], actions):
            self.env.invalidate_all()
            rows = self.env["rectification.prevention"].search([("id", "in", some.ids)])
            self.assertEqual(len(rows), len(some))
            with self.assertQueryCount(1):
                rows.mapped("before_count")
        some.mapped("state")
        rows.invalidate_model()
        with self.assertQueryCount(2):
            some.mapped("prevention_summary")

    def test_totals_leave_out_what_is_too_early(self):
        action = self._prevented(self.wear)
        self._caused(self.wear, -2)
        self.env.flush_all()
        rows = self.env["rectification.prevention"]
        measures = ["before_count:sum", "after_count:sum", "change:sum"]
        domain = [("id", "=", action.id)]
        early = rows._read_group(domain, [], measures)
        self.assertEqual(early, [(False, False, False)])
        self.clock.move_to(NOW + 30 * DAY)
        self.assertEqual(
            rows._read_group(domain, ["cause_id"], measures), [(self.wear, 1, 1, 0)]
        )


@tagged("post_install", "-at_install")
class TestTrainingAndNotice(PreventionCase):
    """A training has people in it; a notice is done when it is sent."""

    def _open(self, kind, **vals):
        plan = self._plan(self._create_problem(**vals), kind=kind)
        self._approve(plan)
        return plan.action_ids.sudo()

    def test_a_training_needs_who_took_part(self):
        action = self._open("training")
        self.assertRpcRefused("who took part", self.staff, action, "action_done")
        self.assertEqual(action.state, "todo")
        self._rpc(self.staff, action, "write", {"evidence": "Ann, Ben, Chi"})
        self._rpc(self.staff, action, "action_done")
        self.assertEqual(action.state, "done")

    def test_topic_of_the_cause(self):
        plan = self._plan(self._create_problem(), kind="training")
        action = plan.action_ids
        self.assertFalse(action.training_topic)
        self._add_cause(plan, self.other_cause)
        self.assertIn("step by step", action.training_topic, "of the cause above")
        self.other_cause.training_topic = "Seals"
        action.invalidate_recordset(["training_topic"])
        self.assertEqual(action.training_topic, "Seals")

    def test_what_is_open_after_the_verification_can_be_finished(self):
        problem = self._create_problem()
        self._bring_to_verification(problem).record_result("pass")
        action = (
            self.env["rectification.action"]
            .with_user(self.coordinator)
            .create(
                {
                    "plan_id": problem.plan_id.id,
                    "name": "Teach",
                    "kind": "training",
                    "employee_id": self.staff_employee.id,
                    "deadline": self.today,
                }
            )
        )
        self._rpc(self.staff, action, "write", {"evidence": "Ann"})
        self._rpc(self.staff, action, "action_done")
        self.assertRpcRefused(
            "verified", self.staff, action, "write", {"evidence": "Nobody"}
        )

    def _notice(self, action):
        opened = self._rpc(self.coordinator, action, "action_write_notice")
        return self.env["rectification.notice"].browse(opened["res_id"])

    def test_sending_finishes_the_action(self):
        self.owner.partner_id.email = "owner@example.com"
        action = self._open("notice", place_id=self.building.id)
        notice = self._notice(action)
        self.assertEqual(self._notice(action), notice, "the same one again")
        self.assertEqual(notice.place_id, self.building)
        self.assertEqual((notice.subject, notice.state), (action.name, "draft"))
        self.assertEqual(action.state, "todo")
        self._rpc(self.coordinator, notice, "action_send")
        self.assertEqual((action.state, action.done_by_id), ("done", self.coordinator))
        self.assertIn("sent to 2 residents", action.evidence)

    def test_where_nobody_lives_the_house_is_told(self):
        action = self._open("notice", place_id=self.plant.id)
        self.assertEqual(self._notice(action).place_id, self.building)

    def test_a_deleted_draft_leaves_the_action_open(self):
        action = self._open("notice")
        notice = self._notice(action)
        self._rpc(self.coordinator, notice, "unlink")
        self.assertEqual(action.state, "todo")
        self.assertIn("deleted", action.message_ids[0].body)
        self.assertTrue(self._notice(action))

    def test_who_may_write_it(self):
        action = self._open("notice")
        for user in (self.staff, self.auditor, self.outsider, self.owner):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._rpc(user, action, "action_write_notice")
        other = self._open("corrective")
        self.assertRpcRefused(
            "no notice", self.coordinator, other, "action_write_notice"
        )
        notice = self._notice(action)
        self.assertRpcRefused(
            "by hand", self.manager, notice, "write", {"action_id": other.id}
        )

    def test_a_message_that_is_no_step_of_a_plan(self):
        self.owner.partner_id.email = "owner@example.com"
        notice = self.env["rectification.notice"].create(
            {"place_id": self.unit.id, "subject": "x", "body": "x"}
        )
        notice.with_user(self.coordinator).action_send()
        self.assertEqual(notice.state, "sent")
