# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# What people write is not translated.
# pylint: disable=translation-required

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_portal import ACCESS_ERROR, QUIET, PortalCase


@tagged("post_install", "-at_install")
class TestCraftedCalls(PortalCase):
    """Calls like those of the web client, made by hand with a portal account."""

    def setUp(self):
        super().setUp()
        self.problem = self._create_problem()
        self.theirs = self._create_problem(
            place_id=self.other_unit.id, partner_id=self.neighbour.partner_id.id
        )
        self.plan = self._plan(self.problem)
        self._analyse(self.plan)
        self._approve(self.plan)
        self._work(self.plan)
        self._sign_in(self.owner)
        self.enterContext(mute_logger(*QUIET))

    def _refused(self, model, method, *args, **kwargs):
        with self.subTest(model=model, method=method):
            result, error = self._rpc(model, method, args, kwargs)
            self.assertEqual(error, ACCESS_ERROR)
            self.assertIsNone(result)

    def test_reads_only_visible_problems(self):
        found, _error = self._rpc(
            "helpdesk.ticket", "search_read", [[]], {"fields": ["name"]}
        )
        self.assertEqual([row["id"] for row in found], self.problem.ids)
        self._refused("helpdesk.ticket", "read", self.theirs.ids, ["name"])
        count, _error = self._rpc("helpdesk.ticket", "search_count", [[]])
        self.assertEqual(count, 1)

    def test_reads_no_inside_field_of_the_own_problem(self):
        for name in (
            "plan_id",
            "involvement_ids",
            "missing",
            "outcome_reason",
            "acknowledged_by_id",
            "severity",
            "equipment_id",
        ):
            self._refused("helpdesk.ticket", "read", self.problem.ids, [name])
        domain = [("plan_id.why_ids.statement", "ilike", "seal")]
        self._refused("helpdesk.ticket", "search", domain)
        self._refused(
            "helpdesk.ticket", "formatted_read_group", [], ["plan_id"], ["__count"]
        )
        offered, _error = self._rpc("helpdesk.ticket", "fields_get")
        self.assertNotIn("plan_id", set(offered))
        self.assertIn("rectification_state", set(offered))

    def test_changes_nothing_of_a_problem(self):
        ids = self.problem.ids
        self._refused("helpdesk.ticket", "write", ids, {"name": "Mine"})
        self._refused("helpdesk.ticket", "unlink", ids)
        self._refused("helpdesk.ticket", "copy", ids)
        vals = {"name": "x", "description": "x", "place_id": self.unit.id}
        self._refused("helpdesk.ticket", "create", [vals])
        self._refused("helpdesk.ticket", "action_acknowledge", ids)
        self._refused("helpdesk.ticket", "close_with_outcome", ids, "declined", "x")
        self._refused("helpdesk.ticket", "reopen", ids, "x")
        self._refused("helpdesk.ticket", "message_subscribe", ids, [1])
        for private in ("_create_from_portal", "_record", "_recording"):
            _result, error = self._rpc("helpdesk.ticket", private, [ids, {}])
            with self.subTest(private=private):
                self.assertEqual(error, ACCESS_ERROR)
        self.assertEqual(self.problem.name, "Water under the sink")

    def test_reads_only_names_of_own_and_shared_places(self):
        found, _error = self._rpc(
            "property.place", "search_read", [[]], {"fields": ["name"]}
        )
        names = {row["name"] for row in found}
        self.assertEqual(names, {"Estate", "Building 1", "Unit 1", "Lobby"})
        self._refused("property.place", "read", self.other_unit.ids, ["name"])
        for name in ("note", "manager_id", "worker_ids", "occupancy_ids"):
            self._refused("property.place", "read", self.unit.ids, [name])
        self._refused("property.place", "write", self.unit.ids, {"name": "Mine"})
        self._refused("property.place", "create", [{"name": "Mine"}])
        self._refused("property.place", "unlink", self.unit.ids)

    def test_reads_no_messages_about_a_place(self):
        self.estate.message_post(
            body="The code of the gate is 1234",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        found, _error = self._rpc(
            "mail.message",
            "search_read",
            [[("model", "=", "property.place")]],
            {"fields": ["body"]},
        )
        self.assertFalse(found)
        answer = self._json(
            "/mail/chatter_fetch",
            thread_model="property.place",
            thread_id=self.estate.id,
        )
        self.assertNotIn("1234", str(answer))

    def test_reads_and_changes_nothing_of_the_other_models(self):
        inside = [
            name
            for name, model in self.env.items()
            if name.startswith(("rectification.", "property.occupancy"))
            # Contractors read theirs: see test_portal_action.
            and name not in ("rectification.problem.type", "rectification.action")
            and not model._abstract
        ]
        self.assertIn("rectification.plan", inside)
        for model in inside:
            self._refused(model, "search_read", [], ["id"])
            self._refused(model, "create", [{}])
            if ids := self.env[model].search([], limit=1).ids:
                self._refused(model, "read", ids, ["id"])
                self._refused(model, "write", ids, {})
                self._refused(model, "unlink", ids)

    def test_actions_are_for_their_contractors(self):
        found, _error = self._rpc("rectification.action", "search_read", [[], ["name"]])
        self.assertEqual(found, [])
        ids = self.plan.action_ids.ids
        for method in ("read", "write", "unlink", "action_start", "action_done"):
            args = [{}] if method == "write" else []
            self._refused("rectification.action", method, ids, *args)
        self._refused("rectification.action", "create", [{}])

    def test_reads_only_offered_types_and_changes_none(self):
        self.leak.show_in_portal = False
        found, _error = self._rpc("rectification.problem.type", "search", [[]])
        self.assertTrue(found)
        self.assertNotIn(self.leak.id, found)
        self._refused("rectification.problem.type", "write", found[:1], {"name": "x"})
        self._refused("rectification.problem.type", "create", [{"name": "x"}])

    def test_portal_rights_are_not_for_internal_users(self):
        """The fields closed to owners stay open to those who work with them."""
        tickets = self.problem.with_user(self.coordinator)
        self.assertEqual(tickets.read(["plan_id"])[0]["plan_id"][0], self.plan.id)
