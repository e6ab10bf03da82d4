# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import threading
from contextlib import contextmanager
from unittest.mock import patch

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

RUNGS = 1000


@tagged("post_install", "-at_install")
class TestEscalationWorkers(BaseCase):
    """Several runs of the cron at once, each with a connection of its own.

    They see only what is committed: so is what they work on, and removed afterwards.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo's own runner holds the lock that each of the workers would wait for.
        cls.enterClassContext(patch.object(Registry, "_lock", DummyRLock()))
        cls.registry = Registry(get_db_name())
        with cls._worker() as env:
            cls._create_problems(env)
            env.cr.commit()
        cls.addClassCleanup(cls._remove)

    @classmethod
    @contextmanager
    def _worker(cls):
        with cls.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    @classmethod
    def _create_problems(cls, env):
        """As many problems as rungs; all of them on the same ladder."""
        policy = env["rectification.policy"].create(
            {
                "name": "Workers",
                "kind": "safety",
                "clock_ids": [(0, 0, {"clock": "rectify", "duration": 9})],
                "problem_type_id": cls._create_type(env).id,
            }
        )
        place = env["property.place"].create({"name": "Workers", "kind": "estate"})
        problems = env["helpdesk.ticket"].create(
            [
                {
                    "name": f"Worker {number}",
                    "description": "x",
                    "problem_type_id": policy.problem_type_id.id,
                    "place_id": place.id,
                    "user_id": env.ref("base.user_admin").id,
                }
                for number in range(RUNGS)
            ]
        )
        cls.ids = {
            "helpdesk.ticket": problems.ids,
            "property.place": place.ids,
            "rectification.policy": policy.ids,
            "rectification.problem.type": policy.problem_type_id.ids,
        }
        cls.deadline_ids = problems.deadline_ids.ids

    @classmethod
    def _create_type(cls, env):
        vals = {"name": "Workers", "code": "WORKERS", "kind": "safety"}
        return env["rectification.problem.type"].create({**vals, "severity": "s3"})

    @classmethod
    def _remove(cls):
        with cls._worker() as env:
            for model, ids in cls.ids.items():
                env[model].browse(ids).unlink()

    def setUp(self):
        super().setUp()
        with self._worker() as env:
            deadlines = env["rectification.deadline"].browse(self.deadline_ids)
            self.assertEqual(len(deadlines), RUNGS)
            env["rectification.escalation"].search(
                [("deadline_id", "in", deadlines.ids)]
            ).unlink()
            deadlines.ticket_id.activity_ids.unlink()
            deadlines._record({"fired_percent": 0})
            env.flush_all()
            # The first rung only: the next one is reckoned from the term again.
            env.cr.execute(
                "UPDATE rectification_deadline SET next_rung_at = now() at time zone"
                " 'utc' - interval '1 minute' WHERE id = ANY(%s)",
                [deadlines.ids],
            )

    def _run(self):
        """Run the cron once on a connection of its own; False when it was killed."""
        try:
            with self._worker() as env:
                env["rectification.deadline"]._cron_escalate()
        except psycopg2.Error:
            return False
        return True

    def _get_escalated(self):
        """Return which deadlines were escalated, with their percentages, in order."""
        domain = [("deadline_id", "in", self.deadline_ids)]
        with self._worker() as env:
            escalations = env["rectification.escalation"].search(domain)
            return sorted((e.deadline_id.id, e.percent) for e in escalations)

    def _count_activities(self):
        tickets = self.ids["helpdesk.ticket"]
        domain = [("res_model", "=", "helpdesk.ticket"), ("res_id", "in", tickets)]
        with self._worker() as env:
            return env["mail.activity"].search_count(domain)

    def assertEachOnce(self):
        """Each rung is on record once, and each was told once."""
        expected = [(deadline_id, 50) for deadline_id in sorted(self.deadline_ids)]
        self.assertEqual(self._get_escalated(), expected)
        self.assertEqual(self._count_activities(), RUNGS)

    def test_two_at_once(self):
        results = []
        workers = [
            threading.Thread(target=lambda: results.append(self._run()))
            for _number in range(2)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        self.assertEqual(results, [True, True])
        self.assertEachOnce()

    def test_one_is_killed_in_the_middle(self):
        tell = self.registry["rectification.escalation"]._tell
        batches = []

        def tell_half(escalations, times):
            batches.append(len(escalations))
            if len(batches) < 3:
                return tell(escalations, times)
            half = len(escalations) // 2
            tell(escalations[:half], times)
            escalations.env.flush_all()
            with self._worker() as env:
                pid = escalations.env.cr._cnx.get_backend_pid()
                env.cr.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
            return tell(escalations[half:], times)

        model = self.registry["rectification.escalation"]
        with patch.object(model, "_tell", tell_half), mute_logger("odoo.sql_db"):
            self.assertFalse(self._run())
        done = sum(batches[:2])
        self.assertEqual(len(self._get_escalated()), done)
        self.assertEqual(self._count_activities(), done)
        self.assertTrue(self._run())
        self.assertEachOnce()
