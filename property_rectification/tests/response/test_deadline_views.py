# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ast import literal_eval
from datetime import datetime, timedelta

from freezegun import freeze_time
from lxml import etree

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import SQL

from ..common import RectificationCase

MONDAY = datetime(2026, 3, 2, 9, 0)


@tagged("post_install", "-at_install")
class TestDeadlineViews(RectificationCase):
    """What the views offer about deadlines, to whom, and what it costs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.resource_calendar_id.tz = "UTC"
        freezer = freeze_time(MONDAY)
        cls.clock = freezer.start()
        cls.addClassCleanup(freezer.stop)
        cls.part = cls.env.ref("property_rectification.pause_reason_part")
        cls.no_access = cls.env.ref("property_rectification.pause_reason_no_access")

    def setUp(self):
        super().setUp()
        self.clock.move_to(MONDAY)

    def _problem(self, code="EQ-LEAK-HEAVY", **vals):
        vals.setdefault("occurred_at", fields.Datetime.now())
        return self._create_problem(code, **vals)

    def _deadline(self, problem, clock):
        return problem.deadline_ids.filtered(lambda d: d.clock == clock)

    def _offered(self, problem, user):
        """Return which buttons a user is offered on the form of a problem."""
        names = ("can_acknowledge", "can_attend", "can_make_safe", "can_investigate")
        seen = problem.with_user(user)
        seen.invalidate_recordset()
        return {name.removeprefix("can_") for name in names if seen[name]}

    def _pause(self, problem, user=None, **vals):
        values = {
            "ticket_id": problem.id,
            "reason_id": self.no_access.id,
            "note": "Nobody opened.",
            **vals,
        }
        wizards = self.env["rectification.pause"].with_user(user or self.coordinator)
        return wizards.create(values)

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def test_who_is_offered_what(self):
        problem = self._problem()
        everything = {"acknowledge", "attend", "make_safe"}
        self.assertEqual(self._offered(problem, self.coordinator), everything)
        self.assertEqual(self._offered(problem, self.staff), {"attend", "make_safe"})
        self.assertEqual(self._offered(problem, self.auditor), set())

    def test_staff_do_not_acknowledge_what_they_report(self):
        problem = self._create_problem(user=self.staff)
        self.assertNotIn("acknowledge", self._offered(problem, self.staff))
        problem.user_id = self.staff
        self.assertIn("acknowledge", self._offered(problem, self.staff))

    def test_what_is_recorded_is_not_offered_again(self):
        problem = self._problem()
        problem.with_user(self.coordinator).action_acknowledge()
        problem.with_user(self.staff).action_attend()
        self.assertEqual(self._offered(problem, self.staff), {"make_safe"})
        problem.with_user(self.staff).action_made_safe()
        self.assertEqual(self._offered(problem, self.coordinator), set())

    def test_what_proves_it_ends_the_offer(self):
        """Who has made it safe was there: nobody is asked for that any more."""
        problem = self._problem()
        problem.with_user(self.staff).action_made_safe()
        self.assertEqual(self._offered(problem, self.staff), set())

    def test_what_a_clock_waits_for_is_offered(self):
        policy = self.env.ref("property_rectification.policy_generic_s1")
        policy.clock_ids = [
            Command.create({"clock": "investigate", "duration": 2, "unit": "hours"})
        ]
        problem = self._problem()
        self.assertIn("investigate", self._offered(problem, self.staff))

    def test_nothing_is_offered_of_a_closed_problem(self):
        problem = self._problem()
        problem.with_user(self.manager).close_with_outcome("duplicate", "Same as 1.")
        self.assertEqual(self._offered(problem, self.coordinator), set())

    # ------------------------------------------------------------------
    # Pause, resume, snooze
    # ------------------------------------------------------------------

    def test_pause_says_which_clocks_stand_still(self):
        problem = self._problem().with_user(self.coordinator)
        action = problem.action_pause()
        wizards = self.env[action["res_model"]].with_user(self.coordinator)
        with Form(wizards.with_context(**action["context"])) as form:
            form.reason_id = self.part
            self.assertEqual(form.stopping, "Rectify")
            self.assertIn("Make safe", form.running)
            form.note = "The pump comes on Thursday."
        form.record.action_apply()
        rectify = self._deadline(problem, "rectify")
        self.assertEqual(rectify.state, "paused")
        self.assertEqual(rectify.paused_by_id, self.coordinator)
        self.assertEqual(rectify.pause_note, "The pump comes on Thursday.")
        self.assertEqual(self._deadline(problem, "make_safe").state, "running")
        self.assertIn("The pump comes on Thursday.", problem.message_ids[0].body)
        self.assertTrue(problem.is_paused)
        problem.action_resume()
        self.assertEqual(rectify.state, "running")

    def test_only_reasons_of_running_clocks_are_offered(self):
        problem = self._problem()
        allowed = self._pause(problem).allowed_reason_ids
        policy = problem.policy_id
        self.assertEqual(allowed, policy.clock_ids.pause_reason_ids)
        owner = self.env.ref("property_rectification.pause_reason_owner")
        self.assertNotIn(owner, allowed)
        wizard = self._pause(problem, reason_id=owner.id)
        self.assertRefused("No clock that is running", wizard.action_apply)

    def test_pause_refusals(self):
        problem = self._problem()
        self.assertRefused(
            "what the problem waits for", self._pause(problem, note=" ").action_apply
        )
        with self.assertRaises(AccessError):
            self._pause(problem, user=self.staff)
        elsewhere = self._problem(place_id=self.elsewhere.id)
        elsewhere.user_id = False
        wizard = self._pause(elsewhere, user=self.verifier)
        with self.assertRaises(AccessError):
            wizard.action_apply()
        self.assertNotIn("paused", (problem | elsewhere).deadline_ids.mapped("state"))

    def test_snooze(self):
        problem = self._problem()
        deadline = self._deadline(problem, "rectify").with_user(self.coordinator)
        action = deadline.action_snooze()
        wizards = self.env[action["res_model"]].with_user(self.coordinator)
        with Form(wizards.with_context(**action["context"])) as form:
            form.reason = "The owner is away."
        form.record.action_apply()
        self.assertEqual(deadline.snoozed_until, MONDAY + timedelta(days=1))
        self.assertIn("The owner is away.", problem.message_ids[0].body)
        past = wizards.create(
            {
                "deadline_ids": deadline.ids,
                "until": MONDAY - timedelta(hours=1),
                "reason": "No.",
            }
        )
        self.assertRefused("time in the future", past.action_apply)

    def test_snooze_is_for_coordinators(self):
        deadlines = self._problem().deadline_ids
        with self.assertRaises(AccessError):
            self.env["rectification.snooze"].with_user(self.staff).create(
                {"deadline_ids": deadlines.ids, "reason": "x"}
            )
        with self.assertRaises(AccessError):
            deadlines.with_user(self.staff).snooze(MONDAY + timedelta(days=1), "x")

    # ------------------------------------------------------------------
    # Lists
    # ------------------------------------------------------------------

    def _found(self, name):
        """Return the problems that a filter of the list finds."""
        view = self.env.ref("property_rectification.helpdesk_ticket_view_search")
        Ticket = self.env["helpdesk.ticket"].with_user(self.manager)
        arch = etree.fromstring(Ticket.get_view(view.id, "search")["arch"])
        domain = arch.find(f".//filter[@name='{name}']").get("domain")
        return Ticket.search(literal_eval(domain))

    def test_filters(self):
        urgent, paused = self._problem(), self._problem("EQ-LEAK-SLOW")
        done = self._problem()

        def found(name):
            return self._found(name) & (urgent | paused | done)

        done.with_user(self.manager).close_with_outcome("duplicate", "Same as 1.")
        paused.with_user(self.coordinator).action_acknowledge()
        running = paused.deadline_ids.filtered(lambda d: d.state == "running")
        running._pause(self.no_access, "Nobody opened.")
        self.assertEqual(found("within_day"), urgent)
        self.assertEqual(found("due_today"), urgent)
        self.assertEqual(found("paused"), paused)
        self.assertEqual(found("nothing_due"), done)
        self.assertFalse(found("late"))
        self.clock.tick(timedelta(minutes=16))
        self.assertEqual(found("late"), urgent)
        self.assertFalse(found("within_day"))
        self.assertEqual(found("due_today"), urgent)

    def test_the_list_reads_the_index(self):
        """The order of the list is that of the index made for it."""
        view = self.env.ref("property_rectification.helpdesk_ticket_view_list")
        Ticket = self.env["helpdesk.ticket"]
        arch = etree.fromstring(Ticket.get_view(view.id, "list")["arch"])
        query = Ticket._search(
            [("is_problem", "=", True)], order=arch.get("default_order"), limit=80
        )
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute("SET LOCAL enable_bitmapscan = off")
        # Of a handful of rows another index and a sort cost the same.
        self.env.cr.execute("SET LOCAL enable_sort = off")
        self.env.cr.execute(SQL("EXPLAIN %s", query.select()))
        plan = "\n".join(row[0] for row in self.env.cr.fetchall())
        self.assertIn("by_next_deadline", plan)
        self.assertNotIn("Sort", plan)

    def test_who_sees_the_problem_sees_when_it_is_due(self):
        """The colour is the same for those whom the rules hide the deadlines from."""
        problem = self._problem()
        self.clock.tick(timedelta(minutes=13))
        rule = self.env.ref("property_rectification.rectification_deadline_rule_staff")
        rule.domain_force = "[(0, '=', 1)]"
        seen = problem.with_user(self.staff)
        self.env.invalidate_all()
        self.assertFalse(seen.deadline_ids)
        self.assertEqual(seen.deadline_status, "soon")

    def test_deadlines_by_result(self):
        """The pivot counts met and missed by clock, severity and place."""
        problem = self._problem()
        self.clock.tick(timedelta(minutes=20))
        problem.with_user(self.coordinator).action_acknowledge()
        groups = self.env["rectification.deadline"].with_user(self.auditor)
        rows = groups.formatted_read_group(
            [("ticket_id", "=", problem.id), ("state", "=", "missed")],
            ["clock", "severity", "place_id", "state"],
            ["__count"],
        )
        self.assertEqual(len(rows), 1)
        self.assertEqual(rows[0]["clock"], "acknowledge")
        self.assertEqual(rows[0]["severity"], "s1")
        self.assertEqual(rows[0]["place_id"][0], self.unit.id)

    def test_escalations_are_counted_and_opened(self):
        problem = self._problem()
        self.clock.tick(timedelta(minutes=16))
        self.env["rectification.deadline"]._lock_due_batch()._escalate()
        seen = problem.with_user(self.coordinator)
        self.assertTrue(seen.escalation_count)
        first = self._deadline(seen, "acknowledge")
        self.assertEqual(first.escalation_count, seen.escalation_count)
        action = seen.action_open_escalations()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(len(found), seen.escalation_count)

    # ------------------------------------------------------------------
    # My Work and the verification
    # ------------------------------------------------------------------

    def _todo(self, record):
        return self.env["rectification.todo"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)]
        )

    def test_work_is_late_when_its_clock_is(self):
        problem = self._problem()
        todo = self._todo(problem)
        self.assertEqual(todo.deadline, MONDAY.date())
        self.assertFalse(todo.is_late)
        self.assertNotIn(todo, todo.search([("is_late", "=", True)]))
        self.clock.tick(timedelta(minutes=16))
        todo.invalidate_recordset()
        self.assertTrue(todo.is_late)
        self.assertIn(todo, todo.search([("is_late", "=", True)]))

    def test_a_problem_of_yesterday_need_not_be_late(self):
        problem = self._problem("EQ-LEAK-SLOW")
        problem.with_user(self.coordinator).action_acknowledge()
        self.env.flush_all()
        self.clock.tick(timedelta(days=1))
        todo = self._todo(problem)
        self.assertEqual(todo.kind, "plan")
        self.assertFalse(todo.is_late)
        problem.with_user(self.coordinator).action_plan()
        self.env.flush_all()
        todo = self._todo(problem.plan_id)
        self.assertEqual(todo.due_at, problem.next_deadline_at)
        self.assertFalse(todo.is_late)

    def test_a_term_of_days_is_due_on_its_last_day(self):
        """Midnight is the end of a day, in the time zone of whoever looks."""
        problem = self._problem("EQ-LEAK-SLOW")
        problem.deadline_ids._record({"promised_at": datetime(2026, 3, 9, 23, 0)})
        self.env.flush_all()
        for zone, day in (("UTC", 9), ("Europe/Paris", 9), ("Asia/Tokyo", 10)):
            with self.subTest(zone=zone):
                todo = self._todo(problem).with_context(tz=zone)
                todo.invalidate_recordset()
                self.assertEqual(todo.deadline.day, day)

    def test_the_verification_keeps_the_promise(self):
        """s3 promises 5 working days; without a promise the table of days holds."""
        problem = self._problem("EQ-LEAK-SLOW")
        check = self._bring_to_verification(problem)
        promised = self._deadline(problem, "verify").due_at
        self.assertEqual(check.due_date, promised.date())
        self.assertEqual(check.due_date, datetime(2026, 3, 9).date())
        bare = self._problem("EQ-LEAK-SLOW")
        bare.deadline_ids._record({"is_void": True})
        check = self._bring_to_verification(bare)
        self.assertEqual(check.due_date, check.plan_id._get_usual_due_date())


@tagged("post_install", "-at_install")
class TestDeadlineFormQueries(RectificationCase):
    """Reading what the form shows costs the same for two problems and for twenty."""

    def test_queries_do_not_grow(self):
        problems = self.env["helpdesk.ticket"]
        for place in (self.unit, self.other_unit, self.lobby, self.plant) * 5:
            problems |= self._create_problem("EQ-LEAK-HEAVY", place_id=place.id)
        names = self._get_form_fields()
        self.assertIn("can_attend", names)
        for user in (self.coordinator, self.staff):
            with self.subTest(user=user.login):
                self._count(problems.with_user(user), names)
                few = self._count(problems[:2].with_user(user), names)
                many = self._count(problems.with_user(user), names)
                self.assertEqual(many, few)

    def _get_form_fields(self):
        view = self.env.ref("property_rectification.helpdesk_ticket_view_form_deadline")
        arch = etree.fromstring(view.arch)
        fields_of_ticket = self.env["helpdesk.ticket"]._fields
        shown = arch.xpath("//field[not(ancestor::list)]")
        names = {node.get("name") for node in shown}
        names |= {"can_attend", "can_make_safe", "can_investigate", "can_pause"}
        return sorted(names.intersection(fields_of_ticket))

    def _count(self, problems, names):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        problems.web_read({name: {} for name in names})
        return self.env.cr.sql_log_count - before
