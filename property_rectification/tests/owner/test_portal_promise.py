# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..common_portal import ACCESS_ERROR, PortalCase


@tagged("post_install", "-at_install")
class TestPortalPromise(PortalCase):
    """What an owner reads of deadlines: own promises, honestly, and no others."""

    def _problem(self, code="EQ-LEAK-SLOW", ago=None, **vals):
        reported = fields.Datetime.now() - (ago or timedelta())
        return self._create_problem(
            code,
            reported_at=reported,
            occurred_at=reported,
            noticed_at=reported,
            **vals,
        )

    def _read(self, problem):
        return self._page(problem.access_url)

    def test_an_owner_reads_when_it_will_be_done(self):
        problem = self._problem()
        self._sign_in(self.owner)
        page = self._read(problem)
        self.assertIn("What we promised", page)
        self.assertIn("We promised to put it right by", page)
        self.assertIn("We promised to come and look by", page)
        self.assertNotIn("It is late", page)
        self.assertIn("We promised", self._page("/my/problems"))

    def test_it_says_when_it_is_late(self):
        self._problem(ago=timedelta(days=40))
        self._sign_in(self.owner)
        self.assertIn("It is late, and we are sorry", self._page("/my/problems"))

    def test_what_stands_still_has_the_reason_for_owners(self):
        problem = self._problem()
        part = self.env.ref("property_rectification.pause_reason_part")
        problem.with_user(self.coordinator).pause(part.id, "Supplier Secret Ltd")
        self._sign_in(self.owner)
        page = self._read(problem)
        self.assertIn(part.owner_text, page)
        self.assertNotIn("Supplier Secret", page)

    def test_what_was_kept_or_came_late_is_said(self):
        kept = self._problem("EQ-LEAK-HEAVY")
        late = self._problem("EQ-LEAK-HEAVY", ago=timedelta(days=2))
        (kept | late).with_user(self.staff).action_attend()
        self._sign_in(self.owner)
        self.assertIn("We promised to come and look: done on", self._read(kept))
        self.assertIn("later than promised", self._read(late))

    def test_a_term_in_hours_is_told_to_the_minute_one_in_days_to_the_day(self):
        self.owner.tz = "America/New_York"
        problem = self._problem("EQ-LEAK-HEAVY").with_user(self.owner).sudo()
        promises = {p["at"]: p["text"] for p in problem._get_portal_promises()}
        due = {d.clock: d.due_at for d in problem.deadline_ids}
        zone = problem.with_context(tz="America/New_York")
        local = fields.Datetime.context_timestamp(zone, due["attend"])
        self.assertIn(local.strftime("%-I:%M"), promises[due["attend"]])
        self.assertNotIn(":", promises[due["rectify"]])

    def test_without_a_zone_of_their_own_owners_read_that_of_the_place(self):
        """Not that of the company in which the owner happens to be signed in."""
        calendar = self.env["resource.calendar"].create(
            {"name": "Office hours", "tz": "Asia/Tokyo"}
        )
        tokyo = self.env["res.company"].create(
            {"name": "Tokyo Estates", "resource_calendar_id": calendar.id}
        )
        self.owner.tz = False
        problem = self._problem("EQ-LEAK-HEAVY")
        self.assertNotEqual(self.owner.company_id, tokyo)
        problem._recording().write({"place_id": False, "company_id": tokyo.id})
        promises = problem.with_user(self.owner).sudo()._get_portal_promises()
        attend = problem.deadline_ids.filtered(lambda d: d.clock == "attend").due_at
        text = next(p["text"] for p in promises if p["at"] == attend)
        there = fields.Datetime.context_timestamp(
            problem.with_context(tz="Asia/Tokyo"), attend
        )
        self.assertIn(there.strftime("%-I:%M:%S"), text)

    def test_an_owner_never_reads_the_promises_of_a_neighbour(self):
        problem = self._problem()
        self._sign_in(self.neighbour)
        self.assertNotIn("We promised", self._page("/my/problems"))
        answer = self.url_open(problem.access_url)
        self.assertNotIn("We promised", self._main(answer))

    def test_deadlines_are_closed_to_owners_over_rpc(self):
        problem = self._problem()
        self._sign_in(self.owner)
        with self.assertLogs("odoo.http", "WARNING"):
            _found, error = self._rpc(
                "rectification.deadline", "search_read", [[], ["due_at"]]
            )
        self.assertEqual(error, ACCESS_ERROR)
        with self.assertLogs("odoo.http", "WARNING"):
            _found, error = self._rpc(
                "helpdesk.ticket", "read", [problem.ids, ["deadline_ids"]]
            )
        self.assertEqual(error, ACCESS_ERROR)

    def test_an_ordinary_problem_without_a_policy_promises_nothing(self):
        self.env["rectification.policy"].search([]).action_archive()
        problem = self._problem()
        self._sign_in(self.owner)
        self.assertNotIn("What we promised", self._read(problem))
