# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .test_gates import GateCase

MONDAY = "2026-03-02"
BOARD = {"read_group_expand": True}


class BoardCase(GateCase):
    """A plan in force with actions of an employee, a cleaner and a contractor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contractor = cls.env["res.partner"].create({"name": "Pipes Ltd"})
        cls.plan = cls._plan(cls._create_problem())
        cls.action = cls.plan.action_ids
        cls.cleaning, cls.contracted = cls._add_actions(
            {"name": "Mop", "employee_id": cls.cleaner.id},
            {"name": "Weld", "employee_id": False, "partner_id": cls.contractor.id},
        )
        cls._approve(cls.plan)
        cls.domain = [("plan_id", "=", cls.plan.id)]

    @classmethod
    def _add_actions(cls, *vals_list):
        usual = {
            "plan_id": cls.plan.id,
            "name": "Step",
            "employee_id": cls.staff_employee.id,
            "deadline": cls.today + timedelta(days=2),
        }
        actions = cls.env["rectification.action"].with_user(cls.coordinator)
        return actions.create([{**usual, **vals} for vals in vals_list])

    def _read_board(self, groupby, user=None, **context):
        """Return the columns as the web client reads them: (value, names)."""
        actions = self.env["rectification.action"].with_user(user or self.coordinator)
        result = actions.with_context(**BOARD, **context).web_read_group(
            self.domain,
            [groupby],
            auto_unfold=True,
            unfold_read_specification={"name": {}},
        )
        return {
            group[groupby] and group[groupby][0]
            if groupby == "executor_id"
            else group[groupby]: [row["name"] for row in group.get("__records", [])]
            for group in result["groups"]
        }


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
class TestActionAgreement(BoardCase):
    """Somebody and a date: in a draft they may lack, afterwards not any more."""

    def test_not_taken_away_once_decided(self):
        full = self._plan(self._create_problem("EQ-LEAK-HEAVY"))
        self._analyse(full)
        full.action_submit()
        for action in (self.action, self.contracted, full.action_ids):
            for vals, words in (
                ({"deadline": False}, "needs a date"),
                ({"employee_id": False, "partner_id": False}, "needs somebody"),
            ):
                self.assertRpcRefused(words, self.coordinator, action, "write", vals)
            lines = {"action_ids": [Command.update(action.id, {"deadline": False})]}
            self.assertRpcRefused(
                "needs a date", self.coordinator, action.plan_id, "write", lines
            )

    def test_who_has_actions_is_not_deleted(self):
        for person in (self.cleaner, self.contractor):
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                person.unlink()
        self.assertEqual(self.cleaning.employee_id, self.cleaner)

    def test_not_added_without(self):
        vals = {"plan_id": self.plan.id, "name": "More", "deadline": self.today}
        someone = {"employee_id": self.cleaner.id}
        for lacking, words in (
            ({**vals, "deadline": False, **someone}, "needs a date"),
            (vals, "needs somebody"),
        ):
            line = {"action_ids": [Command.create(lacking)]}
            self.assertRpcRefused(words, self.coordinator, self.plan, "write", line)
        self.assertEqual(len(self.plan.action_ids), 3)

    def test_a_draft_may_lack_them(self):
        draft = self._plan(self._create_problem(), deadline=False, employee_id=False)
        self.assertFalse(draft.action_ids.deadline)
        self.assertEqual(draft.action_ids.due, "undated")
        self.assertFalse(draft.action_ids.executor_id)
        vals = {"executor_id": self.contractor.id, "due": "today"}
        self._rpc(self.coordinator, draft.action_ids, "write", vals)
        self._rpc(self.coordinator, draft.action_ids, "write", {"deadline": False})

    def test_who_gets_work_later_is_told(self):
        [later] = self._add_actions({"name": "Later", "employee_id": self.cleaner.id})
        self.assertEqual(later.sudo().activity_ids.user_id, self.coordinator)

    def test_a_date_from_before_the_problem(self):
        moment = fields.Datetime.now() - timedelta(days=5)
        problem = self._create_problem(occurred_at=moment, reported_at=moment)
        plan = self._plan(problem)
        first = problem.reported_at.date()
        for day, refused in ((-1, True), (-9999, True), (0, False)):
            vals = {"deadline": first + timedelta(days=day)}
            if refused:
                self.assertRpcRefused("its problem came up on", *self._args(plan), vals)
            else:
                self._rpc(*self._args(plan), vals)
        self.assertEqual(plan.action_ids.deadline, first)

    def _args(self, plan):
        return self.coordinator, plan.action_ids, "write"

    def test_what_was_done_stays_on_record(self):
        self.action.with_user(self.staff).action_done()
        for vals in (
            {"employee_id": self.cleaner.id},
            {"deadline": self.today},
            {"employee_id": False, "partner_id": self.contractor.id},
        ):
            self.assertRpcRefused(
                "is finished", self.coordinator, self.action, "write", vals
            )
        self._rpc(self.coordinator, self.action, "action_undo")
        vals = {"employee_id": self.cleaner.id}
        self._rpc(self.coordinator, self.action, "write", vals)
        self.assertEqual(self.action.employee_id, self.cleaner)


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
