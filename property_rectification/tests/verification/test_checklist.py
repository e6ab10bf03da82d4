# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import Form, HttpCase, new_test_user, tagged

from ..common import GROUP, PHOTO
from ..common_gate import GateCase

POINT = "rectification.verification.point"


class ChecklistCase(GateCase):
    """Slow leaks are verified with a list of two points."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.checklist = cls.env["rectification.checklist"].create(
            {
                "name": "Seal",
                "item_ids": [
                    Command.create({"name": "Is it dry?", "needs_photo": True}),
                    Command.create({"name": "Is it clean?", "sequence": 20}),
                ],
            }
        )
        cls._type("EQ-LEAK-SLOW").checklist_id = cls.checklist

    def _verification(self, finished=True):
        plan = self._plan(self._create_problem())
        self._approve(plan)
        if finished:
            plan.action_ids.with_user(self.staff).action_done()
        return plan.verification_ids.with_user(self.verifier)

    def _attach(self, record, data=PHOTO, user=None, **vals):
        owner = {"res_model": record._name, "res_id": record.id}
        return (
            self.env["ir.attachment"]
            .with_user(user or self.verifier)
            .create({"name": "photo.png", "datas": data, **owner, **vals})
        )

    def _answer(self, check, *answers):
        """Answer the points in their order, with the photo where one is needed."""
        for point, answer in zip(check.point_ids, answers, strict=False):
            vals = {"answer": answer, "remark": f"Seen: {answer}"}
            if point.needs_photo:
                vals["attachment_ids"] = [Command.link(self._attach(point).id)]
            self._rpc(self.verifier, point, "write", vals)


@tagged("post_install", "-at_install")
class TestChecklist(ChecklistCase):
    """What is looked at is fixed before the work begins, and decides about a pass."""

    # ------------------------------------------------------------------
    # What is asked
    # ------------------------------------------------------------------

    def test_a_plan_in_force_fixes_what_is_looked_at(self):
        check = self._verification(finished=False)
        asked = check.point_ids.mapped(lambda point: (point.name, point.needs_photo))
        self.assertEqual(asked, [("Is it dry?", True), ("Is it clean?", False)])
        self.assertFalse(any(check.point_ids.mapped("answer")))

    def test_a_later_change_leaves_it_alone(self):
        check = self._verification(finished=False)
        self.checklist.item_ids[0].name = "Something easier"
        self.checklist.item_ids[1].unlink()
        self.assertEqual(check.point_ids.mapped("name"), ["Is it dry?", "Is it clean?"])

    def test_what_two_lists_ask_is_asked_once(self):
        other = self.checklist.copy()
        other.item_ids[1].needs_photo = True
        self._type("HY-BIN").checklist_id = other
        problem = self._create_problem()
        plan = self._plan(problem)
        self._create_problem("HY-BIN")._record({"plan_id": plan.id})
        self._approve(plan)
        points = plan.verification_ids.point_ids
        asked = points.mapped(lambda point: (point.name, point.needs_photo))
        self.assertEqual(asked, [("Is it dry?", True), ("Is it clean?", True)])

    def test_an_archived_list_is_asked_no_more(self):
        self.checklist.active = False
        self.assertFalse(self._verification(finished=False).point_ids)

    def test_nobody_adds_rewords_or_removes_a_point(self):
        check = self._verification()
        point = check.point_ids[0]
        for user in (self.verifier, self.manager):
            for vals in (
                {"name": "Easier"},
                {"needs_photo": False},
                {"verification_id": check.id},
                {"answered_by_id": self.manager.id},
            ):
                self.assertRpcRefused(
                    "cannot be set by hand", user, point, "write", vals
                )
            self.assertForbidden(user, point, "unlink")
            for command in (
                Command.create({"name": "Mine"}),
                Command.delete(point.id),
                Command.clear(),
            ):
                vals = {"point_ids": [command]}
                with self.subTest(user.login, command=command[0]):
                    with self.assertRaises(UserError), self.cr.savepoint():
                        self._rpc(user, check, "write", vals)
            with self.assertRaises(UserError), self.cr.savepoint():
                vals = {"verification_id": check.id, "name": "Mine"}
                call_kw(self.env[POINT].with_user(user), "create", [[vals]], {})

    def test_the_criterion_was_fixed_before_the_work(self):
        for finished in (False, True):
            check = self._verification(finished)
            for user in (self.verifier, self.manager):
                self.assertRpcRefused(
                    "fixed before the work began",
                    user,
                    check,
                    "write",
                    {"criterion": "Not too wet"},
                )

    # ------------------------------------------------------------------
    # Who answers, and when
    # ------------------------------------------------------------------

    def test_who_took_part_does_not_answer(self):
        problem = self._create_problem("EQ-LEAK-HEAVY")
        check = self._bring_to_verification(problem).sudo()
        check.verifier_id = self.staff
        point = check.point_ids[0]
        vals = {"answer": "yes"}
        for user, words in (
            (self.coordinator, "wrote the plan"),
            (self.manager, "approved the plan"),
            (self.staff, "did the work"),
        ):
            self.assertRpcRefused(words, user, point, "write", vals)
        problem.partner_id = self.verifier.partner_id
        self.assertRpcRefused(
            "reported the problem", self.verifier, point, "write", vals
        )

    def test_a_member_of_staff_who_is_asked_verifies(self):
        colleague = new_test_user(self.env, "colleague", f"{GROUP}staff")
        check = self._verification()
        point = check.point_ids[0]
        self.assertForbidden(colleague, point, "write", {"answer": "yes"})
        check.verifier_id = colleague
        photo = self._attach(point, user=colleague)
        vals = {"answer": "yes", "attachment_ids": [Command.link(photo.id)]}
        self._rpc(colleague, point, "write", vals)
        self._rpc(colleague, check.point_ids[1], "write", {"answer": "yes"})
        self._rpc(colleague, check, "action_pass")
        self.assertEqual((check.result, check.verifier_id), ("pass", colleague))

    def test_others_do_not_answer_at_all(self):
        point = self._verification().point_ids[0]
        for user in (self.auditor, self.outsider, self.staff):
            self.assertForbidden(user, point, "write", {"answer": "yes"})

    def test_answers_wait_for_the_work(self):
        point = self._verification(finished=False).point_ids[0]
        self.assertRpcRefused(
            "Finish every action", self.verifier, point, "write", {"answer": "yes"}
        )

    def test_nobody_answers_after_the_signature(self):
        check = self._verification()
        self._answer(check, "yes", "yes")
        self._rpc(self.verifier, check, "record_result", "pass")
        point = check.point_ids[0]
        for vals in (
            {"answer": "no"},
            {"remark": "x"},
            {"attachment_ids": [Command.clear()]},
        ):
            self.assertRpcRefused(
                "has signed this", self.verifier, point, "write", vals
            )
        self.assertRpcRefused(
            "has signed this", self.verifier, point.attachment_ids, "unlink"
        )

    def test_who_answered_is_kept(self):
        check = self._verification()
        self._answer(check, "yes")
        point = check.point_ids[0]
        self.assertEqual(point.answered_by_id, self.verifier)
        self.assertTrue(point.answered_at)

    # ------------------------------------------------------------------
    # What the answers decide
    # ------------------------------------------------------------------

    def assertNoPass(self, check, *words):
        for part in words:
            self.assertRpcRefused(part, self.verifier, check, "record_result", "pass")
        self.assertRpcRefused(words[0], self.verifier, check, "action_pass")
        self.assertFalse(check.result)

    def test_a_pass_needs_every_answer(self):
        check = self._verification()
        self._answer(check, "yes")
        self.assertNoPass(check, "Is it clean? – not answered")

    def test_a_no_is_no_pass(self):
        check = self._verification()
        self._answer(check, "yes", "no")
        self.assertNoPass(check, "Is it clean? – answered “no”")

    def test_a_photo_that_is_needed_is_missed(self):
        check = self._verification()
        self._rpc(self.verifier, check.point_ids, "write", {"answer": "yes"})
        self.assertNoPass(check, "Is it dry? – a photo is missing")

    def test_what_does_not_apply_says_why(self):
        check = self._verification()
        self._rpc(self.verifier, check.point_ids, "write", {"answer": "na"})
        self.assertNoPass(check, "Is it dry? – say in the remark why")
        vals = {"remark": "There is no seal"}
        self._rpc(self.verifier, check.point_ids, "write", vals)
        self._rpc(self.verifier, check, "record_result", "pass")
        self.assertEqual(check.result, "pass")

    def test_all_right_passes(self):
        check = self._verification()
        self._answer(check, "yes", "yes")
        self._rpc(self.verifier, check, "record_result", "pass")
        self.assertEqual(check.result, "pass")

    def test_what_failed_is_carried_to_the_next_version(self):
        check = self._verification()
        problem = check.plan_id.ticket_ids
        self._answer(check, "yes", "no")
        self._rpc(self.verifier, check, "record_result", "fail", "Dirty.")
        self.assertEqual(check.evidence, "Dirty.")
        self.assertEqual(
            problem.plan_id.version_reason,
            "Dirty.\nNot all right:\n- Is it clean? (Seen: no)",
        )
        self.assertFalse(problem.plan_id.verification_ids)

    def test_a_fail_needs_no_answers_but_a_reason(self):
        check = self._verification()
        self.assertRpcRefused(
            "Say what was found", self.verifier, check, "record_result", "fail"
        )
        self._rpc(self.verifier, check, "record_result", "partly", "Still wet.")
        self.assertEqual(check.plan_id.state, "ineffective")

    # ------------------------------------------------------------------
    # Photos
    # ------------------------------------------------------------------

    def test_only_photos_are_evidence(self):
        check = self._verification()
        for record in (check.point_ids[0], check):
            text = self._attach(record, data=b"PHN2Zy8+", name="a.svg")
            vals = {"attachment_ids": [Command.link(text.id)]}
            self.assertRpcRefused(
                "is not a photo", self.verifier, record, "write", vals
            )
            self.assertFalse(record.attachment_ids)

    def test_the_photo_of_another_record_is_not_taken(self):
        check = self._verification()
        photo = self._attach(self._verification().point_ids[0])
        vals = {"attachment_ids": [Command.link(photo.id)]}
        with self.assertRaises(UserError), self.cr.savepoint():
            self._rpc(self.verifier, check.point_ids[0], "write", vals)
        self.assertFalse(check.point_ids[0].attachment_ids)

    def test_evidence_is_not_exchanged(self):
        check = self._verification()
        self._answer(check, "yes")
        photo = check.point_ids[0].attachment_ids
        self.assertRpcRefused(
            "is not exchanged", self.verifier, photo, "write", {"datas": PHOTO}
        )

    def test_whoever_reads_the_verification_sees_its_photos(self):
        check = self._verification()
        self._answer(check, "yes")
        photo = check.point_ids[0].attachment_ids
        self.assertTrue(photo.with_user(self.auditor).read(["datas"]))
        with self.assertRaises(AccessError):
            photo.with_user(self.outsider).read(["datas"])

    # ------------------------------------------------------------------
    # Configuration
    # ------------------------------------------------------------------

    def test_a_manager_writes_a_list_and_gives_it_to_a_type(self):
        with Form(self.env["rectification.checklist"].with_user(self.manager)) as form:
            form.name = "Playground"
            with form.item_ids.new() as item:
                item.name = "Does nothing wobble?"
        with Form(self._type("SF-PLAY").with_user(self.manager)) as form:
            form.checklist_id = self.env["rectification.checklist"].search(
                [("name", "=", "Playground")]
            )
        checklist = self._type("SF-PLAY").checklist_id
        self.assertEqual(checklist.problem_type_ids, self._type("SF-PLAY"))
        copy = checklist.with_user(self.manager).copy()
        self.assertEqual(copy.name, "Playground (copy)")
        self.assertEqual(copy.item_ids.mapped("name"), ["Does nothing wobble?"])
        self.assertFalse(copy.problem_type_ids)

    def test_others_read_lists_and_change_none(self):
        for user in (self.coordinator, self.staff, self.auditor):
            own = self.checklist.with_user(user)
            self.assertTrue(own.item_ids[0].name)
            for record in (own, own.item_ids[0]):
                with self.assertRaises(AccessError):
                    record.name = "Mine"

    def test_another_company_neither_reads_nor_gets_it(self):
        other = self.env["res.company"].create({"name": "Another"})
        foreign = self.env["rectification.checklist"].create(
            {
                "name": "Theirs",
                "company_id": other.id,
                "item_ids": [Command.create({"name": "Theirs?"})],
            }
        )
        with self.assertRaises(AccessError):
            foreign.with_user(self.manager).read(["name"])
        with self.assertRaises(AccessError):
            foreign.item_ids.with_user(self.manager).read(["name"])
        own_type = self._type("EQ-LEAK-SLOW")
        with self.assertRaises(UserError), self.cr.savepoint():
            own_type.checklist_id = foreign
        with self.assertRaises(UserError), self.cr.savepoint():
            self.checklist.company_id = other

    def test_points_of_another_company_are_not_seen(self):
        point = self._verification().point_ids[0]
        other = self.env["res.company"].create({"name": "Another"})
        manager = self.manager.copy(
            {"login": "m2", "company_id": other.id, "company_ids": other.ids}
        )
        with self.assertRaises(AccessError):
            point.with_user(manager).read(["answer"])

    # ------------------------------------------------------------------
    # Queries
    # ------------------------------------------------------------------

    def _approve_many(self, size):
        plans = self.env["rectification.plan"]
        for _number in range(size):
            plans |= self._plan(self._create_problem()).sudo()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        plans.with_context(tracking_disable=True)._plan_completion_verifications()
        self.env.flush_all()
        self.assertEqual(len(plans.verification_ids.point_ids), 2 * size)
        return self.cr.sql_log_count - before

    def test_points_of_many_plans_are_made_in_one_batch(self):
        self._approve_many(2)
        few, many = self._approve_many(2), self._approve_many(20)
        # The rows of eighteen more plans are written in blocks.
        self.assertLess(many - few, 6)

    def _sign(self, points):
        items = [Command.create({"name": f"Point {n}"}) for n in range(points)]
        self.checklist.item_ids = [Command.clear(), *items]
        check = self._verification()
        self._rpc(self.verifier, check.point_ids, "write", {"answer": "yes"})
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        check.record_result("pass")
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_signing_a_long_list_costs_no_more_queries(self):
        self._sign(2)
        self.assertEqual(self._sign(2), self._sign(40))

    def _read(self, check):
        """Return the queries of what the form reads."""
        photos = {"fields": {"name": {}, "mimetype": {}}}
        points = {"name": {}, "answer": {}, "remark": {}, "attachment_ids": photos}
        specification = {
            "display_name": {},
            "obstacle": {},
            "can_answer": {},
            "sampling": {},
            "is_late": {},
            "point_ids": {"fields": points},
        }
        counts = []
        # The first time fills the caches of the registry, whatever ran before.
        for _time in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            check.web_read(specification)
            counts.append(self.cr.sql_log_count - before)
        return counts[-1]

    def test_reading_a_long_list_costs_no_more_queries(self):
        counts = []
        for size in (2, 40):
            items = [Command.create({"name": f"Point {n}"}) for n in range(size)]
            self.checklist.item_ids = [Command.clear(), *items]
            counts.append(self._read(self._verification()))
        self.assertEqual(*counts)

    def test_many_verifications_are_listed_in_the_same_queries(self):
        checks = self.env["rectification.verification"].with_user(self.verifier)
        names = ("display_name", "due_date", "is_late", "result", "sampling")
        specification = {name: {} for name in names}
        counts = []
        for size in (1, 2, 6):
            for _number in range(size):
                self._verification()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            checks.web_search_read([("plan_id.sampling", "=", False)], specification)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])


@tagged("post_install", "-at_install")
class TestVerifyPhone(ChecklistCase, HttpCase):
    """Somebody verifies in a stairwell, with a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_verify(self):
        check = self._verification().sudo()
        check.verifier_id = self.verifier
        self.start_tour(
            f"/odoo/rectification-verifications/{check.id}",
            "rectification_verify",
            login="verifier",
        )
        self.assertEqual((check.result, check.verifier_id), ("pass", self.verifier))
        dry, clean = check.point_ids
        self.assertEqual(dry.attachment_ids.mimetype, "image/jpeg")
        self.assertEqual(clean.remark, "The pipe is in the wall")
