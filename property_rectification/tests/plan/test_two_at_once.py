# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import call_kw, retrying
from odoo.tests import BaseCase, get_db_name, new_test_user, tagged
from odoo.tools import mute_logger

from ...tools.locking import BusyError
from ..common import GROUP


@tagged("post_install", "-at_install")
class TestTwoAtOnce(BaseCase):
    """Two people decide at the same moment, each on a connection of its own.

    One wins, the other one reads who it was, and nothing is there twice.  They see
    only what is committed: so is what they work on, and removed afterwards.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        with cls._as(SUPERUSER_ID) as env:
            cls.place_id = env["property.place"].create(
                {"name": "Two at once", "kind": "estate"}
            )
            cls.type_id = env["rectification.problem.type"].create(
                {"name": "Two at once", "code": "TWO", "severity": "s3"}
            )
            cls.employee = env["hr.employee"].create({"name": "Worker"})
            users = [
                new_test_user(env, f"two_{name}", f"{GROUP}manager", name=name)
                for name in ("Mia", "Noa")
            ]
            cls.records = [cls.place_id, cls.type_id, cls.employee, *users]
            cls.mia, cls.noa = (user.id for user in users)
            env.cr.commit()
        cls.addClassCleanup(cls._remove)

    @classmethod
    @contextmanager
    def _as(cls, uid):
        """Open a connection of its own for a user."""
        with cls.registry.cursor() as cr:
            yield api.Environment(cr, uid, {"tracking_disable": True, "lang": "en_US"})

    @classmethod
    def _remove(cls):
        with cls._as(SUPERUSER_ID) as env:
            domain = [("place_id", "=", cls.place_id.id)]
            tickets = env["helpdesk.ticket"].with_context(active_test=False)
            plans = tickets.search(domain).plan_id
            # A plan that was decided stays on record: only the database forgets it.
            env.cr.execute(
                "DELETE FROM helpdesk_ticket WHERE place_id = %s", [cls.place_id.id]
            )
            env.cr.execute(
                "UPDATE rectification_plan SET previous_id = NULL, root_id = NULL"
                " WHERE place_id = %s",
                [cls.place_id.id],
            )
            env.cr.execute(
                "DELETE FROM rectification_plan WHERE place_id = %s", [cls.place_id.id]
            )
            env.invalidate_all()
            messages = env["mail.message"].search(
                [("model", "=", plans._name), ("res_id", "in", plans.ids)]
            )
            messages.unlink()
            for record in cls.records:
                record.with_env(env).unlink()

    def _plan(self, **vals):
        """Return the id of a plan that is complete, and committed."""
        with self._as(SUPERUSER_ID) as env:
            problem = env["helpdesk.ticket"].create(
                {
                    "name": "Two at once",
                    "description": "x",
                    "problem_type_id": self.type_id.id,
                    "place_id": self.place_id.id,
                    "occurred_at": fields.Datetime.now(),
                    "partner_name": "Jo",
                }
            )
            problem.action_acknowledge()
            problem.action_plan()
            today = fields.Date.today()
            problem.plan_id.action_ids.write(
                {"employee_id": self.employee.id, "deadline": today}
            )
            problem.plan_id.write(vals)
            return problem.plan_id.id

    def _submitted(self):
        plan_id = self._plan(
            depth="full",
            goal_metric="Leaks",
            baseline=3,
            target=0,
            target_date=fields.Date.add(fields.Date.today(), days=9),
        )
        with self._as(SUPERUSER_ID) as env:
            plan = env["rectification.plan"].browse(plan_id)
            env["rectification.why"].create(
                {
                    "plan_id": plan_id,
                    "statement": "The seal was worn",
                    "status": "verified",
                    "evidence": "Seen.",
                }
            )
            plan.action_submit()
        return plan_id

    def _to_verify(self):
        """Return the id of a verification that waits to be signed."""
        plan_id = self._plan()
        with self._as(SUPERUSER_ID) as env:
            plan = env["rectification.plan"].browse(plan_id)
            plan.action_approve()
            plan.action_ids.write({"evidence": "Dry."})
            plan.action_ids.action_done()
            return plan.verification_ids.id

    # ------------------------------------------------------------------
    # Two at once
    # ------------------------------------------------------------------

    def _race(self, model, record_id, first, second):
        """Let Mia and Noa take a step at once; return what Noa reads.

        Mia's transaction is open when Noa begins, and is committed while Noa's call
        waits to be tried again.

        :param first: method and arguments of Mia's step
        :param second: the same, of Noa's
        """
        with self._as(self.mia) as mia, self._as(self.noa) as noa:
            self._step(mia, model, record_id, first)
            mia.flush_all()
            step = partial(self._step, noa, model, record_id, second)
            with (
                patch("odoo.service.model.time.sleep", lambda _time: mia.cr.commit()),
                self.assertRaises(UserError) as refused,
            ):
                retrying(step, noa)
            noa.cr.rollback()
        self.assertNotIsInstance(refused.exception, BusyError)
        return str(refused.exception)

    def _lose(self, model, record_id, first, second):
        """Let Noa begin before Mia commits, and go on after it."""
        with self._as(self.mia) as mia, self._as(self.noa) as noa:
            noa[model].browse(record_id).read(["display_name"])
            self._step(mia, model, record_id, first)
            mia.cr.commit()
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                self._step(noa, model, record_id, second)
            noa.cr.rollback()

    def _step(self, env, model, record_id, step):
        method, *args = step
        return call_kw(env[model], method, [[record_id], *args], {})

    def _check_plan(self, plan_id, state, verifications):
        with self._as(SUPERUSER_ID) as env:
            plan = env["rectification.plan"].browse(plan_id)
            self.assertEqual(plan.state, state)
            self.assertEqual(len(plan.verification_ids), verifications)
            return plan.approver_id.id

    def test_approve_twice(self):
        approve = ("action_approve",)
        for make in (self._submitted, self._plan):
            for race in (self._race, self._lose):
                with self.subTest(make.__name__, race=race.__name__):
                    plan_id = make()
                    words = race("rectification.plan", plan_id, approve, approve)
                    approver = self._check_plan(plan_id, "approved", 1)
                    self.assertEqual(approver, self.mia)
                    if words:
                        self.assertRegex(words, r"^Mia approved “.*” on .*\d")

    def test_reject_what_is_approved(self):
        plan_id = self._submitted()
        words = self._race(
            "rectification.plan", plan_id, ("action_approve",), ("reject", "No.")
        )
        self.assertRegex(words, r"^Mia approved “.*” on .*\d")
        self._check_plan(plan_id, "approved", 1)

    def test_approve_what_is_rejected(self):
        plan_id = self._submitted()
        words = self._race(
            "rectification.plan", plan_id, ("reject", "No."), ("action_approve",)
        )
        self.assertRegex(words, r"^Mia sent “.*” back on .*\d")
        self.assertFalse(self._check_plan(plan_id, "draft", 0))

    def test_sign_twice(self):
        passed = ("record_result", "pass", "Dry.")
        failed = ("record_result", "fail", "Wet.")
        for first, second in ((passed, failed), (failed, passed), (failed, failed)):
            for race in (self._race, self._lose):
                with self.subTest(first[1], second=second[1], race=race.__name__):
                    check_id = self._to_verify()
                    words = race("rectification.verification", check_id, first, second)
                    self._check_signed(check_id, first[1])
                    if words:
                        self.assertRegex(words, r"^Mia has signed .* on .*\d")

    def _check_signed(self, check_id, result):
        """The result of the first one holds, with what follows from it, once."""
        with self._as(SUPERUSER_ID) as env:
            check = env["rectification.verification"].browse(check_id)
            self.assertEqual((check.result, check.verifier_id.id), (result, self.mia))
            plan = check.plan_id
            kinds = plan.verification_ids.grouped("kind")
            versions = env["rectification.plan"].search([("previous_id", "=", plan.id)])
            passed = result == "pass"
            self.assertEqual(len(kinds["completion"]), 1)
            self.assertEqual(len(kinds.get("effectiveness", ())), 1 if passed else 0)
            self.assertEqual(len(versions), 0 if passed else 1)

    def test_the_last_two_actions_are_finished_at_once(self):
        plan_id = self._plan()
        with self._as(SUPERUSER_ID) as env:
            plan = env["rectification.plan"].browse(plan_id)
            first, second = (plan.action_ids | plan.action_ids.copy()).ids
            plan.action_approve()
        model = "rectification.action"
        done = ("action_done",)
        with self._as(self.mia) as mia, self._as(self.noa) as noa:
            noa["rectification.plan"].browse(plan_id).read(["state"])
            self._step(mia, model, first, done)
            mia.cr.commit()
            with (
                patch("odoo.service.model.time.sleep", lambda _time: None),
                mute_logger("odoo.sql_db"),
            ):
                retrying(partial(self._step, noa, model, second, done), noa)
            noa.cr.commit()
        with self._as(SUPERUSER_ID) as env:
            plan = env["rectification.plan"].browse(plan_id)
            self.assertEqual(plan.ticket_ids.rectification_state, "verifying")
            self.assertTrue(plan.sampled_at)

    def test_answer_while_somebody_signs(self):
        check_id = self._to_verify()
        with self._as(SUPERUSER_ID) as env:
            points = env["rectification.verification.point"]._recording()
            point_id = points.create(
                {"verification_id": check_id, "name": "Is it dry?", "answer": "yes"}
            ).id
        with self._as(self.mia) as mia, self._as(self.noa) as noa:
            point = noa["rectification.verification.point"].browse(point_id)
            check = mia["rectification.verification"].browse(check_id)
            check.record_result("pass")
            with self.assertRaises(BusyError):
                point.answer = "no"
            noa.cr.rollback()
            mia.cr.commit()
            with self.assertRaisesRegex(UserError, "Mia has signed"):
                point.answer = "no"
            noa.cr.rollback()
