# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo.exceptions import AccessError

from ..common_emergency import EmergencyCase


class TestNotice(EmergencyCase):
    """A message to those who live there: prepared, read by a person, sent once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.owner | cls.neighbour:
            user.partner_id.email = f"{user.login}@example.com"
        cls.problem = cls._emergency()
        cls.notice = cls.problem.notice_ids

    def _mails(self):
        return self.env["mail.mail"].search([("subject", "=", self.notice.subject)])

    def test_emergency_prepares_one_for_the_house(self):
        self.assertEqual(self.notice.place_id, self.building)
        self.assertEqual(self.notice.state, "draft")
        self.assertIn("Heavy water leak", self.notice.subject)
        self.assertIn("What to do", self.notice.body)
        self.assertEqual(self.notice.recipient_count, 2)
        self.assertFalse(self._mails())

    def test_neighbours_do_not_learn_whose_home_it_is(self):
        self.assertIn(self.building.name, self.notice.body)
        self.assertNotIn(self.unit.name, self.notice.body)
        self.assertNotIn(self.owner.name, self.notice.body)

    def test_advice_of_the_type(self):
        self._type("EQ-LEAK-HEAVY").resident_advice = "Put a bucket under it."
        self.assertIn("bucket", self._emergency().notice_ids.body)

    def test_each_resident_gets_it_alone(self):
        followers = self.problem.message_partner_ids
        self.notice.with_user(self.coordinator).action_send()
        mails = self._mails()
        self.assertEqual(len(mails), 2)
        for mail in mails:
            self.assertEqual(len(mail.recipient_ids), 1)
            self.assertFalse(mail.email_cc or mail.email_to)
            self.assertEqual(mail.state, "outgoing")
        self.assertEqual(mails.recipient_ids, (self.owner | self.neighbour).partner_id)
        self.assertEqual(self.problem.message_partner_ids, followers)
        self.assertEqual(self.notice.sent_count, 2)
        self.assertEqual(self.notice.sent_by_id, self.coordinator)
        self.assertIn("2 residents", self.problem.message_ids[0].body)

    def test_nothing_is_said_about_problems_elsewhere(self):
        other = self._create_problem(place_id=self.elsewhere.id, user=self.manager)
        self.notice.with_user(self.coordinator).ticket_id = other.id
        with self.assertRaises(AccessError):
            self.notice.with_user(self.coordinator).action_send()
        self.assertFalse(self._mails())

    def test_sending_twice_is_refused(self):
        self.notice.with_user(self.coordinator).action_send()
        self.assertRefused("already", self.notice.with_user(self.manager).action_send)
        self.assertEqual(len(self._mails()), 2)

    def test_what_was_sent_stays_as_it_was(self):
        notice = self.notice.with_user(self.manager)
        notice.action_send()
        for vals in ({"body": "x"}, {"subject": "x"}, {"place_id": self.estate.id}):
            self.assertRefused("write a new one", notice.write, vals)
        self.assertRefused("on record", notice.unlink)
        self.assertRefused("by hand", notice.write, {"state": "draft"})

    def test_only_who_lives_there_today(self):
        self.other_occupancy.date_to = self.today - timedelta(days=1)
        self.notice.invalidate_recordset(["recipient_count"])
        self.assertEqual(self.notice.recipient_count, 1)
        self.notice.with_user(self.coordinator).action_send()
        self.assertEqual(self._mails().recipient_ids, self.owner.partner_id)

    def test_who_has_no_address_is_counted(self):
        self.neighbour.partner_id.email = False
        self.notice.invalidate_recordset()
        self.assertEqual(self.notice.recipient_count, 1)
        self.assertEqual(self.notice.unreachable_count, 1)

    def test_empty_or_to_nobody_is_refused(self):
        notice = self.notice.with_user(self.coordinator)
        notice.body = "<p><br></p>"
        self.assertRefused("Write the message", notice.action_send)
        notice.write({"body": "<p>Water</p>", "place_id": self.plant.id})
        self.assertRefused("Nobody", notice.action_send)

    def test_rights(self):
        for user in (self.staff, self.outsider, self.owner):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.notice.with_user(user).action_send()
        self.assertTrue(self.notice.with_user(self.auditor).has_access("read"))
        with self.assertRaises(AccessError):
            self.notice.with_user(self.auditor).action_send()

    def test_coordinator_sends_to_own_places_only(self):
        self.notice.place_id = self.elsewhere
        with self.assertRaises(AccessError):
            self.notice.with_user(self.coordinator).action_send()
        self.assertFalse(self._mails())

    def test_other_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        place = self.env["property.place"].create(
            {"name": "There", "kind": "estate", "company_id": other.id}
        )
        notice = self.env["rectification.notice"].create(
            {"place_id": place.id, "subject": "x", "body": "x"}
        )
        for user in (self.coordinator, self.manager, self.auditor):
            self.assertFalse(notice.with_user(user).has_access("read"))
