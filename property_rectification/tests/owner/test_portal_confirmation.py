# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_portal import ACCESS_ERROR, QUIET, PortalCase


@tagged("post_install", "-at_install")
class TestPortalConfirmation(PortalCase):
    """Is it put right?  Two buttons on the page of a problem."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner.partner_id.email = "olga@example.com"
        cls.burst = cls._create_problem(
            name="Pipe burst", place_id=cls.plant.id, partner_id=False
        )
        cls.burst.write({"partner_email": "guard@example.com"})
        cls.dry = cls._create_problem(name="No water")
        cls.other_dry = cls._create_problem(
            name="No water either",
            place_id=cls.other_unit.id,
            partner_id=cls.neighbour.partner_id.id,
        )
        led = cls.dry | cls.other_dry
        led.with_user(cls.coordinator).link_to_leading(cls.burst.id)
        cls._bring_to_verification(cls.burst).record_result("pass")

    def _answer(self, problem=None, **values):
        problem = problem or self.dry
        data = {"csrf_token": self._csrf(), **values}
        return self.url_open(f"/my/problems/{problem.id}/answer", data=data)

    def test_the_page_asks_and_takes_a_yes(self):
        self._sign_in(self.owner)
        page = self._page(f"/my/problems/{self.dry.id}")
        self.assertIn("Is it put right at yours?", page)
        self.assertIn("Yes, put right", page)
        self.assertIn("No, still there", page)
        page = self._main(self._answer(answer="confirmed"))
        self.assertIn("You told us that it is put right.", page)
        self.assertNotIn("Is it put right at yours?", page)
        self.assertEqual(self.dry.owner_confirmation, "confirmed")

    def test_a_no_with_words_goes_on(self):
        self._sign_in(self.owner)
        page = self._main(
            self._answer(answer="returned", comment="The <b>bath</b> is dry")
        )
        self.assertIn("You told us that it is still there.", page)
        self.assertEqual(self.dry.owner_confirmation, "returned")
        self.assertEqual(self.dry.owner_comment, "The <b>bath</b> is dry")
        self.assertFalse(self.dry.leading_id)
        self.assertEqual(self.dry.rectification_state, "responding")
        self.assertEqual(self.dry.message_ids[-1:].model, "helpdesk.ticket")

    def test_bad_answers_say_what_is_missing_and_change_nothing(self):
        self._sign_in(self.owner)
        for values, words in (
            ({"answer": "returned"}, "Say what is still wrong."),
            ({"answer": "returned", "comment": " \x00 "}, "Say what is still wrong."),
            ({"answer": "zzz"}, "Choose one of the two answers."),
            ({}, "Choose one of the two answers."),
        ):
            with self.subTest(values=values):
                answer = self._answer(**values)
                self.assertEqual(answer.status_code, 200)
                self.assertIn(words, self._main(answer))
                self.assertEqual(self.dry.owner_confirmation, "asked")
        self.assertNotIn("Choose one", self._page(f"/my/problems/{self.dry.id}"))

    def test_the_second_answer_is_refused(self):
        self._sign_in(self.owner)
        self._answer(answer="confirmed")
        answer = self._answer(answer="returned", comment="x")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.dry.owner_confirmation, "confirmed")

    def test_nobody_answers_for_others(self):
        self._sign_in(self.neighbour)
        answer = self._answer(answer="confirmed")
        self.assertIn("not one of yours", self._main(answer))
        self._sign_in(self.coordinator)
        answer = self.url_open(
            f"/my/problems/{self.dry.id}/answer",
            data={"csrf_token": self._csrf("/my"), "answer": "confirmed"},
        )
        self.assertIn("Only whoever reported it", self._main(answer))
        self.assertEqual(self.dry.owner_confirmation, "asked")

    def test_by_the_key_of_the_mail(self):
        token = self.burst.access_token
        self.assertTrue(token)
        path = f"/my/problems/{self.burst.id}"
        page = self._page(f"{path}?access_token={token}")
        self.assertIn("Is it put right at yours?", page)
        csrf = self._csrf(f"{path}?access_token={token}")
        data = {"csrf_token": csrf, "answer": "confirmed"}
        self.url_open(f"{path}/answer", data={**data, "access_token": "wrong"})
        self.assertEqual(self.burst.owner_confirmation, "asked")
        self.url_open(
            f"/my/problems/{self.dry.id}/answer", data={**data, "access_token": token}
        )
        self.assertEqual(self.dry.owner_confirmation, "asked")
        answer = self.url_open(f"{path}/answer", data={**data, "access_token": token})
        self.assertIn("You told us that it is put right.", self._main(answer))
        self.assertEqual(self.burst.owner_confirmation, "confirmed")

    def test_not_by_a_link_and_not_without_a_token_of_the_session(self):
        self._sign_in(self.owner)
        path = f"/my/problems/{self.dry.id}/answer?answer=confirmed"
        self.assertEqual(self.url_open(path).status_code, 405)
        with mute_logger("odoo.http"):
            answer = self._answer(answer="confirmed", csrf_token="x")
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.dry.owner_confirmation, "asked")

    def test_a_ticket_that_is_no_problem_and_one_that_is_gone(self):
        ticket = self._create_ticket(partner_id=self.owner.partner_id.id)
        self._sign_in(self.owner)
        self.assertEqual(self._answer(ticket, answer="confirmed").status_code, 200)
        gone = self.env["helpdesk.ticket"].browse(2**31 - 1)
        answer = self._answer(gone, answer="confirmed")
        self.assertIn("not one of yours", self._main(answer))

    def test_the_owner_sees_nothing_of_the_group(self):
        self.burst.with_user(self.coordinator).inform_owners("Water at noon")
        self._sign_in(self.owner)
        for path in (f"/my/problems/{self.dry.id}", "/my/problems"):
            page = self._page(path)
            for secret in (
                self.burst.number,
                self.burst.name,
                self.other_dry.number,
                self.other_dry.name,
                "Nils",
                self.other_unit.name,
            ):
                self.assertNotIn(secret, page)
        for problem in (self.burst, self.other_dry):
            answer = self.url_open(f"/my/problems/{problem.id}")
            self.assertIn("not one of yours", self._main(answer))

    @mute_logger(*QUIET)
    def test_rpc_of_the_portal_is_refused(self):
        self._sign_in(self.owner)
        ids = [self.dry.id]
        for method, args in (
            ("link_to_leading", [ids, self.burst.id]),
            ("unlink_from_leading", [ids, "x"]),
            ("inform_owners", [ids, "x"]),
            ("write", [ids, {"owner_confirmation": "confirmed"}]),
            ("_take_answer", [ids, "confirmed", "", 1]),
            ("_ask_reporters", [ids]),
        ):
            with self.subTest(method=method):
                result, error = self._rpc("helpdesk.ticket", method, args)
                self.assertIsNone(result)
                self.assertTrue(error)
        for name in ("leading_id", "led_ids", "led_count", "owner_comment"):
            with self.subTest(name=name):
                _result, error = self._rpc("helpdesk.ticket", "read", [ids, [name]])
                self.assertEqual(error, ACCESS_ERROR)
        self.assertEqual(self.dry.owner_confirmation, "asked")
        self.assertEqual(self.dry.leading_id, self.burst)
