# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from ..common import RectificationCase


class TestNoAccess(RectificationCase):
    """A closed door is recorded; the third time others decide; nothing closes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.estate.manager_id = cls.coordinator_employee
        cls.problem = cls._create_problem(
            reported_at=fields.Datetime.now() - timedelta(hours=1)
        )

    def _try(self, user=None, **vals):
        attempts = self.env["rectification.access.attempt"]
        values = {"ticket_id": self.problem.id, "channel": "visit", **vals}
        return attempts.with_user(user or self.staff).create(values)

    def _activities(self):
        name = "mail_activity_type_no_access"
        return self.problem._get_rectification_activities(name)

    def test_attempt_is_counted_and_told(self):
        attempt = self._try(note="Card left.")
        self.assertEqual(attempt.user_id, self.staff)
        self.assertEqual(self.problem.access_attempt_count, 1)
        self.assertIn("Card left.", self.problem.message_ids[0].body)
        self.assertFalse(self._activities())

    def test_form_of_the_button(self):
        action = self.problem.with_user(self.staff).action_no_access()
        attempts = self.env["rectification.access.attempt"].with_user(self.staff)
        with Form(attempts.with_context(**action["context"])) as form:
            form.channel = "phone"
        self.assertEqual(self.problem.access_attempt_ids.channel, "phone")

    def test_problem_of_the_context_is_checked_as_well(self):
        self.problem.with_user(self.manager).close_with_outcome("not_ours", "x")
        attempts = self.env["rectification.access.attempt"].with_user(self.staff)
        attempts = attempts.with_context(default_ticket_id=self.problem.id)
        self.assertRefused("is closed", attempts.create, {"channel": "visit"})

    def test_third_attempt_escalates_once_and_closes_nothing(self):
        for _number in range(2):
            self._try()
        self.assertFalse(self._activities())
        self._try(channel="letter")
        told = self._activities().user_id
        self.assertIn(self.coordinator, told)
        self.assertIn(self.manager, told)
        self.assertNotEqual(self.problem.rectification_state, "closed")
        self.assertIn("stays open", self.problem.message_ids[0].body)
        count = len(self._activities())
        self._try()
        self.assertEqual(len(self._activities()), count)
        self.assertEqual(self.problem.access_attempt_count, 4)

    def test_three_at_once_escalate(self):
        vals = {"ticket_id": self.problem.id, "channel": "phone"}
        attempts = self.env["rectification.access.attempt"].with_user(self.staff)
        attempts.create([vals] * 3)
        self.assertTrue(self._activities())

    def test_time_between_the_report_and_now(self):
        now = fields.Datetime.now()
        for at, words in (
            (now + timedelta(hours=1), "future"),
            (now - timedelta(days=2), "before the problem"),
        ):
            with self.subTest(at=at), self.assertRaises(ValidationError) as caught:
                with self.cr.savepoint():
                    self._try(at=at)
            self.assertIn(words, str(caught.exception))
        self.assertFalse(self.problem.access_attempt_ids)

    def test_closed_problem_takes_none(self):
        self.problem.with_user(self.manager).close_with_outcome("duplicate", "Known.")
        self.assertRefused("closed", self._try)

    def test_ordinary_ticket_takes_none(self):
        ticket = self._create_ticket()
        self.assertRefused(
            "not a problem", self._try, self.env.user, ticket_id=ticket.id
        )

    def test_photo_of_the_card_is_read_with_the_attempt(self):
        photo = (
            self.env["ir.attachment"]
            .with_user(self.staff)
            .create(
                {
                    "name": "card.png",
                    "raw": b"x",
                    "res_model": "rectification.access.attempt",
                }
            )
        )
        attempt = self._try(attachment_ids=[(4, photo.id)])
        self.assertEqual(photo.res_id, attempt.id)
        self.assertEqual(photo.with_user(self.coordinator).raw, b"x")

    def test_photo_of_somebody_else_cannot_be_taken(self):
        photo = self.env["ir.attachment"].create({"name": "secret.png", "raw": b"x"})
        with self.assertRaises(AccessError):
            self._try(attachment_ids=[(4, photo.id)])
        self.assertFalse(photo.res_id)

    def test_attempts_are_facts(self):
        attempt = self._try()
        for user in (self.staff, self.coordinator, self.manager, self.auditor):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    attempt.with_user(user).write({"note": "x"})
                with self.assertRaises(AccessError):
                    attempt.with_user(user).unlink()
        attempt = self._try(user_id=self.manager.id)
        self.assertEqual(attempt.user_id, self.staff)

    def test_who_may_not_record(self):
        for user in (self.auditor, self.outsider, self.owner):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self._try(user)
        there = self._create_problem(user=self.env.user, place_id=self.elsewhere.id)
        with self.assertRaises(AccessError):
            self._try(ticket_id=there.id)
