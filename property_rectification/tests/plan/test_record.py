# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from ..common_gate import GateCase


@tagged("post_install", "-at_install")
class TestRecord(GateCase):
    """What stays on record is archived where somebody deletes it, and rests."""

    def _verifying(self, **vals):
        problem = self._create_problem(**vals)
        self._bring_to_verification(problem)
        return problem, problem.plan_id

    def _notes(self, record):
        return " ".join(str(message.body) for message in record.message_ids)

    def _track(self):
        """Let the chatter tell what has changed, as the end of a request does."""
        self.env.flush_all()
        self.env.cr.precommit.run()

    def _measure(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "property_rectification.ir_cron_measure"
            ).method_direct_trigger()

    def _told(self, user):
        """Return what the bus tells a user once this transaction is over."""
        self.env.cr.precommit.run()
        channel = f'"res.partner",{user.partner_id.id}'
        sent = self.env["bus.bus"].search([("channel", "like", channel)])
        return " ".join(sent.mapped("message"))

    # ------------------------------------------------------------------
    # Delete
    # ------------------------------------------------------------------

    def test_deleting_a_problem_under_verification_archives_it(self):
        problem, plan = self._verifying()
        before = problem.message_ids
        self._rpc(self.manager, problem, "unlink")
        self.assertFalse(problem.active)
        self.assertLess(before, problem.message_ids)
        self.assertEqual(problem.rectification_state, "verifying")
        self.assertEqual(len(plan.verification_ids), 1)
        self.assertIn("stays on record and was archived", self._notes(problem))
        self.assertIn("Archived, not deleted", self._told(self.manager))

    def test_deleting_a_plan_under_verification_archives_it(self):
        problem, plan = self._verifying()
        before = plan.message_ids
        self._rpc(self.coordinator, plan, "unlink")
        self.assertFalse(plan.active)
        self.assertLess(before, plan.message_ids)
        self.assertTrue(problem.active)
        self.assertTrue(problem.plan_is_archived)
        self.assertIn("was archived: nobody works on it", self._notes(problem))
        self.assertIn("stays on record and was archived", self._notes(plan))
        self.assertIn("Archived, not deleted", self._told(self.coordinator))

    def test_a_first_draft_is_deleted(self):
        problem = self._create_problem()
        plan = self._plan(problem).sudo()
        action = plan.action_ids
        self._rpc(self.coordinator, plan, "unlink")
        self.assertFalse(plan.exists() | action.exists().plan_id)
        self.assertEqual(problem.rectification_state, "responding")
        self.assertIn("draft of the plan", self._notes(problem))
        self.assertNotIn("Archived", self._told(self.coordinator))

    def test_a_draft_that_was_sent_back_stays(self):
        plan = self._plan(self._create_problem("EQ-LEAK-HEAVY"))
        self._analyse(plan)
        plan.action_submit()
        self._track()
        plan.with_user(self.manager).reject("Which seal?")
        self._track()
        self._rpc(self.coordinator, plan, "unlink")
        self.assertTrue(plan.exists())
        self.assertFalse(plan.active)

    def test_a_later_draft_stays(self):
        problem, _plan = self._verifying()
        check = problem.plan_id.verification_ids.with_user(self.verifier)
        check.record_result("fail", "Still wet.")
        version = problem.plan_id
        self._rpc(self.coordinator, version, "unlink")
        self.assertTrue(version.exists())
        self.assertFalse(version.active)

    def test_a_mixed_selection_does_both(self):
        problem, _plan = self._verifying()
        fresh = self._create_problem()
        self._rpc(self.manager, problem | fresh, "unlink")
        self.assertFalse(fresh.exists())
        self.assertTrue(problem.exists())
        plan, draft = self._verifying()[1], self._plan(self._create_problem()).sudo()
        self._rpc(self.coordinator, plan | draft, "unlink")
        self.assertFalse(draft.exists())
        self.assertTrue(plan.exists())

    def test_who_may_not_delete_archives_nothing(self):
        problem, plan = self._verifying()
        for user in (self.staff, self.auditor, self.outsider, self.owner):
            self.assertForbidden(user, problem, "unlink")
            self.assertForbidden(user, plan, "unlink")
        self.assertForbidden(self.coordinator, problem, "unlink")
        self.assertTrue(problem.active and plan.active)

    def test_ordinary_tickets_are_deleted_as_ever(self):
        ticket = self._create_ticket()
        ticket.unlink()
        self.assertFalse(ticket.exists())

    def test_an_uninstallation_deletes(self):
        problem, plan = self._verifying()
        problem._record({"plan_id": False})
        uninstalling = {MODULE_UNINSTALL_FLAG: True}
        plan.sudo().with_context(**uninstalling).unlink()
        problem.sudo().with_context(**uninstalling).unlink()
        self.assertFalse(problem.exists() | plan.exists().ticket_ids)

    def test_many_are_archived_like_one(self):
        def count(number):
            problems = self.env["helpdesk.ticket"].concat(
                *(self._create_problem() for _each in range(number))
            )
            problems.with_user(self.coordinator).action_acknowledge()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            problems.with_user(self.manager).unlink()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        count(1)
        few, many = count(2), count(20)
        self.assertLessEqual(many, few + 2, (few, many))

    # ------------------------------------------------------------------
    # Archive by hand
    # ------------------------------------------------------------------

    def test_archiving_by_hand_is_told(self):
        problem = self._create_problem()
        self._rpc(self.coordinator, problem, "action_archive")
        self.assertIn("Archived.", self._notes(problem))
        self._rpc(self.coordinator, problem, "action_unarchive")
        self.assertIn("Restored", self._notes(problem))
        self.assertEqual(problem.message_ids[0].author_id, self.coordinator.partner_id)

    def test_staff_do_not_archive(self):
        problem = self._create_problem(user=self.staff, problem_source="staff")
        self.assertRpcRefused(
            "Only a coordinator", self.staff, problem, "write", {"active": False}
        )
        self.assertTrue(problem.active)

    def test_a_context_does_not_change_the_story(self):
        problem = self._create_problem()
        forged = {"rectification_archived_instead": True}
        self._rpc(self.coordinator, problem, "write", {"active": False}, context=forged)
        self.assertIn("Archived.", self._notes(problem))

    # ------------------------------------------------------------------
    # Rest
    # ------------------------------------------------------------------

    def _work_of(self, records):
        """Return what My Work lists about some records."""
        found = self.env["rectification.todo"].search([])
        return found.filtered(
            lambda todo: todo.res_model == records._name and todo.res_id in records.ids
        )

    def test_nobody_is_reminded_of_what_rests(self):
        problem = self._create_problem()
        plan = self._plan(problem)
        self._approve(plan)
        action = plan.action_ids.sudo()
        problem.with_user(self.coordinator).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.coordinator.id
        )
        self.assertTrue(self._work_of(action) and action.activity_ids)
        self.assertTrue(problem.deadline_ids.filtered("next_rung_at"))
        self._rpc(self.manager, problem, "unlink")
        self.assertFalse(plan.active, "its plan has no other problem")
        self.assertFalse(self._work_of(action) | self._work_of(problem))
        self.env.invalidate_all()
        self.assertFalse(action.activity_ids | problem.activity_ids)
        self.assertFalse(problem.deadline_ids.filtered("next_rung_at"))
        self.assertFalse(problem.next_deadline_at)
        for record, words in ((action, "action_done"), (plan, "action_submit")):
            self.assertRpcRefused("archived", self.coordinator, record, words)

    def test_all_comes_back(self):
        problem = self._create_problem()
        plan = self._plan(problem)
        self._approve(plan)
        action = plan.action_ids.sudo()
        before = action.activity_ids
        due_at, moments = (
            problem.next_deadline_at,
            problem.deadline_ids.mapped("next_rung_at"),
        )
        self._rpc(self.coordinator, problem, "action_archive")
        self._rpc(self.coordinator, problem, "action_unarchive")
        self.env.invalidate_all()
        self.assertTrue(plan.active)
        self.assertEqual(action.activity_ids, before)
        self.assertFalse(before.date_done)
        self.assertEqual(problem.next_deadline_at, due_at)
        self.assertEqual(problem.deadline_ids.mapped("next_rung_at"), moments)
        self.assertTrue(self._work_of(action))
        self._work(plan)
        self.assertEqual(problem.rectification_state, "verifying")

    def test_what_was_done_before_does_not_come_back(self):
        problem = self._create_problem()
        problem.activity_schedule("mail.mail_activity_data_todo", user_id=self.env.uid)
        problem.activity_ids.action_feedback("Done.")
        problem.with_user(self.coordinator).action_archive()
        problem.with_user(self.coordinator).action_unarchive()
        self.env.invalidate_all()
        self.assertFalse(problem.activity_ids)

    def test_a_plan_of_other_problems_goes_on(self):
        problem = self._create_problem()
        plan = self._plan(problem)
        other = self._create_problem(place_id=self.lobby.id)
        other.with_user(self.coordinator).action_acknowledge()
        other.with_user(self.coordinator).join_plan(plan.id)
        self._approve(plan)
        self._rpc(self.manager, problem, "unlink")
        self.assertTrue(plan.active)
        self._rpc(self.manager, other, "unlink")
        self.assertFalse(plan.active)

    def test_no_effect_is_measured_of_what_rests(self):
        problem = self._create_problem()
        self._bring_to_verification(problem).record_result("pass")
        check = problem.plan_id.verification_ids[-1:].sudo()
        check._record({"due_date": fields.Date.today() - timedelta(days=1)})
        self._rpc(self.manager, problem.plan_id, "unlink")
        self._measure()
        self.assertFalse(check.measured_at)
        self.assertRpcRefused("archived", self.verifier, check, "record_result", "pass")
        self._rpc(self.manager, problem.plan_id, "action_unarchive")
        self._measure()
        self.assertTrue(check.measured_at)
