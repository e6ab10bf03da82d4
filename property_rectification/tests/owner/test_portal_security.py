# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# What people write is not translated.
# pylint: disable=translation-required

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_portal import ACCESS_ERROR, QUIET, PortalCase, picture


@tagged("post_install", "-at_install")
class TestWhoSeesWhat(PortalCase):
    """An owner sees the own home and the own reports, nothing of others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.problem = cls._create_problem()

    def _visible(self, user):
        return (
            self.env["helpdesk.ticket"]
            .with_user(user)
            .search([("is_problem", "=", True)])
        )

    def _assert_closed(self, user, problem=None):
        """Assert that a user finds a problem nowhere in the portal."""
        problem = problem or self.problem
        self._sign_in(user)
        self.assertNotIn(problem, self._visible(user))
        self.assertNotIn(problem.name, self._page("/my/problems?filterby=all"))
        for path in (problem.access_url, f"/my/ticket/{problem.id}"):
            answer = self.url_open(path)
            self.assertEqual(answer.status_code, 200)
            self.assertNotIn(problem.name, answer.text)
            self.assertNotIn(problem.number, answer.text)

    def test_neighbour(self):
        self._assert_closed(self.neighbour)

    def test_a_problem_of_others_is_refused_in_words(self):
        self._sign_in(self.neighbour)
        self.assertIn("it is not one of yours", self._page(self.problem.access_url))
        self.assertIn("it is not one of yours", self._page("/my/problems/999999999"))

    def test_neighbour_under_the_same_community_company(self):
        community = self.env["res.partner"].create(
            {"name": "Community of owners", "is_company": True}
        )
        (self.owner | self.neighbour).partner_id.parent_id = community
        self._assert_closed(self.neighbour)
        self.assertIn(self.problem, self._visible(self.owner))

    def test_neighbour_who_once_followed(self):
        self.problem.message_subscribe(self.neighbour.partner_id.ids)
        self._assert_closed(self.neighbour)

    def test_former_owner(self):
        self.occupancy.date_to = self.today - timedelta(days=1)
        self._assert_closed(self.owner)

    def test_owner_to_come(self):
        self.other_occupancy.date_to = self.today
        self.env["property.occupancy"].create(
            {
                "place_id": self.unit.id,
                "partner_id": self.neighbour.partner_id.id,
                "date_from": self.today + timedelta(days=1),
            }
        )
        self._assert_closed(self.neighbour)

    def test_new_owner_sees_what_is_open_and_nothing_of_before(self):
        ago = fields.Datetime.now() - timedelta(days=30)
        past = self._create_problem(name="Long ago", occurred_at=ago, reported_at=ago)
        past.with_user(self.manager).close_with_outcome("declined", "No")
        self.occupancy.date_to = self.today - timedelta(days=1)
        self.env["property.occupancy"].create(
            {
                "place_id": self.unit.id,
                "partner_id": self.neighbour.partner_id.id,
                "date_from": self.today,
            }
        )
        self.assertIn(self.problem, self._visible(self.neighbour))
        self._assert_closed(self.neighbour, past)

    def test_report_in_a_common_area_is_for_its_reporter(self):
        problem = self._create_problem(name="Dark lobby", place_id=self.lobby.id)
        self.assertIn(problem, self._visible(self.owner))
        self._assert_closed(self.neighbour, problem)

    def test_owner_at_another_company(self):
        company = self.env["res.company"].create({"name": "Another company"})
        place = self.env["property.place"].create(
            {"name": "Far away", "company_id": company.id}
        )
        self.env["property.occupancy"].create(
            {
                "place_id": place.id,
                "partner_id": self.neighbour.partner_id.id,
                "date_from": self.today,
            }
        )
        self._sign_in(self.neighbour)
        page = self._page("/my/problems/new")
        self.assertNotIn(place.id, self._options(page, "place_id"))
        before = self._problems()
        self._report(place_id=str(place.id))
        self.assertEqual(self._problems(), before)
        self.neighbour.company_ids += company
        page = self._page("/my/problems/new")
        self.assertIn(place.id, self._options(page, "place_id"))
        self._report(place_id=str(place.id))
        self.assertEqual((self._problems() - before).company_id, company)

    def test_nobody_without_the_token(self):
        answer = self.url_open(self.problem.access_url)
        self.assertIn("/web/login", answer.url)
        self.assertNotIn(self.problem.name, answer.text)
        for token in ("", "x", "False", "None"):
            with self.subTest(token=token):
                url = f"{self.problem.access_url}?access_token={token}"
                self.assertNotIn(self.problem.name, self.url_open(url).text)

    def test_anybody_with_the_token(self):
        token = self.problem._portal_ensure_token()
        for path in (self.problem.access_url, f"/my/ticket/{self.problem.id}"):
            with self.subTest(path=path):
                answer = self.url_open(f"{path}?access_token={token}")
                self.assertIn(self.problem.name, answer.text)
                self.assertIn(self.problem.access_url, answer.url)

    def test_neighbour_cannot_write_a_message(self):
        self._sign_in(self.neighbour)
        before = self.problem.message_ids
        with mute_logger(*QUIET):
            answer = self._json(
                "/mail/message/post",
                thread_model="helpdesk.ticket",
                thread_id=self.problem.id,
                post_data={"body": "Hello", "message_type": "comment"},
            )
            self.assertIn("error", answer)
            _result, error = self._rpc(
                "helpdesk.ticket",
                "message_post",
                [[self.problem.id]],
                {"body": "Hello"},
            )
        self.assertEqual(error, ACCESS_ERROR)
        self.assertEqual(self.problem.message_ids, before)

    def test_neighbour_reads_no_messages(self):
        self.problem.message_post(
            body="See you on Monday",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self._sign_in(self.neighbour)
        with mute_logger(*QUIET):
            answer = self._json(
                "/mail/chatter_fetch",
                thread_model="helpdesk.ticket",
                thread_id=self.problem.id,
            )
        self.assertNotIn("See you on Monday", str(answer))


@tagged("post_install", "-at_install")
class TestPhotosOfOthers(PortalCase):
    """A photo is for who uploaded it until it is on a report."""

    def _upload(self, user):
        """Leave a photo waiting on the form of a user; return it."""
        self._sign_in(user)
        place = self.unit if user == self.owner else self.other_unit
        self._report(
            photos=[("secret.jpg", picture(), "image/jpeg")],
            place_id=str(place.id),
            description="",
        )
        return self.env["ir.attachment"].search([("name", "=", "secret.jpg")])

    def test_photo_of_another_cannot_be_attached(self):
        photo = self._upload(self.neighbour)
        reference = photo._get_photo_reference()
        self._sign_in(self.owner)
        before = self._problems()
        self._report(kept_photos=reference)
        problem = self._problems() - before
        self.assertEqual(len(problem), 1)
        self.assertFalse(problem.photo_ids)
        self.assertEqual(photo.res_id, 0)

    def test_own_photo_needs_its_token(self):
        photo = self._upload(self.owner)
        before = self._problems()
        for reference in (f"{photo.id}", f"{photo.id}:", f"{photo.id}:x", "x:y", ":"):
            self._report(kept_photos=reference)
        problems = self._problems() - before
        self.assertEqual(len(problems), 5)
        self.assertFalse(problems.photo_ids)

    def test_photo_on_a_record_cannot_be_taken_off_it(self):
        problem = self._create_problem()
        photo = self.env["ir.attachment"].create(
            {
                "name": "evidence.jpg",
                "raw": picture(),
                "res_model": "helpdesk.ticket",
                "res_id": problem.id,
            }
        )
        photo.generate_access_token()
        self.cr.execute(
            "UPDATE ir_attachment SET create_uid = %s WHERE id = %s",
            [self.owner.id, photo.id],
        )
        photo.invalidate_recordset()
        self._sign_in(self.owner)
        before = self._problems()
        self._report(kept_photos=photo._get_photo_reference())
        self.assertEqual(len(self._problems() - before), 1)
        self.assertEqual(photo.res_id, problem.id)

    def test_the_method_itself_refuses_photos_of_others(self):
        photo = self._upload(self.neighbour)
        form = {
            "place_id": str(self.unit.id),
            "problem_type_id": str(self.leak.id),
            "description": "x",
        }
        tickets = self.env["helpdesk.ticket"].with_user(self.owner)
        with self.assertRaises(AccessError):
            tickets._create_from_portal(form, photo.with_user(self.owner))

    def test_waiting_photo_is_not_shown_to_others(self):
        photo = self._upload(self.neighbour)
        self._sign_in(self.owner)
        answer = self.url_open(f"/web/content/{photo.id}")
        self.assertNotEqual(answer.content, photo.raw)
