# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_board import BoardCase


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
