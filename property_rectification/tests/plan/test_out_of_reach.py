# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from ..common import GROUP
from ..common_gate import GateCase


@tagged("post_install", "-at_install")
class TestOutOfReach(GateCase):
    """A dialog opened over RPC for a foreign record tells nothing of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.problem = cls._create_problem()
        cls.plan = cls._plan(cls.problem)
        cls.company = cls.env["res.company"].create({"name": "Another company"})
        cls._create_foreign_plan(
            new_test_user(
                cls.env,
                "foreign",
                f"{GROUP}manager",
                company_id=cls.company.id,
                company_ids=[Command.set(cls.company.ids)],
            )
        )

    @classmethod
    def _create_foreign_plan(cls, user):
        places = cls.env["property.place"].with_company(cls.company)
        estate = places.create(
            {"name": "Theirs", "kind": "estate", "company_id": cls.company.id}
        )
        flat, twin = places.create(
            [
                {"name": name, "kind": "unit", "parent_id": estate.id}
                for name in ("Their flat", "Their other flat")
            ]
        )
        env = cls.env(user=user)
        cls.foreign_plan = env["rectification.plan"].create(
            {"name": "Their plan", "goal": "Their goal", "place_id": flat.id}
        )
        cls.foreign_why = env["rectification.why"].create(
            {
                "plan_id": cls.foreign_plan.id,
                "statement": "Their cause",
                "status": "verified",
                "evidence": "Seen.",
            }
        )
        cls.foreign_check = cls.foreign_plan.look_elsewhere(
            cls.foreign_why.id, twin.ids
        )

    def _ask(self, user, model, vals, names):
        """Create a dialog as a client does, and read from it."""
        self.env.flush_all()
        self.env.invalidate_all()
        dialogs = self.env[model].with_user(user)
        dialog_id = call_kw(dialogs, "create", [vals], {})
        return call_kw(dialogs, "read", [[dialog_id], names], {})[0]

    def assertSilent(self, user, model, vals, names):
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._ask(user, model, vals, names)

    def test_the_goal_of_a_foreign_plan(self):
        vals = {
            "plan_id": self.foreign_plan.id,
            "ticket_ids": [Command.set(self.problem.ids)],
        }
        for name in ("plan_goal", "plan_state", "plan_ticket_ids"):
            self.assertSilent(self.coordinator, "rectification.plan.join", vals, [name])

    def test_the_problems_of_a_foreign_plan(self):
        vals = {"plan_id": self.foreign_plan.id}
        for name in ("line_ids", "plan_ticket_ids", "company_id"):
            self.assertSilent(self.coordinator, "rectification.plan.add", vals, [name])

    def test_the_places_like_those_of_a_foreign_plan(self):
        vals = {
            "plan_id": self.foreign_plan.id,
            "why_id": self.foreign_why.id,
            "deadline": str(self.today),
        }
        self.assertSilent(
            self.coordinator, "rectification.look.elsewhere", vals, ["line_ids"]
        )

    def test_what_is_looked_for_elsewhere(self):
        vals = {"check_id": self.foreign_check.id}
        self.assertSilent(
            self.staff, "rectification.read.across.found", vals, ["title"]
        )

    def test_a_dialog_about_nothing_is_empty(self):
        dialogs = self.env["rectification.read.across.found"].with_user(self.staff)
        dialog = dialogs.new({})
        self.assertFalse(dialog.title or dialog.description or dialog.problem_type_id)

    # ------------------------------------------------------------------
    # Of the same company, at places of others
    # ------------------------------------------------------------------

    def _create_hidden(self):
        hidden = self._create_problem(place_id=self.elsewhere.id, user=self.manager)
        hidden.with_user(self.manager).action_acknowledge()
        self.assertFalse(hidden.with_user(self.coordinator).has_access("read"))
        return hidden

    def test_problems_out_of_reach_are_not_proposed(self):
        hidden = self._create_hidden()
        near = self._create_problem(place_id=self.other_unit.id)
        near.with_user(self.coordinator).action_acknowledge()
        found = self._ask(
            self.coordinator,
            "rectification.plan.add",
            {"plan_id": self.plan.id},
            ["line_ids"],
        )
        lines = self.env["rectification.plan.add.line"].browse(found["line_ids"])
        self.assertIn(near, lines.ticket_id)
        self.assertNotIn(hidden, lines.ticket_id)

    def test_a_line_tells_nothing_of_a_problem_out_of_reach(self):
        line = {"ticket_id": self._create_hidden().id}
        dialog = self.env["rectification.plan.add"].with_user(self.coordinator)
        dialog = dialog.create({"plan_id": self.plan.id})
        for name in ("severity", "place_id", "problem_type_id"):
            self.assertSilent(
                self.coordinator,
                "rectification.plan.add.line",
                {**line, "wizard_id": dialog.id},
                [name],
            )

    def test_a_plan_out_of_reach_is_not_proposed(self):
        hidden = self._create_hidden()
        hidden.with_user(self.manager).action_plan()
        self.plan.unlink()
        dialog = self.env["rectification.plan.join"].with_user(self.coordinator)
        dialog = dialog.new({"ticket_ids": [Command.set(self.problem.ids)]})
        self.assertFalse(dialog.plan_id)

    def test_an_item_is_not_moved_to_a_list_of_another_company(self):
        lists = self.env["rectification.checklist"]
        ours, theirs = lists.create(
            [
                {
                    "name": "Ours",
                    "company_id": self.env.company.id,
                    "item_ids": [Command.create({"name": "Is it dry?"})],
                },
                {"name": "Theirs", "company_id": self.company.id},
            ]
        )
        vals = {"checklist_id": theirs.id}
        self.assertForbidden(self.manager, ours.item_ids, "write", vals)
