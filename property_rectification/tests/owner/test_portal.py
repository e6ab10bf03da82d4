# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# What people write is not translated.
# pylint: disable=translation-required

import re
from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import SQL

from ..common_portal import PortalCase


@tagged("post_install", "-at_install")
class TestPortalPages(PortalCase):
    """What an owner reads."""

    def setUp(self):
        super().setUp()
        self._sign_in(self.owner)

    def test_home_offers_problems_with_their_number(self):
        self._create_problem()
        page = self._page("/my")
        self.assertIn('href="/my/problems"', page)
        self.assertRegex(page, r'title="Open problems">1<')
        counters = self._json("/my/counters", counters=["problem_count"])
        self.assertEqual(counters["result"]["problem_count"], 1)

    def test_home_without_a_home_offers_nothing(self):
        self.occupancy.date_to = self.today - timedelta(days=1)
        page = self._page("/my")
        card = re.search(r'<div class="([^"]*)">\s*<a href="/my/problems"', page)
        self.assertIn("d-none", card[1])

    def test_empty_list_says_what_to_do(self):
        page = self._page("/my/problems")
        self.assertIn("There are no open problems.", page)
        self.assertIn('href="/my/problems/new"', page)
        self.assertNotIn('role="search"', page)
        self.assertIn('role="search"', self._page("/my/problems?search=noise"))

    def test_broken_link_leads_to_the_list(self):
        for reference in ("abc", "0", "-1", "9" * 30, "%F0%9F%92%A7", "1%00"):
            with self.subTest(reference=reference):
                answer = self.url_open(f"/my/problems/{reference}")
                self.assertEqual(answer.status_code, 200)
                self.assertTrue(answer.url.endswith("/my/problems?unavailable=1"))
                self.assertIn("it is not one of yours", self._main(answer))

    def test_problem_shows_its_state_and_its_outcome(self):
        problem = self._create_problem()
        page = self._page(problem.access_url)
        self.assertRegex(page, r"o_problem_state_received[^>]*>We have received it<")
        self.assertIn("Ask or tell us something", page)
        problem.with_user(self.manager).close_with_outcome("declined", "Not taken up")
        page = self._page(problem.access_url)
        self.assertRegex(page, r"o_problem_state_closed[^>]*>Closed: not taken up<")
        self.assertIn("Is it back, or not solved?", page)

    def test_list_shows_own_problems_in_plain_words(self):
        self._create_problem()
        self._create_problem(
            place_id=self.other_unit.id,
            partner_id=self.neighbour.partner_id.id,
            name="Of the neighbour",
        )
        page = self._page("/my/problems")
        self.assertIn("Water under the sink", page)
        self.assertIn("We have received it", page)
        self.assertIn("Unit 1 · Building 1 · Estate", page)
        self.assertIn(self.leak.name, page)
        self.assertNotIn("Of the neighbour", page)

    def test_filter_search_and_order(self):
        problem = self._create_problem()
        closed = self._create_problem(name="Noise at night")
        closed.with_user(self.manager).close_with_outcome("declined", "Not taken up")
        self.assertNotIn(closed.name, self._page("/my/problems"))
        page = self._page("/my/problems?filterby=closed")
        self.assertIn(closed.name, page)
        self.assertIn("Closed: not taken up", page)
        self.assertNotIn(problem.name, page)
        page = self._page("/my/problems?filterby=all&search=noise")
        self.assertIn(closed.name, page)
        self.assertNotIn(problem.name, page)
        for search in (problem.number, "unit 1", self.leak.name):
            with self.subTest(search=search):
                page = self._page(f"/my/problems?search={search}")
                self.assertIn(problem.name, page)
        oldest = self._page("/my/problems?filterby=all&sortby=oldest")
        self.assertLess(oldest.index(problem.name), oldest.index(closed.name))

    def test_list_in_pages(self):
        for index in range(21):
            self._create_problem(name=f"Problem {index:02d}")
        page = self._page("/my/problems")
        self.assertEqual(page.count("o_problem_card card"), 20)
        self.assertIn("Page 1 of 2", re.sub(r"\s+", " ", page))
        page = self._page("/my/problems/page/2")
        self.assertEqual(page.count("o_problem_card card"), 1)

    def test_crafted_list_addresses_are_harmless(self):
        self._create_problem()
        for query in (
            "?sortby=zzz&filterby=zzz",
            "?search=%00%25'",
            "?page=%C2%B2",
            "/page/999999999999",
        ):
            with self.subTest(query=query):
                self.assertIn("o_problem_page", self._page(f"/my/problems{query}"))

    def test_list_costs_the_same_for_two_and_for_twenty(self):
        def queries():
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._page("/my/problems")
            return self.cr.sql_log_count - before

        problems = [self._create_problem() for _index in range(2)]
        queries()
        two = queries()
        for _index in range(18):
            problems.append(self._create_problem(code="HY-BIN"))
        self.assertEqual(self._page("/my/problems").count("o_problem_card card"), 20)
        self.assertLessEqual(queries(), two)

    def test_search_of_the_list_uses_indexes(self):
        """The branches of the visibility rule never read the whole table."""
        problems = self.env["helpdesk.ticket"].with_user(self.owner)
        query = problems._search(problems._get_portal_domain("open"))
        self.cr.execute("SET LOCAL enable_seqscan = off")
        plan = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        plan = "\n".join(line for (line,) in plan)
        self.assertIn("helpdesk_ticket__place_id_index", plan)
        self.assertIn("helpdesk_ticket_by_partner", plan)
        self.assertNotIn("Seq Scan on helpdesk_ticket ", plan)
        self.assertNotIn("Seq Scan on property_occupancy ", plan)

    def test_page_of_a_problem(self):
        problem = self._create_problem()
        problem.with_user(self.coordinator).action_acknowledge()
        page = self._page(f"/my/problems/{problem.id}")
        self.assertIn("Water under the sink", page)
        self.assertIn("It drips.", page)
        current = re.search(r'aria-current="step"[^>]*>\s*<span>([^<]+)<', page)
        self.assertEqual(current[1], "We are looking into it")

    def test_page_keeps_the_inside_inside(self):
        problem = self._create_problem()
        plan = self._plan(problem)
        self._analyse(plan)
        problem.message_post(
            body="Internal remark",
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )
        problem.user_id = self.coordinator
        page = self._page(f"/my/problems/{problem.id}")
        for secret in (
            "Internal remark",
            "The seal was worn",
            "Replace the seal",
            self.coordinator.name,
            self.staff.name,
        ):
            with self.subTest(secret=secret):
                self.assertNotIn(secret, page)

    def test_plain_words_of_each_state(self):
        problem = self._create_problem()
        words = [problem._get_portal_label()]
        plan = self._plan(problem)
        words.append(problem._get_portal_label())
        self._approve(plan)
        words.append(problem._get_portal_label())
        self._work(plan)
        words.append(problem._get_portal_label())
        plan.verification_ids.with_user(self.verifier)[:1].record_result("pass")
        words.append(problem._get_portal_label())
        self._pass_checks(plan)
        words.append(problem._get_portal_label())
        self.assertEqual(
            words,
            [
                "We have received it",
                "We are looking into it",
                "Work is planned or under way",
                "Work is done, being checked",
                "Fixed and under observation",
                "Closed: fixed",
            ],
        )
        states = [step["state"] for step in problem._get_portal_progress()]
        self.assertEqual(states, ["done"] * 6)

    def test_closed_without_work_shows_no_work(self):
        problem = self._create_problem()
        problem.with_user(self.manager).close_with_outcome("not_ours", "City pipe")
        labels = [step["label"] for step in problem._get_portal_progress()]
        self.assertEqual(labels, ["We have received it", "Closed: not in our care"])
        self.assertNotIn("City pipe", self._page(f"/my/problems/{problem.id}"))

    def test_closed_after_a_look_shows_the_look(self):
        problem = self._create_problem()
        problem.with_user(self.coordinator).action_acknowledge()
        problem.with_user(self.manager).close_with_outcome("not_ours", "City pipe")
        progress = problem._get_portal_progress()
        self.assertEqual(
            [step["label"] for step in progress],
            [
                "We have received it",
                "We are looking into it",
                "Closed: not in our care",
            ],
        )
        self.assertTrue(all(step["date"] for step in progress))

    def test_links_lead_to_the_own_page(self):
        problem, ticket = self._create_problem(), self._create_ticket()
        self.assertEqual(problem.access_url, f"/my/problems/{problem.id}")
        self.assertEqual(ticket.access_url, f"/my/ticket/{ticket.id}")

    def test_owner_writes_a_message(self):
        problem = self._create_problem()
        answer = self._json(
            "/mail/message/post",
            thread_model="helpdesk.ticket",
            thread_id=problem.id,
            post_data={
                "body": "It is getting worse.",
                "message_type": "comment",
                "subtype_xmlid": "mail.mt_comment",
            },
        )
        self.assertNotIn("error", answer)
        message = problem.message_ids[0]
        self.assertIn("It is getting worse.", message.body)
        self.assertEqual(message.author_id, self.owner.partner_id)

    def test_conversation_has_messages_and_no_notes(self):
        problem = self._create_problem()
        for subtype in ("comment", "note"):
            problem.with_user(self.coordinator).message_post(
                body=f"This is a {subtype}",
                message_type="comment",
                subtype_xmlid=f"mail.mt_{subtype}",
            )
        answer = self._json(
            "/mail/chatter_fetch",
            thread_model="helpdesk.ticket",
            thread_id=problem.id,
        )
        self.assertIn("This is a comment", str(answer))
        self.assertNotIn("This is a note", str(answer))
