# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import HttpCase, tagged

from ..common_board import BoardCase

MONDAY = "2026-03-02"


@tagged("post_install", "-at_install")
class TestActionBoard(BoardCase):
    @freeze_time(f"{MONDAY} 12:00:00")
    def test_columns_are_days_in_their_order(self):
        self.env.ref("base.lang_en").week_start = "1"
        days = {"2026-03-01": "late", "2026-03-02": "today", "2026-03-08": "this_week"}
        days |= {"2026-03-15": "next_week", "2026-03-16": "later", False: "undated"}
        # As an import would do it: the rules of dates are tested elsewhere.
        query = "UPDATE rectification_action SET deadline = %s, name = %s WHERE id = %s"
        actions = self._add_actions(*({"name": "x"} for _each in range(3)))
        actions = (actions | self.plan.action_ids).sudo()
        for action, (day, due) in zip(actions, days.items(), strict=True):
            self.cr.execute(query, [day or None, due, action.id])
        self.env.invalidate_all()
        self.assertEqual(self._read_board("due"), {due: [due] for due in days.values()})
        self.assertEqual(sorted(actions.mapped("due")), sorted(days.values()))
        for due in days.values():
            found = actions.search([*self.domain, ("due", "=", due)])
            self.assertEqual(found.mapped("name"), [due])
        others = actions.search([*self.domain, ("due", "not in", ["late", "undated"])])
        self.assertEqual(len(others), 4)

    @freeze_time(f"{MONDAY} 23:30:00")
    def test_the_day_of_the_user_counts(self):
        action = self.action.sudo()
        self.cr.execute(
            "UPDATE rectification_action SET deadline = %s WHERE id = %s",
            [MONDAY, action.id],
        )
        self.env.invalidate_all()
        for zone, due in (("UTC", "today"), ("Asia/Shanghai", "late")):
            there = action.with_context(tz=zone)
            self.assertEqual(there.due, due)
            self.assertTrue(there.search([*self.domain, ("due", "=", due)]) & action)
            self.assertIn(action.name, self._read_board("due", tz=zone)[due])

    def test_empty_days_are_shown_and_finished_is_not(self):
        self.domain = [("id", "=", 0)]
        shown = list(self._read_board("due"))
        self.assertEqual(shown[:2], ["late", "today"])
        self.assertEqual(shown[-1], "later")
        self.action.with_user(self.staff).action_done()
        self.domain = [("plan_id", "=", self.plan.id)]
        self.assertEqual(self._read_board("due")["finished"], [self.action.name])

    def test_the_bar_of_a_column_counts_what_is_late(self):
        self.cleaning.sudo().deadline = self.today - timedelta(days=0)
        actions = self.env["rectification.action"].with_user(self.coordinator)
        bar = {"field": "due", "colors": {"late": "danger", "today": "warning"}}
        contact = str(self.cleaner.work_contact_id.id)
        counts = actions.read_progress_bar(self.domain, "executor_id", bar)
        self.assertEqual(counts[contact], {"late": 0, "today": 1})
        counts = actions.read_progress_bar(self.domain, "due", bar)
        self.assertEqual(counts["today"], {"late": 0, "today": 1})

    def test_everybody_has_a_column(self):
        """With a login or without, employee or contractor."""
        columns = {
            self.staff.partner_id.id: ["Replace the seal"],
            self.cleaner.work_contact_id.id: ["Mop"],
            self.contractor.id: ["Weld"],
        }
        self.assertEqual(self._read_board("executor_id"), columns)
        self.assertEqual(self._read_board("executor_id", self.auditor), columns)

    def test_a_new_contact_of_an_employee_takes_the_column_along(self):
        contact = self.env["res.partner"].create({"name": "New contact"})
        self.cleaner.work_contact_id = contact
        self.assertEqual(self.cleaning.executor_id, contact)

    def test_a_card_goes_to_another_person(self):
        for executor, employee, partner in (
            (self.cleaner.work_contact_id, self.cleaner, False),
            (self.contractor, False, self.contractor),
            (self.staff.partner_id, self.staff_employee, False),
        ):
            vals = {"executor_id": executor.id}
            self._rpc(self.coordinator, self.action, "write", vals)
            action = self.action.sudo()
            self.assertEqual(
                action.employee_id, employee or action.employee_id.browse()
            )
            self.assertEqual(action.partner_id, partner or action.partner_id.browse())
            self.assertEqual(action.executor_id, executor)

    def test_a_person_of_two_companies_works_for_the_one_of_the_action(self):
        company = self.env["res.company"].create({"name": "Other"})
        other = self.env["hr.employee"].create(
            {"name": "Same person", "company_id": company.id}
        )
        other.work_contact_id = self.cleaner.work_contact_id
        vals = {"executor_id": self.cleaner.work_contact_id.id}
        self._rpc(self.coordinator, self.action, "write", vals)
        self.assertEqual(self.action.sudo().employee_id, self.cleaner)

    def test_the_activity_goes_along(self):
        activity = self.action.sudo().activity_ids
        self.assertEqual(activity.user_id, self.staff)
        day = self.today + timedelta(days=9)
        vals = {"executor_id": self.cleaner.work_contact_id.id, "deadline": day}
        self._rpc(self.coordinator, self.action, "write", vals)
        self.assertEqual(self.action.activity_ids, activity)
        # Of the cleaner's manager: the cleaner has no login.
        self.assertEqual(activity.user_id, self.coordinator)
        self.assertEqual(activity.date_deadline, day)

    def test_who_may_not_drag(self):
        vals = {"executor_id": self.contractor.id}
        words = "changed by a coordinator"
        for action in (self.action, self.cleaning):
            self.assertRpcRefused(words, self.staff, action, "write", vals)
            self.assertRpcRefused(words, self.staff, action, "write", {"due": "today"})
        self.assertForbidden(self.auditor, self.action, "write", {"evidence": "x"})
        away = self._create_problem(place_id=self.elsewhere.id, user=self.manager)
        away.with_user(self.manager).action_acknowledge()
        away.with_user(self.manager).action_plan()
        self.assertForbidden(
            self.coordinator, away.plan_id.action_ids, "write", {"due": "today"}
        )

    def test_a_card_does_not_leave_everybody(self):
        for action in (self.action, self.contracted):
            for vals in ({"executor_id": False}, {"executor_id": 0}):
                self.assertRpcRefused(
                    "needs somebody", self.coordinator, action, "write", vals
                )
        self.assertTrue(self.action.employee_id)

    def test_a_finished_card_stays(self):
        self.action.with_user(self.staff).action_done()
        for vals in ({"executor_id": self.contractor.id}, {"due": "today"}):
            self.assertRpcRefused(
                "is finished", self.coordinator, self.action, "write", vals
            )

    def test_a_state_is_not_dragged(self):
        for state in ("in_progress", "done"):
            self.assertRpcRefused(
                "use the buttons",
                self.coordinator,
                self.action,
                "write",
                {"state": state},
            )

    @freeze_time(f"{MONDAY} 12:00:00")
    def test_a_card_goes_to_another_day(self):
        self.env.ref("base.lang_en").week_start = "1"
        for due, day in (
            ("today", "2026-03-02"),
            ("this_week", "2026-03-08"),
            ("next_week", "2026-03-15"),
        ):
            # The problem was logged on another day than the one that is frozen.
            self.plan.ticket_ids.sudo().occurred_at = "2026-03-01 08:00:00"
            self._rpc(self.coordinator, self.action, "write", {"due": due})
            self.assertEqual(str(self.action.deadline), day)
            self.assertEqual(self.action.due, due)

    def test_some_columns_are_no_date(self):
        before = self.action.deadline
        for due, words in (
            ("late", "“Late” is not a date"),
            ("later", "“Later” is not a date"),
            ("finished", "“Finished” is not a date"),
            ("undated", "needs a date"),
            (False, "needs a date"),
        ):
            self.assertRpcRefused(
                words, self.coordinator, self.action, "write", {"due": due}
            )
        self.assertEqual(self.action.deadline, before)

    def test_of_other_companies_nothing_is_seen(self):
        company = self.env["res.company"].create({"name": "Other"})
        self.manager.company_ids |= company
        board = self._read_board(
            "executor_id", self.manager, allowed_company_ids=company.ids
        )
        self.assertFalse(board)

    def test_the_board_costs_the_same_for_many(self):
        def read(groupby):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._read_board(groupby)
            return self.cr.sql_log_count - before

        few = {}
        for groupby in ("due", "executor_id"):
            read(groupby)
            few[groupby] = read(groupby)
        self._add_actions(
            *({"employee_id": self.cleaner.id, "name": str(n)} for n in range(10)),
            *({"name": str(n)} for n in range(10)),
        )
        for groupby, count in few.items():
            self.assertEqual(read(groupby), count)


@tagged("post_install", "-at_install")
class TestActionBoardTour(BoardCase, HttpCase):
    def test_drag(self):
        """In a real browser: what goes where, and why something does not."""
        # Whatever today is, something is left of the week.
        tomorrow = self.today + timedelta(days=1)
        week_start = str((tomorrow + timedelta(days=1)).isoweekday())
        self.env["res.lang"].search([]).week_start = week_start
        mopping = self.cleaning.sudo()
        mopping.write({"name": "Mop the stairs", "deadline": tomorrow})
        self.start_tour(
            "/odoo/rectification-actions",
            "rectification_action_board",
            login="coordinator",
        )
        self.assertEqual(mopping.deadline, self.today)
        self.assertEqual(mopping.partner_id, self.contractor)
        self.assertFalse(mopping.employee_id)
        self.assertEqual(mopping.state, "in_progress")
