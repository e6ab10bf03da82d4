# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_portal import PortalCase


@tagged("post_install", "-at_install")
class TestTicketHoles(PortalCase):
    """Holes of the portal of ordinary tickets, closed here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Ordinary", "show_in_portal": True}
        )
        cls.done, cls.other_done, cls.waiting = cls.env["helpdesk.ticket.stage"].create(
            [
                {
                    "name": name,
                    "sequence": 90,
                    "closed": closes,
                    "close_from_portal": closes,
                    "team_ids": [Command.set(team.ids)],
                }
                for name, closes, team in (
                    ("Done here", True, cls.team),
                    ("Done elsewhere", True, cls.team.copy()),
                    ("Waiting", False, cls.team),
                )
            ]
        )
        cls.ticket = cls.env["helpdesk.ticket"].create(
            {
                "name": "Ordinary ticket",
                "description": "x",
                "team_id": cls.team.id,
                "partner_id": cls.owner.partner_id.id,
            }
        )
        cls.stage = cls.ticket.stage_id

    def _close(self, ticket=None, stage=None, **values):
        ticket, stage = ticket or self.ticket, stage or self.done
        data = {
            "ticket_id": ticket.id,
            "stage_id": stage.id,
            "csrf_token": self._csrf(),
            **values,
        }
        return self.url_open("/ticket/close", data=data)

    def test_own_ticket_is_closed_by_the_button_of_its_page(self):
        self._sign_in(self.owner)
        page = self._page(f"/my/ticket/{self.ticket.id}")
        form = page[page.index('action="/ticket/close"') - 200 :]
        self.assertIn('method="POST"', form[:400])
        self.assertIn('name="csrf_token"', form[:800])
        self.assertIn("Done here", page)
        self.assertNotIn("Done elsewhere", page)
        self._close()
        self.assertEqual(self.ticket.stage_id, self.done)

    def test_s1_ticket_of_somebody_else_is_not_closed(self):
        self._sign_in(self.neighbour)
        self.assertEqual(self._close().status_code, 200)
        self.assertEqual(self.ticket.stage_id, self.stage)

    def test_s1_only_with_a_closing_stage_of_its_team(self):
        self._sign_in(self.owner)
        for stage in (self.other_done, self.waiting):
            with self.subTest(stage=stage.name):
                answer = self._close(stage=stage)
                self.assertIn("cannot be closed this way", self._main(answer))
                self.assertEqual(self.ticket.stage_id, self.stage)

    def test_s2_not_by_following_a_link(self):
        self._sign_in(self.owner)
        query = f"ticket_id={self.ticket.id}&stage_id={self.done.id}"
        answer = self.url_open(f"/ticket/close?{query}")
        self.assertEqual(answer.status_code, 405)
        self.assertEqual(self.ticket.stage_id, self.stage)

    def test_s2_not_without_a_token_of_the_session(self):
        self._sign_in(self.owner)
        with mute_logger("odoo.http"):
            self.assertEqual(self._close(csrf_token="x").status_code, 400)
        self.assertEqual(self.ticket.stage_id, self.stage)

    def test_s2_crafted_ids_lead_home(self):
        self._sign_in(self.owner)
        for values in (
            {"ticket_id": "abc"},
            {"ticket_id": ""},
            {"ticket_id": "99999999999999"},
            {"stage_id": "abc"},
            {"stage_id": ""},
            {"evil_id": "abc"},
        ):
            with self.subTest(values=values):
                self.assertEqual(self._close(**values).status_code, 200)
        self.assertNotEqual(self.ticket.stage_id, self.waiting)

    def test_a_problem_is_never_closed_this_way(self):
        problem = self._create_problem()
        stage = problem.stage_id
        self.done.team_ids += problem.team_id
        self._sign_in(self.owner)
        self.assertEqual(self._close(ticket=problem).status_code, 200)
        self.assertEqual(problem.stage_id, stage)
        self.assertEqual(problem.rectification_state, "new")

    def test_s3_the_public_cannot_change_stages(self):
        public = self.env.ref("base.public_user")
        with self.assertRaises(AccessError):
            self.done.with_user(public).write({"name": "Hacked"})

    def test_s4_problems_of_the_community_are_not_listed(self):
        community = self.env["res.partner"].create(
            {"name": "Community of owners", "is_company": True}
        )
        (self.owner | self.neighbour).partner_id.parent_id = community
        problem = self._create_problem(name="Private matter")
        self._sign_in(self.neighbour)
        self.assertNotIn(problem.name, self._page("/my/tickets"))
        self.assertNotIn(problem.name, self._page(f"/my/ticket/{problem.id}"))

    def test_problems_are_not_among_the_tickets(self):
        problem = self._create_problem(name="A problem")
        self._sign_in(self.owner)
        page = self._page("/my/tickets")
        self.assertIn(self.ticket.name, page)
        self.assertNotIn(problem.name, page)
        counters = ["ticket_count", "problem_count"]
        counted = self._json("/my/counters", counters=counters)["result"]
        self.assertEqual(counted, {"ticket_count": 1, "problem_count": 1})
        answer = self.url_open(f"/my/ticket/{problem.id}")
        self.assertTrue(answer.url.endswith(f"/my/problems/{problem.id}"))
        answer = self.url_open(f"/my/problems/{self.ticket.id}")
        self.assertTrue(answer.url.endswith(f"/my/ticket/{self.ticket.id}"))

    def test_s5_crafted_list_addresses_are_harmless(self):
        self._sign_in(self.owner)
        for query in (
            "sortby=zzz",
            "groupby=zzz",
            "filterby=zzz",
            "search_in=zzz&search=x",
            "search=%00",
            "date_begin=zzz&date_end=zzz",
            "date_begin=2020-01-01&date_end=2020-02-30",
        ):
            with self.subTest(query=query):
                self._page(f"/my/tickets?{query}")

    def _submit(self, files=None, **values):
        self.env.company.write(
            {
                "helpdesk_mgmt_portal_select_team": True,
                "helpdesk_mgmt_portal_select_category": True,
                "helpdesk_mgmt_portal_category_id_required": False,
            }
        )
        data = {
            "csrf_token": self._csrf(),
            "subject": "Ordinary matter",
            "description": "Please look at it.",
            "team": str(self.team.id),
            **values,
        }
        return self.url_open("/submitted/ticket", data=data, files=files)

    def _submitted(self):
        return self.env["helpdesk.ticket"].search([("name", "=", "Ordinary matter")])

    def test_ordinary_ticket_is_still_submitted(self):
        category = self.env["helpdesk.ticket.category"].create(
            {"name": "Offered", "show_in_portal": True}
        )
        self._sign_in(self.owner)
        self._submit(
            category=str(category.id),
            files=[("attachment", ("plan.pdf", b"%PDF-1.4", "application/pdf"))],
        )
        ticket = self._submitted()
        self.assertEqual((ticket.team_id, ticket.category_id), (self.team, category))
        self.assertEqual(ticket.attachment_ids.name, "plan.pdf")

    def test_s5_only_what_is_offered_is_taken(self):
        hidden = self.env["helpdesk.ticket.category"].create(
            {"name": "Hidden", "show_in_portal": False}
        )
        shown = hidden.copy({"show_in_portal": True})
        problems = self.env.ref(
            "property_rectification.helpdesk_ticket_team_property_service"
        )
        problems.show_in_portal = True
        self._sign_in(self.owner)
        self.assertTrue(shown)
        for values, words in (
            ({"category": str(hidden.id)}, "Choose one of the categories."),
            ({"category": "abc"}, "Choose one of the categories."),
            ({"team": "abc"}, "Choose one of the teams."),
            ({"team": str(problems.id)}, "Choose one of the teams."),
            ({"team": ""}, "Choose one of the teams."),
            ({"subject": ""}, "Write a subject."),
            ({"description": ""}, "Write a description."),
        ):
            with self.subTest(values=values):
                answer = self._submit(**values)
                self.assertEqual(answer.status_code, 200)
                self.assertIn(words, self._main(answer))
        self.assertFalse(self._submitted())

    def test_s5_a_refused_form_comes_back_filled(self):
        self._sign_in(self.owner)
        page = self._main(self._submit(team="abc"))
        self.assertIn('value="Ordinary matter"', page)
        self.assertIn(">Please look at it.</textarea>", page)

    def test_s6_files_are_limited_on_the_server(self):
        self.env["ir.config_parameter"].set_param("web.max_file_upload_size", "1000")
        self._sign_in(self.owner)
        big = [("attachment", ("big.bin", bytes(1001), "application/octet-stream"))]
        page = self._main(self._submit(files=big))
        self.assertIn("“big.bin” is too large", page)
        many = [("attachment", (f"{i}.txt", b"x", "text/plain")) for i in range(11)]
        page = self._main(self._submit(files=many))
        self.assertIn("At most 10 files can be sent.", page)
        self.assertFalse(self._submitted())

    def test_s6_a_request_that_is_too_large_leads_back_to_the_form(self):
        self._sign_in(self.owner)
        data = bytes(65 * 1024**2)
        answer = self._submit(files=[("attachment", ("huge.bin", data, "x/y"))])
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Your files were too much to send at once.", self._main(answer))
        self.assertFalse(self._submitted())

    def test_c1_a_ticket_opened_again_can_be_closed_again(self):
        self.ticket.stage_id = self.done
        self._sign_in(self.owner)
        page = self._page(f"/my/ticket/{self.ticket.id}")
        self.assertNotIn('action="/ticket/close"', page)
        self.assertIn("Closed Date:", page)
        self.ticket.stage_id = self.waiting
        page = self._page(f"/my/ticket/{self.ticket.id}")
        self.assertIn('action="/ticket/close"', page)
        self.assertNotIn("Closed Date:", page)
