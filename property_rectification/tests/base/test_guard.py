# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestGuard(RectificationCase):
    """Facts cannot be forged by the way in which a problem is created."""

    def test_defaults_of_the_context_are_no_facts(self):
        now = fields.Datetime.now()
        forged = {
            "acknowledged_at": now,
            "acknowledged_by_id": self.manager.id,
            "made_safe_at": now,
            "owner_informed_at": now,
            "declared_outcome": "not_ours",
            "owner_confirmation": "confirmed",
            "leading_id": self._create_problem().id,
        }
        context = {f"default_{name}": value for name, value in forged.items()}
        tickets = self.env["helpdesk.ticket"].with_user(self.staff)
        problem = tickets.with_context(**context).create(
            {
                "name": "Leak",
                "description": "It drips.",
                "place_id": self.unit.id,
                "problem_type_id": self._type("EQ-LEAK-SLOW").id,
            }
        )
        problem = problem.sudo()
        self.assertEqual(problem.rectification_state, "new")
        self.assertEqual(problem.owner_confirmation, "none")
        del forged["owner_confirmation"]
        for name in forged:
            with self.subTest(name=name):
                self.assertFalse(problem[name])

    def test_figures_are_not_written_by_hand(self):
        problem = self._create_problem().with_user(self.coordinator)
        for name in ("access_attempt_count", "incident_weight", "response_seconds"):
            with self.subTest(name=name):
                self.assertRefused("by hand", problem.write, {name: 7})

    def test_defaults_of_the_context_do_not_finish_actions(self):
        plan = self._plan(self._create_problem())
        actions = self.env["rectification.action"].with_user(self.coordinator)
        action = actions.with_context(
            default_state="done", default_done_at=fields.Datetime.now()
        ).create({"plan_id": plan.id, "name": "Look"})
        self.assertNotEqual(action.state, "done")
        self.assertFalse(action.done_at)

    def test_lines_of_a_new_problem_are_guarded_as_well(self):
        now = fields.Datetime.now()
        other = self._create_problem()
        forged = {
            "notice_ids": {
                "place_id": self.estate.id,
                "subject": "Told",
                "state": "sent",
                "sent_at": now,
                "sent_count": 40,
            },
            "deployment_ids": {
                "name": "Pump",
                "is_done": True,
                "done_at": now,
                "done_by_id": self.staff.id,
            },
            "led_ids": {
                "name": "Led",
                "description": "x",
                "acknowledged_at": now,
            },
        }
        commands = {name: [Command.create(vals)] for name, vals in forged.items()}
        linked = {"led_ids": [Command.link(other.id)]}
        linked["recurrence_ids"] = linked["led_ids"]
        for name, command in [*commands.items(), *linked.items()]:
            with self.subTest(name=name), self.assertRaises(UserError):
                self._create_problem(**{name: command})
        self.assertFalse(other.leading_id)

    def test_place_and_company_of_a_line_follow_its_record(self):
        problem = self._create_problem()
        plan = self._plan(problem)
        self._analyse(plan)
        involved = problem.with_user(self.coordinator).involvement_ids.create(
            {"ticket_id": problem.id, "employee_id": self.cleaner.id, "role": "witness"}
        )
        other = self.env["res.company"].create({"name": "Other"})
        for line in (plan.action_ids, plan.why_ids[0], involved):
            with self.subTest(line=line):
                self.assertTrue(line.company_id)
                self.assertRefused("by hand", line.write, {"company_id": other.id})
        self._approve(plan)
        for line in (plan.action_ids, plan.verification_ids):
            with self.subTest(line=line, name="place_id"):
                change = {"place_id": self.elsewhere.id}
                self.assertRefused("by hand", line.write, change)
