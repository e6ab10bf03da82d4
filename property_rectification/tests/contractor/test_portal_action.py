# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# What people write is not translated.
# pylint: disable=translation-required

import re
from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..common_portal import ACCESS_ERROR, QUIET, PortalCase, picture

USER_ERROR = "odoo.exceptions.UserError"


class ContractorCase(PortalCase):
    """A fitter and a painter, each with an action of the same plan."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fitter = new_test_user(cls.env, "fitter", "base.group_portal", name="Fay")
        cls.painter = new_test_user(cls.env, "painter", "base.group_portal", name="Pat")
        cls.estate.note = "Key box: 4711"
        cls.unit.note = "Code at the door: 0815"
        cls.problem = cls._create_problem(
            description="It drips <b>badly</b>.",
            name="Leak in the kitchen",
            occurred_at=fields.Datetime.now() - timedelta(days=5),
        )
        cls.plan = cls._plan(
            cls.problem,
            employee_id=False,
            partner_id=cls.fitter.partner_id.id,
            name="Change the valve",
            description="Ask for the long valve.",
            cost=321.5,
        )
        cls.action = cls.plan.action_ids.with_user(cls.env.user)
        cls.other = cls.action.create(
            {
                "plan_id": cls.plan.id,
                "name": "Paint the wall",
                "partner_id": cls.painter.partner_id.id,
                "deadline": cls.today + timedelta(days=5),
            }
        )
        cls.url = f"/my/actions/{cls.action.id}"

    def setUp(self):
        super().setUp()
        self._sign_in(self.fitter)

    def _post(self, path, photos=(), **values):
        """Send a form of the page of an action; return the answer of the server."""
        if "csrf_token" not in values:
            values["csrf_token"] = self._csrf(self.url)
        return self.url_open(path, data=values, files=list(photos) or None)

    def _visible(self, user):
        return self.env["rectification.action"].with_user(user).search([])


@tagged("post_install", "-at_install")
class TestWhoSeesAnAction(ContractorCase):
    """A contractor sees the own actions of plans in force, and nothing else."""

    def _assert_closed(self, user, action=None):
        action = action or self.action
        self._sign_in(user)
        self.assertNotIn(action, self._visible(user))
        for filterby in ("open", "done"):
            page = self._page(f"/my/actions?filterby={filterby}")
            self.assertNotIn(action.name, page)
        answer = self.url_open(f"/my/actions/{action.id}")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("it is not given to you", answer.text)
        self.assertNotIn(action.name, answer.text)

    def test_not_before_the_plan_is_in_force(self):
        self._assert_closed(self.fitter)
        self._approve(self.plan)
        self.assertEqual(self._visible(self.fitter), self.action)
        self.assertIn("Change the valve", self._page(self.url))

    def test_not_of_another_contractor(self):
        self._approve(self.plan)
        self._assert_closed(self.painter)
        self._assert_closed(self.owner)

    def test_not_after_it_went_to_somebody_else(self):
        self._approve(self.plan)
        self.action.partner_id = self.painter.partner_id
        self._assert_closed(self.fitter)
        self.assertIn(self.action, self._visible(self.painter))

    def test_owners_of_a_community_do_not_see_each_others_work(self):
        """A community is the parent of its owners: that makes nobody a contractor."""
        community = self.env["res.partner"].create(
            {"name": "Community of owners", "is_company": True}
        )
        (self.owner | self.neighbour).partner_id.parent_id = community
        self._approve(self.plan)
        for contractor in (community, self.neighbour.partner_id):
            self.action.partner_id = contractor
            self._assert_closed(self.owner)
        self.assertIn(self.action, self._visible(self.neighbour))

    def test_staff_of_a_contractor_see_what_the_company_is_given(self):
        company = self.env["res.partner"].create(
            {"name": "Fitters Ltd", "is_company": True}
        )
        self.fitter.partner_id.parent_id = company
        self.action.partner_id = company
        self._approve(self.plan)
        self._assert_closed(self.fitter)
        company.is_rectification_contractor = True
        self.assertEqual(self._visible(self.fitter), self.action)
        self._sign_in(self.fitter)
        self.assertIn("Change the valve", self._page(self.url))
        # What is given to a person is not the work of the colleagues.
        self.painter.partner_id.parent_id = company
        self.action.partner_id = self.painter.partner_id
        self.assertNotIn(self.action, self._visible(self.fitter))

    def test_another_company(self):
        company = self.env["res.company"].create({"name": "Another company"})
        place = self.env["property.place"].create(
            {"name": "Far away", "company_id": company.id}
        )
        plan = self.env["rectification.plan"].create(
            {"name": "Far", "place_id": place.id, "company_id": company.id}
        )
        action = self.action.sudo().create(
            {
                "plan_id": plan.id,
                "name": "Far work",
                "partner_id": self.fitter.partner_id.id,
                "deadline": self.today,
            }
        )
        plan._record({"state": "approved"})
        self._assert_closed(self.fitter, action)

    def test_finished_stays_readable_without_the_keys(self):
        self._approve(self.plan)
        self.assertIn("0815", self._page(self.url))
        self.assertNotIn("4711", self._page(self.url))
        self._post(f"{self.url}/report", evidence="New valve", finish="1")
        page = self._page(self.url)
        self.assertIn("New valve", page)
        self.assertNotIn("0815", page)
        self.assertIn("Change the valve", self._page("/my/actions?filterby=done"))
        self.assertNotIn("Change the valve", self._page("/my/actions"))

    def test_page_shows_what_is_needed_and_no_more(self):
        photo = self.env["ir.attachment"].create({"name": "l.jpg", "raw": picture()})
        self.problem.photo_ids = photo
        self.coordinator.phone = "+49 30 1234"
        self.action.message_post(body="He is slow", message_type="comment")
        self._approve(self.plan)
        page = self._page(self.url)
        for text in (
            "Change the valve",
            "Ask for the long valve.",
            "Unit 1 · Building 1 · Estate",
            "It drips <b>badly</b>.",
            "+49 30 1234",
            self.coordinator.name,
            f"{self.url}/photo/{photo.id}",
        ):
            with self.subTest(text=text):
                self.assertIn(text, page)
        for text in ("Olga", "321.5", "Paint the wall", "He is slow", "Take back"):
            with self.subTest(text=text):
                self.assertNotIn(text, page)
        answer = self.url_open(f"{self.url}/photo/{photo.id}/480x360")
        self.assertEqual(answer.headers["Content-Type"], "image/jpeg")

    def test_photos_of_others_are_not_served(self):
        self._approve(self.plan)
        mine, theirs = self.env["ir.attachment"].create(
            [{"name": f"{n}.jpg", "raw": picture()} for n in range(2)]
        )
        self.action.sudo().after_attachment_ids = mine
        self.other.sudo().after_attachment_ids = theirs
        self.assertEqual(self.url_open(f"{self.url}/photo/{mine.id}").status_code, 200)
        for path in (
            f"{self.url}/photo/{theirs.id}",
            f"{self.url}/photo/abc",
            f"{self.url}/photo/999999999999",
            f"/my/actions/{self.other.id}/photo/{theirs.id}",
        ):
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 404)
        direct = self.url_open(f"/web/content/{theirs.id}")
        self.assertNotEqual(direct.content, theirs.raw)

    def test_bad_addresses(self):
        self._approve(self.plan)
        for path in ("abc", "0", "-1", "99999999999999999", str(self.other.id)):
            with self.subTest(path=path):
                page = self._page(f"/my/actions/{path}")
                self.assertIn("it is not given to you", page)
        for path in ("page/abc", "page/-3", "page/99?filterby=nonsense"):
            with self.subTest(path=path):
                self._page(f"/my/actions/{path}")
        for path in ("abc", str(self.other.id)):
            for verb in ("start", "report", "message"):
                with self.subTest(path=path, verb=verb):
                    answer = self._post(f"/my/actions/{path}/{verb}", message="x")
                    self.assertIn("it is not given to you", answer.text)
        self.assertEqual(self.other.state, "todo")

    def test_address_of_a_form_leads_to_its_page(self):
        self._approve(self.plan)
        for verb in ("start", "report", "message"):
            with self.subTest(verb=verb):
                answer = self.url_open(f"{self.url}/{verb}")
                self.assertTrue(answer.url.endswith(self.url))
                self.assertIn("not given to you", self._page(f"/my/actions/x/{verb}"))
        self.assertEqual(self.action.state, "todo")

    def test_nobody_without_an_account(self):
        self.logout()
        answer = self.url_open(self.url)
        self.assertIn("/web/login", answer.url)

    def test_home_shows_the_card_to_who_has_actions(self):
        self.assertNotIn("/my/actions", self._page("/my"))
        self._approve(self.plan)
        page = self._page("/my")
        self.assertRegex(page, r'title="Open actions"[^>]*>1<')
        self._sign_in(self.owner)
        self.assertNotIn("/my/actions", self._page("/my"))

    def test_order_late_mark_and_pages(self):
        later = self.action.create(
            [
                {
                    "plan_id": self.plan.id,
                    "name": f"Step {n:02}",
                    "partner_id": self.fitter.partner_id.id,
                    "deadline": self.today + timedelta(days=3 + n),
                }
                for n in range(21)
            ]
        )
        self._approve(self.plan)
        self.action.deadline = self.today - timedelta(days=1)
        page = self._page("/my/actions")
        names = re.findall(r'<h2 class="h5[^>]*>([^<]+)<', page)
        self.assertEqual(names[:3], ["Change the valve", "Step 00", "Step 01"])
        self.assertEqual(page.count("Late: was"), 1)
        self.assertEqual(len(names), 20)
        self.assertIn(later[-1].name, self._page("/my/actions/page/2"))

    def test_a_page_costs_the_same_for_many(self):
        self._approve(self.plan)
        actions = self.env["rectification.action"].with_user(self.fitter)

        def cost():
            self.env.flush_all()
            for _warm in range(2):
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                found = actions.search(actions._get_portal_domain(), limit=20).sudo()
                for action in found:
                    action.place_id._get_portal_name()
                    action.mapped("is_late")
            return self.env.cr.sql_log_count - before

        few = cost()
        self.action.create(
            [
                {
                    "plan_id": self.plan.id,
                    "name": "More",
                    "partner_id": self.fitter.partner_id.id,
                    "deadline": self.today,
                }
                for _n in range(15)
            ]
        )
        self.assertEqual(cost(), few)


@tagged("post_install", "-at_install")
class TestContractorWork(ContractorCase):
    """What a contractor records, and what is refused."""

    def setUp(self):
        super().setUp()
        self._approve(self.plan)

    def test_start_photos_finish(self):
        answer = self._post(f"{self.url}/start")
        self.assertIn("we know that you have begun", answer.text)
        self.assertEqual(self.action.state, "in_progress")
        answer = self._post(
            f"{self.url}/report",
            [
                ("before_attachment_ids", ("old.jpg", picture(), "image/jpeg")),
                ("after_attachment_ids", ("new.png", picture("PNG"), "image/png")),
            ],
            evidence="Valve changed.",
        )
        self.assertIn("Saved", answer.text)
        self.assertEqual(self.action.state, "in_progress")
        answer = self._post(
            f"{self.url}/report", evidence="Valve changed, dry.", finish="1"
        )
        self.assertIn("recorded as done", answer.text)
        self.assertEqual(self.action.state, "done")
        self.assertEqual(self.action.evidence, "Valve changed, dry.")
        self.assertEqual(self.action.done_by_id, self.fitter)
        photo = self.action.sudo().before_attachment_ids
        self.assertEqual(photo.name, "old.jpg")
        self.assertEqual(photo.res_id, self.action.id)
        self.assertEqual(photo.create_uid, self.fitter)
        self.assertEqual(photo.with_user(self.auditor).raw, photo.raw)
        self.assertFalse(self.action.sudo().activity_ids)
        tracked = self.action.sudo().message_ids.tracking_value_ids.field_id
        self.assertIn("state", tracked.mapped("name"))

    def test_finish_needs_words_or_a_photo_after(self):
        answer = self._post(f"{self.url}/report", evidence="  ", finish="1")
        self.assertIn("before you finish", self._main(answer))
        photo = ("before_attachment_ids", ("old.jpg", picture(), "image/jpeg"))
        answer = self._post(f"{self.url}/report", [photo], finish="1")
        self.assertIn("before you finish", self._main(answer))
        self.assertIn("Keep old.jpg", self._main(answer))
        self.assertFalse(self.action.sudo().before_attachment_ids)
        self.assertEqual(self.action.state, "todo")
        photo = ("after_attachment_ids", ("new.jpg", picture(), "image/jpeg"))
        self._post(f"{self.url}/report", [photo], finish="1")
        self.assertEqual(self.action.state, "done")

    def test_failed_form_keeps_text_and_photos(self):
        answer = self._post(
            f"{self.url}/report",
            [
                ("after_attachment_ids", ("new.jpg", picture(), "image/jpeg")),
                ("after_attachment_ids", ("x.jpg", b"<svg/>", "image/jpeg")),
            ],
            evidence="All <b>dry</b>",
            finish="1",
        )
        page = self._main(answer)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("“x.jpg” is not a photo that we can show", page)
        self.assertIn("All &lt;b&gt;dry&lt;/b&gt;", page)
        self.assertIn("Keep new.jpg", page)
        self.assertEqual(self.action.state, "todo")
        kept = re.search(r'name="kept_after_attachment_ids"[^>]*value="([^"]+)"', page)
        self._post(f"{self.url}/report", kept_after_attachment_ids=kept[1], finish="1")
        self.assertEqual(self.action.state, "done")
        self.assertEqual(self.action.sudo().after_attachment_ids.name, "new.jpg")

    def test_too_much(self):
        answer = self._post(f"{self.url}/report", evidence="x" * 5001)
        self.assertIn("at most 5000 can be kept", self._main(answer))
        photos = [
            ("after_attachment_ids", (f"{n}.jpg", picture(), "image/jpeg"))
            for n in range(7)
        ]
        answer = self._post(f"{self.url}/report", photos)
        self.assertIn("“6.jpg” is one too many", self._main(answer))
        self.assertFalse(self.action.sudo().after_attachment_ids)
        huge = ("after_attachment_ids", ("x.jpg", bytes(122 * 1024**2), "image/jpeg"))
        answer = self._post(f"{self.url}/report", [huge])
        self.assertIn("too much to send at once", self._main(answer))

    def test_remove_own_photos_only(self):
        staff_photo = self.env["ir.attachment"].create(
            {"name": "s.jpg", "raw": picture()}
        )
        self.action.sudo().after_attachment_ids = staff_photo
        photo = ("after_attachment_ids", ("new.jpg", picture(), "image/jpeg"))
        self._post(f"{self.url}/report", [photo], evidence="x")
        own = self.action.sudo().after_attachment_ids - staff_photo
        answer = self._post(
            f"{self.url}/report", evidence="x", removed_photos=str(staff_photo.id)
        )
        self.assertIn("photo of somebody else", self._main(answer))
        self._post(f"{self.url}/report", evidence="x", removed_photos=str(own.id))
        self.assertEqual(self.action.sudo().after_attachment_ids, staff_photo)

    def test_waits_for_others(self):
        self.action.depends_on_ids = self.other
        page = self._page(self.url)
        self.assertIn("Other work has to be finished first", page)
        self.assertNotIn("Paint the wall", page)
        self.assertNotIn("o_action_start", page)
        self.assertNotIn("o_action_finish", page)
        answer = self._post(f"{self.url}/start")
        self.assertIn("Other work has to be finished first", self._main(answer))
        answer = self._post(f"{self.url}/report", evidence="x", finish="1")
        self.assertIn("Other work has to be finished first", self._main(answer))
        self.assertNotIn("Paint the wall", self._main(answer))
        self.assertEqual(self.action.state, "todo")

    def test_sent_twice(self):
        form = {"csrf_token": self._csrf(self.url), "evidence": "x", "finish": "1"}
        for _time in range(2):
            answer = self._post(f"{self.url}/report", **form)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("already", self._main(answer))
        self.assertEqual(self.action.state, "done")

    def test_without_a_token_of_the_session_nothing_is_taken(self):
        with self.assertLogs("odoo.http", "WARNING"):
            answer = self._post(f"{self.url}/start", csrf_token="x")
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.action.state, "todo")

    def test_message_reaches_who_follows_it_up(self):
        answer = self._post(f"{self.url}/message", message="  ")
        self.assertIn("Write what keeps you", self._main(answer))
        answer = self._post(f"{self.url}/message", message="No <b>key</b>")
        self.assertIn("Your message was sent", self._main(answer))
        self.assertIn("No &lt;b&gt;key&lt;/b&gt;", self._main(answer))
        message = self.action.sudo().message_ids[0]
        self.assertEqual(message.author_id, self.fitter.partner_id)
        self.assertEqual(message.notified_partner_ids, self.action.user_id.partner_id)
        self.action.with_user(self.coordinator).message_post(
            body="Ask the neighbour",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.fitter.partner_id.ids,
        )
        self.assertIn("Ask the neighbour", self._page(self.url))


@tagged("post_install", "-at_install")
class TestContractorCalls(ContractorCase):
    """Calls like those of the web client, made by hand with a portal account."""

    def setUp(self):
        super().setUp()
        self._approve(self.plan)
        self.enterContext(mute_logger(*QUIET))

    def _refused(self, method, *args, error=ACCESS_ERROR, **kwargs):
        with self.subTest(method=method, args=str(args)[:60]):
            result, found = self._rpc("rectification.action", method, args, kwargs)
            self.assertEqual(found, error)
            self.assertIsNone(result)

    def test_reads_only_the_own(self):
        found, _error = self._rpc(
            "rectification.action", "search_read", [[]], {"fields": ["name", "state"]}
        )
        self.assertEqual([row["id"] for row in found], self.action.ids)
        for name in ("name", "evidence", "cost"):
            self._refused("read", self.other.ids, [name])

    def test_reads_no_inside_field_of_the_own(self):
        for name in (
            "cost",
            "plan_id",
            "partner_id",
            "user_id",
            "place_id",
            "cancel_reason",
            "blocked_by",
            "depends_on_ids",
            "message_ids",
            "before_attachment_ids",
        ):
            self._refused("read", self.action.ids, [name])
        self._refused("search", [("cost", ">", 1)])
        self._refused("search", [("plan_id.name", "ilike", "x")])
        self._refused("formatted_read_group", [], ["partner_id"], ["__count"])

    def test_changes_nothing_by_hand(self):
        ids = self.action.ids
        self._refused("write", ids, {"state": "done"}, error=USER_ERROR)
        self._refused("write", ids, {"evidence": "x"})
        self._refused("write", ids, {"after_attachment_ids": [(4, 1)]})
        self._refused("create", [{"name": "x", "plan_id": self.plan.id}])
        self._refused("unlink", ids)
        self._refused("copy", ids)
        self._refused("cancel", ids, "No time")
        self._refused("action_undo", ids)
        self._refused("action_request_maintenance", ids)
        self._refused("action_invite_contractor", ids)
        self._refused("message_post", ids, body="x")
        self._refused("message_subscribe", ids, self.fitter.partner_id.ids)
        for private in ("_record", "_take_contractor_report", "_as_contractor"):
            self._refused(private, ids, {})
        self.assertEqual(self.action.state, "todo")

    def test_start_and_done_obey_the_same_rules(self):
        self._refused("action_start", self.other.ids)
        self._refused("action_done", self.other.ids)
        self._refused("action_start", (self.other | self.action).ids)
        self._refused("action_done", self.action.ids, error=USER_ERROR)
        self.other.depends_on_ids = False
        self.action.depends_on_ids = self.other
        self._refused("action_start", self.action.ids, error=USER_ERROR)
        self.action.depends_on_ids = False
        result, error = self._rpc(
            "rectification.action", "action_start", [self.action.ids]
        )
        self.assertEqual((result, error), (True, None))
        self.assertEqual(self.action.state, "in_progress")
        self.assertEqual(self.other.state, "todo")
        self.action.sudo().evidence = "Changed"
        self._rpc("rectification.action", "action_done", [self.action.ids])
        self.assertEqual(self.action.done_by_id, self.fitter)
        self._refused("action_undo", self.action.ids)

    def test_reads_no_attachments_messages_or_partners(self):
        photo = self.env["ir.attachment"].create({"name": "x", "raw": picture()})
        self.action.sudo().after_attachment_ids = photo
        self.action.message_post(
            body="Not for you",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        for model, ids in (
            ("ir.attachment", photo.ids),
            ("helpdesk.ticket", self.problem.ids),
            ("rectification.plan", self.plan.ids),
            ("rectification.verification", self.plan.verification_ids.ids),
        ):
            _result, error = self._rpc(model, "read", [ids, ["id"]])
            with self.subTest(model=model):
                self.assertEqual(error, ACCESS_ERROR)
        _result, error = self._rpc(
            "helpdesk.ticket", "read", [self.problem.ids, ["name"]]
        )
        self.assertEqual(error, ACCESS_ERROR)
        found, _error = self._rpc(
            "mail.message",
            "search_read",
            [[("model", "=", "rectification.action")]],
            {"fields": ["body"]},
        )
        self.assertNotIn("Not for you", str(found))
        answer = self._json(
            "/mail/chatter_fetch",
            thread_model="rectification.action",
            thread_id=self.action.id,
        )
        self.assertNotIn("Not for you", str(answer))
        answer = self._json(
            "/mail/message/post",
            thread_model="rectification.action",
            thread_id=self.action.id,
            post_data={"body": "Hello", "message_type": "comment"},
        )
        self.assertIn("error", answer)
        _result, error = self._rpc(
            "res.partner",
            "write",
            [self.fitter.partner_id.ids, {"is_rectification_contractor": True}],
        )
        self.assertEqual(error, ACCESS_ERROR)


@tagged("post_install", "-at_install")
class TestContractorIsTold(ContractorCase):
    """A contractor gets one mail, and staff see who has no account."""

    def _mails(self):
        return self.env["mail.mail"].sudo().search([("model", "=", self.action._name)])

    def test_told_once_when_the_plan_comes_into_force(self):
        self.fitter.partner_id.email = "fay@example.com"
        self.painter.partner_id.email = False
        second = self.action.create(
            {
                "plan_id": self.plan.id,
                "name": "Second step",
                "partner_id": self.fitter.partner_id.id,
                "deadline": self.today,
            }
        )
        before = self._mails()
        self._approve(self.plan)
        mail = self._mails() - before
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.state, "outgoing")
        self.assertEqual(mail.recipient_ids, self.fitter.partner_id)
        for text in (f"/my/actions/{second.id}", self.url, "Change the valve"):
            self.assertIn(text, mail.body_html)
        self.assertNotIn("0815", mail.body_html)
        self.assertEqual(second.told_partner_id, self.fitter.partner_id)
        self.assertEqual(self.action.sudo().activity_ids.user_id, self.coordinator)
        self.action.partner_id = self.fitter.partner_id
        self.assertEqual(self._mails() - before, mail)
        self.painter.partner_id.email = "pat@example.com"
        self.action.partner_id = self.painter.partner_id
        self.assertEqual(
            (self._mails() - before - mail).recipient_ids, self.painter.partner_id
        )

    def test_links_of_messages_lead_to_the_page(self):
        self._approve(self.plan)
        link = f"/mail/view?model=rectification.action&res_id={self.action.id}"
        self.assertTrue(self.url_open(link).url.endswith(self.url))
        self.fitter.partner_id.email = "fay@example.com"
        before = self._mails()
        self.action.with_user(self.coordinator).message_post(
            body="Ask the neighbour",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.fitter.partner_id.ids,
            force_send=False,
        )
        self.assertIn("/mail/view", (self._mails() - before).body_html)

    def test_the_mark_is_not_forged(self):
        self.assertRefused(
            "cannot be set by hand",
            self.action.write,
            {"told_partner_id": self.fitter.partner_id.id},
        )

    def test_hint_that_nobody_sees_it(self):
        action = self.action.with_user(self.coordinator)
        self.assertFalse(action.portal_hint)
        company = self.env["res.partner"].create(
            {"name": "Fitters Ltd", "is_company": True}
        )
        self.fitter.partner_id.parent_id = company
        action.partner_id = company
        self.assertIn("Fitters Ltd has no portal account", action.portal_hint)
        self.assertFalse(action.can_invite_contractor)
        self.coordinator.group_ids += self.env.ref("base.group_partner_manager")
        action.invalidate_recordset(["can_invite_contractor"])
        self.assertTrue(action.can_invite_contractor)
        self.assertEqual(
            action.action_invite_contractor()["res_model"], "portal.wizard"
        )
        company.is_rectification_contractor = True
        action.invalidate_recordset(["portal_hint"])
        self.assertFalse(action.portal_hint)


@tagged("post_install", "-at_install")
class TestContractorTour(ContractorCase):
    """A contractor does an action, with a computer and with a phone."""

    def test_contractor_tour(self):
        self._approve(self.plan)
        self.start_tour("/my", "rectification_contractor_tour", login=self.fitter.login)
        action = self.action
        self.assertEqual(action.state, "done")
        self.assertEqual(action.done_by_id, self.fitter)
        self.assertTrue(action.started_at)
        self.assertEqual(action.evidence, "Valve changed, no drop for ten minutes.")
        self.assertEqual(action.before_attachment_ids.name, "before.png")
        self.assertEqual(action.after_attachment_ids.name, "after.png")


@tagged("post_install", "-at_install")
class TestContractorTourPhone(TestContractorTour):
    allow_inherited_tests_method = True
    browser_size = "390x844"
    touch_enabled = True
