# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from ..rules import owner_report
from .common_portal import PortalCase, picture


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


@tagged("post_install", "-at_install")
class TestPortalReport(PortalCase):
    """How an owner reports a problem."""

    def setUp(self):
        super().setUp()
        self._sign_in(self.owner)
        self.before = self._problems()

    def _new(self):
        return self._problems() - self.before

    def test_form_offers_own_and_shared_places_and_types_by_kind(self):
        page = self._page("/my/problems/new")
        offered = self.unit | self.estate | self.building | self.lobby
        self.assertEqual(self._options(page, "place_id"), set(offered.ids))
        self.assertIn(self.leak.id, self._options(page, "problem_type_id"))
        self.assertIn('<optgroup label="Equipment failure"', page)

    def test_types_not_offered_are_not_listed(self):
        self.leak.show_in_portal = False
        page = self._page("/my/problems/new")
        self.assertNotIn(self.leak.id, self._options(page, "problem_type_id"))

    def test_without_a_home_the_form_says_so(self):
        self.occupancy.date_to = self.today - timedelta(days=1)
        page = self._page("/my/problems/new")
        self.assertIn("No home is linked to your account yet", page)
        self.assertNotIn("<form action", page)

    def test_report_with_photos(self):
        answer = self._report(
            photos=[
                ("leak.jpg", picture(), "image/jpeg"),
                ("wall.png", picture("PNG"), "application/octet-stream"),
            ],
        )
        problem = self._new()
        self.assertEqual(len(problem), 1)
        self.assertTrue(answer.url.endswith(f"/my/problems/{problem.id}?reported=1"))
        self.assertIn("We have received your report", self._main(answer))
        self.assertEqual(problem.name, f"{self.leak.name}: Unit 1")
        self.assertEqual(problem.place_id, self.unit)
        self.assertEqual(problem.problem_type_id, self.leak)
        self.assertEqual(problem.partner_id, self.owner.partner_id)
        self.assertEqual(problem.problem_source, "owner")
        self.assertEqual(problem.company_id, self.unit.company_id)
        self.assertEqual(problem.rectification_state, "new")
        web = self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_web")
        self.assertEqual(problem.channel_id, web)
        self.assertIn(self.owner.partner_id, problem.message_partner_ids)
        self.assertIn("&lt;b&gt;from&lt;/b&gt;", problem.description)
        self.assertEqual(
            problem.photo_ids.sorted("id").mapped("mimetype"),
            ["image/jpeg", "image/png"],
        )
        self.assertEqual(set(problem.photo_ids.mapped("res_id")), {problem.id})
        for photo in re.findall(r'/web/image/[^"]*', self._main(answer)):
            shown = self.url_open(photo.replace("&amp;", "&"))
            self.assertEqual(shown.status_code, 200)
            self.assertTrue(shown.headers["Content-Type"].startswith("image/"))

    def test_time_is_the_local_time_of_the_owner(self):
        self.owner.tz = "Asia/Shanghai"
        day = self.today - timedelta(days=2)
        self._report(occurred_at=f"{day}T08:30", name="In the morning")
        expected = fields.Datetime.to_datetime(f"{day} 00:30:00")
        self.assertEqual(self._new().occurred_at, expected)

    def test_failed_form_comes_back_filled_and_keeps_its_photos(self):
        answer = self._report(
            photos=[
                ("leak.jpg", picture(), "image/jpeg"),
                ("trick.jpg", b"<svg onload='alert(1)'/>", "image/jpeg"),
            ],
            problem_type_id="abc",
            name="My title",
            occurred_at="2999-01-01T10:00",
        )
        self.assertFalse(self._new())
        self.assertEqual(answer.status_code, 200)
        for text in (
            "Choose what kind of problem it is.",
            "This is in the future: when did it happen?",
            "“trick.jpg” is not a photo that we can show.",
            "Water drips &lt;b&gt;from&lt;/b&gt; the ceiling.",
            'value="My title"',
            'value="2999-01-01T10:00"',
            "Keep leak.jpg",
        ):
            with self.subTest(text=text):
                self.assertIn(text, self._main(answer))
        self.assertRegex(self._main(answer), rf'value="{self.unit.id}" selected')
        reference = re.search(
            r'name="kept_photos"[^>]*value="([^"]+)"', self._main(answer)
        )[1]
        self._report(kept_photos=reference)
        self.assertEqual(self._new().photo_ids.mapped("name"), ["leak.jpg"])

    def test_each_missing_or_wrong_value_gets_its_words(self):
        long = "x" * (owner_report.MAX_DESCRIPTION + 1)
        cases = [
            ({"place_id": ""}, "Choose a place that is yours or shared."),
            ({"place_id": "abc"}, "Choose a place that is yours or shared."),
            ({"place_id": "99999999999999"}, "Choose a place that is yours"),
            ({"place_id": str(self.other_unit.id)}, "Choose a place that is yours"),
            ({"place_id": str(self.plant.id)}, "Choose a place that is yours"),
            ({"problem_type_id": ""}, "Choose what kind of problem it is."),
            ({"problem_type_id": "-1"}, "Choose what kind of problem it is."),
            ({"description": " \x00 "}, "Describe the problem in a few words."),
            ({"description": long}, "at most 5000 can be kept"),
            ({"name": "x" * 121}, "at most 120 can be kept"),
            ({"occurred_at": "yesterday"}, "Write the date and the time in full."),
            ({"occurred_at": "1950-01-01T00:00"}, "This is too long ago"),
        ]
        for values, words in cases:
            with self.subTest(values=str(values)[:60]):
                answer = self._report(**values)
                self.assertEqual(answer.status_code, 200)
                self.assertIn(words, self._main(answer))
        self.assertFalse(self._new())

    def test_missing_fields_and_files_in_place_of_texts(self):
        token = self._csrf()
        for files in (None, [("description", ("x.txt", b"text", "text/plain"))]):
            with self.subTest(files=files):
                answer = self.url_open(
                    "/my/problems/new", data={"csrf_token": token}, files=files
                )
                self.assertEqual(answer.status_code, 200)
                self.assertIn("Describe the problem", self._main(answer))
        self.assertFalse(self._new())

    def test_type_that_is_not_offered_is_refused(self):
        self.leak.show_in_portal = False
        self.assertIn("Choose what kind", self._main(self._report()))
        self.assertFalse(self._new())

    def test_too_many_photos(self):
        photos = [(f"{i}.jpg", picture(), "image/jpeg") for i in range(7)]
        answer = self._report(photos=photos)
        self.assertIn("“6.jpg” is one too many: at most 6 photos.", self._main(answer))
        self.assertEqual(self._main(answer).count('name="kept_photos"'), 6)
        self.assertFalse(self._new())

    def test_too_large_a_photo(self):
        data = b"\xff\xd8" + bytes(owner_report.MAX_PHOTO_BYTES)
        answer = self._report(photos=[("big.jpg", data, "image/jpeg")])
        self.assertIn("“big.jpg” is too large: at most 10 MB each.", self._main(answer))
        self.assertFalse(self._new())

    def test_too_large_a_form_leads_back_to_it(self):
        data = bytes(62 * 1024**2)
        answer = self._report(photos=[("huge.jpg", data, "image/jpeg")])
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Your photos were too much to send at once.", self._main(answer))
        self.assertFalse(self._new())

    def test_without_a_token_of_the_session_nothing_is_taken(self):
        with self.assertLogs("odoo.http", "WARNING"):
            self.assertEqual(self._report(csrf_token="x").status_code, 400)
        self.assertFalse(self._new())

    def test_a_refusal_while_saving_is_shown_and_leaves_nothing(self):
        """Another add-on may refuse what we accept."""

        def refuse(*args):
            raise ValidationError(self.env._("No reports on Sundays."))

        self.patch(type(self.env["helpdesk.ticket"]), "_prepare_problems", refuse)
        answer = self._report(photos=[("leak.jpg", picture(), "image/jpeg")])
        self.assertEqual(answer.status_code, 200)
        self.assertIn("No reports on Sundays.", self._main(answer))
        self.assertIn("Keep leak.jpg", self._main(answer))
        self.assertFalse(self._new())

    def test_unused_uploads_are_removed_after_a_day(self):
        self._report(photos=[("leak.jpg", picture(), "image/jpeg")], description="")
        waiting = self.env["ir.attachment"].search(
            [("res_model", "=", "helpdesk.ticket"), ("name", "=", "leak.jpg")]
        )
        self.assertEqual((waiting.res_id, waiting.create_uid), (0, self.owner))
        self.env["ir.attachment"]._gc_waiting_photos()
        self.assertTrue(waiting.exists())
        old = fields.Datetime.now() - timedelta(days=2)
        self.cr.execute(
            "UPDATE ir_attachment SET create_date = %s WHERE id = %s", [old, waiting.id]
        )
        waiting.invalidate_recordset()
        self.env["ir.attachment"]._gc_waiting_photos()
        self.assertFalse(waiting.exists())
