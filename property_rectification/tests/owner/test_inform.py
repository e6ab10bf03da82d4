# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..common_incident import IncidentCase


class InformCase(IncidentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner.partner_id.email = "olga@example.com"
        cls.neighbour.partner_id.email = "nils@example.com"
        cls.burst.write({"partner_id": False, "partner_email": "guard@example.com"})
        cls._link()

    def _mails(self):
        """Return the mails queued here, by the one address that each goes to."""
        mails = self.env["mail.mail"].search(
            [("model", "=", "helpdesk.ticket"), ("res_id", "in", self._group().ids)]
        )
        by_address = {}
        for mail in mails:
            addresses = [mail.email_to or "", *mail.recipient_ids.mapped("email")]
            [address] = filter(None, addresses)
            by_address.setdefault(address, []).append(mail)
        return by_address

    def _group(self):
        return self.burst | self.led


class TestInform(InformCase):
    def _inform(self, *args, **kwargs):
        return self.burst.with_user(self.coordinator).inform_owners(*args, **kwargs)

    def test_each_reporter_gets_one_mail_alone(self):
        result = self._inform("The water is back at noon.")
        self.assertEqual(result, {"sent": 3, "unreachable": []})
        mails = self._mails()
        self.assertEqual(
            set(mails), {"olga@example.com", "nils@example.com", "guard@example.com"}
        )
        for [mail] in mails.values():
            self.assertEqual(mail.state, "outgoing")
            self.assertIn("The water is back at noon.", mail.body_html)
            self.assertIn(f"/my/problems/{mail.res_id}", mail.body_html)

    def test_nobody_learns_of_the_others(self):
        self._inform("The water is back at noon.")
        secrets = {
            "olga@example.com": (self.dry, self.unit.name, "Olga"),
            "nils@example.com": (self.other_dry, self.other_unit.name, "Nils"),
        }
        for address, [mail] in self._mails().items():
            text = f"{mail.body_html} {mail.subject} {mail.headers} {mail.reply_to}"
            for other, (problem, place, name) in secrets.items():
                if other != address:
                    for secret in (other, problem.number, place, name):
                        self.assertNotIn(secret, text)
            if address != "guard@example.com":
                self.assertNotIn(self.burst.number, text)

    def test_the_owner_reads_it_in_the_portal_and_no_more(self):
        self._inform("The water is back at noon.")
        for problem, owner in (
            (self.dry, self.owner),
            (self.other_dry, self.neighbour),
        ):
            messages = (
                self.env["mail.message"]
                .with_user(owner)
                .search(
                    [
                        ("model", "=", "helpdesk.ticket"),
                        ("res_id", "in", self._group().ids),
                    ]
                )
            )
            self.assertEqual(set(messages.mapped("res_id")), {problem.id})
            text = " ".join(map(str, messages.mapped("body")))
            self.assertIn("The water is back at noon.", text)
            self.assertNotIn(self.burst.number, text)

    def test_when_the_owner_was_first_informed_is_kept(self):
        self._inform("One")
        first = self.burst.owner_informed_at
        self.assertEqual(set(self._group().mapped("owner_informed_at")), {first})
        earlier = first - timedelta(hours=1)
        self._group()._record({"owner_informed_at": earlier})
        self._inform("Two")
        self.assertEqual(self.dry.owner_informed_at, earlier)

    def test_who_cannot_be_written_to_is_not_informed(self):
        self.neighbour.partner_id.email = False
        self.other_dry.partner_email = False
        result = self._inform("One")
        self.assertEqual(result, {"sent": 2, "unreachable": self.other_dry.ids})
        self.assertFalse(self.other_dry.owner_informed_at)
        self.assertIn("One", self._notes(self.other_dry))

    def test_what_a_colleague_found_has_nobody_to_be_told(self):
        self.burst.write({"partner_email": False, "problem_source": "staff"})
        result = self._inform("One")
        self.assertEqual(result, {"sent": 2, "unreachable": []})
        self.assertTrue(self.burst.owner_informed_at, "its promise is kept, too")

    def test_once_to_somebody_with_several_problems(self):
        again = self._create_problem(name="Still no water")
        again.with_user(self.coordinator).link_to_leading(self.burst.id)
        self.assertEqual(self._inform("One")["sent"], 3)
        self.assertTrue(again.owner_informed_at)
        self.assertIn("One", self._notes(again))

    def test_contacts_involved_as_reporters_are_told_witnesses_not(self):
        reporter, witness = self.env["res.partner"].create(
            [
                {"name": "Rita", "email": "rita@example.com"},
                {"name": "Wim", "email": "wim@example.com"},
            ]
        )
        self.env["rectification.involvement"].create(
            [
                {"ticket_id": self.dry.id, "partner_id": partner.id, "role": role}
                for partner, role in ((reporter, "reporter"), (witness, "witness"))
            ]
        )
        self._inform("One")
        self.assertIn("rita@example.com", self._mails())
        self.assertNotIn("wim@example.com", self._mails())

    def test_usual_words_in_the_language_of_each(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env["ir.module.module"]._load_module_terms(["base"], ["fr_FR"])
        self.owner.partner_id.lang = "fr_FR"
        tickets = type(self.env["helpdesk.ticket"])
        texts = {"en_US": "It should work again.", "fr_FR": "Tout fonctionne."}

        def get_texts(ticket):
            return {"restored": texts[ticket.env.lang or "en_US"]}

        self.patch(tickets, "_get_update_texts", get_texts)
        self._inform(kind="restored")
        mails = self._mails()
        self.assertIn(texts["fr_FR"], mails["olga@example.com"][0].body_html)
        self.assertIn(texts["en_US"], mails["nils@example.com"][0].body_html)
        self.assertIn(texts["fr_FR"], self._notes(self.dry))

    def test_a_login_is_asked_to_sign_in_others_get_a_key(self):
        self._inform("One")
        mails = self._mails()
        self.assertNotIn("access_token", mails["olga@example.com"][0].body_html)
        self.assertIn(self.burst.access_token, mails["guard@example.com"][0].body_html)

    def test_words_are_needed_and_taken_as_words(self):
        for message, kind in (("", None), ("  ", "zzz"), (None, None)):
            with self.subTest(message=message, kind=kind):
                self.assertRefused("Write what", self._inform, message, kind)
        self._inform("<b>Bold</b> & <script>alert(1)</script>")
        for [mail] in self._mails().values():
            self.assertIn("&lt;b&gt;Bold", mail.body_html)
            self.assertNotIn("<script>", mail.body_html)

    def test_who_may_not(self):
        for user in (self.staff, self.auditor, self.outsider, self.owner):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.burst.with_user(user).inform_owners("x")
        ticket = self._create_ticket()
        self.assertRefused("is not a problem", ticket.inform_owners, "x")

    def test_a_linked_problem_informs_its_own_reporter(self):
        self.dry.with_user(self.coordinator).inform_owners("Only you")
        self.assertEqual(set(self._mails()), {"olga@example.com"})

    def test_the_dialog_says_how_many_and_whom_to_call(self):
        self.neighbour.partner_id.email = False
        self.other_dry.write({"partner_email": False, "partner_name": "Nils"})
        wizard = self.env["rectification.inform"].with_user(self.coordinator)
        context = {"active_model": "helpdesk.ticket", "active_ids": self.burst.ids}
        form = Form(wizard.with_context(**context))
        self.assertEqual(form.recipient_count, 2)
        self.assertIn(self.other_dry.number, form.unreachable)
        self.assertTrue(form.is_translated)
        form.kind = "own"
        form.message = "Water at noon."
        answer = form.save().action_send()
        self.assertIn("2 people", answer["params"]["message"])
        self.assertIn("Water at noon.", self._notes(self.dry))

    def test_the_wizard_tells_nothing_of_problems_elsewhere(self):
        other = self._create_problem(
            place_id=self.elsewhere.id, user=self.manager, partner_id=False
        )
        wizard = self.env["rectification.inform"].with_user(self.coordinator)
        draft = wizard.new({"ticket_ids": [Command.set(other.ids)]})
        self.assertFalse(draft.recipient_count)
        self.assertFalse(draft.unreachable)

    def test_many_cost_no_more_than_mail_itself(self):
        def group(size):
            leading, *led = self.env["helpdesk.ticket"].create(
                [
                    {
                        "name": f"Dry {number}",
                        "description": "x",
                        "problem_type_id": self.burst.problem_type_id.id,
                        "place_id": self.unit.id,
                        "occurred_at": fields.Datetime.now(),
                        "partner_id": self.env["res.partner"]
                        .create({"name": "P", "email": f"p{size}{number}@example.com"})
                        .id,
                    }
                    for number in range(size)
                ]
            )
            self.env["helpdesk.ticket"].concat(*led).with_user(
                self.coordinator
            ).link_to_leading(leading.id)
            return leading

        def count(leading):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            leading.with_user(self.coordinator).inform_owners("One")
            self.env.flush_all()
            return self.cr.sql_log_count - before

        groups = [group(size) for size in (2, 6, 60)]
        count(groups[0])
        small, large = count(groups[1]), count(groups[2])
        self.assertLessEqual(large, small, (small, large))


class TestQuestion(InformCase):
    """Once the leading problem is verified, everybody is asked."""

    def _verify(self):
        self._bring_to_verification(self.burst).record_result("pass")

    def test_verified_everybody_is_asked(self):
        self.assertEqual(set(self._group().mapped("owner_confirmation")), {"none"})
        check = self._bring_to_verification(self.burst)
        self.assertFalse(self._mails())
        check.record_result("pass")
        self.assertEqual(self.burst.rectification_state, "monitoring")
        self.assertEqual(set(self._group().mapped("owner_confirmation")), {"asked"})
        self.assertTrue(all(self._group().mapped("asked_at")))
        [mail] = self._mails()["olga@example.com"]
        self.assertIn("Is it put right", mail.body_html)
        self.assertIn(f"/my/problems/{self.dry.id}", mail.body_html)

    def test_not_asked_again_when_the_effect_is_checked(self):
        self._verify()
        self._pass_checks(self.burst.plan_id)
        self.assertEqual(self.burst.rectification_state, "closed")
        self.assertEqual(self.dry.rectification_outcome, "effective")
        self.assertEqual(self.dry.owner_confirmation, "asked")
        self.assertEqual(len(self._mails()["olga@example.com"]), 1)

    def test_closed_with_an_outcome_everybody_is_asked(self):
        self.burst.with_user(self.manager).close_with_outcome(
            "not_ours", "Water works repaired the main."
        )
        self.assertEqual(set(self.led.mapped("rectification_state")), {"closed"})
        self.assertEqual(set(self.led.mapped("rectification_outcome")), {"not_ours"})
        self.assertEqual(set(self._group().mapped("owner_confirmation")), {"asked"})
        self.burst.with_user(self.manager).reopen("It was ours")
        self.assertNotIn("closed", self.led.mapped("rectification_state"))

    def test_a_problem_without_a_group_is_not_asked(self):
        alone = self._create_problem(name="Alone")
        self._bring_to_verification(alone).record_result("pass")
        self.assertEqual(alone.owner_confirmation, "none")

    def test_nobody_to_ask_is_not_asked(self):
        self.neighbour.partner_id.email = False
        self.other_dry.partner_email = False
        self._verify()
        self.assertEqual(self.other_dry.owner_confirmation, "none")
        self.assertIn("Nobody can be asked", self._notes(self.other_dry))

    def _answer(self, problem, answer, comment=""):
        problem.sudo()._take_answer(answer, comment, problem.partner_id)

    def test_put_right(self):
        self._verify()
        self._answer(self.dry, "confirmed")
        self.assertEqual(self.dry.owner_confirmation, "confirmed")
        self.assertEqual(self.dry.leading_id, self.burst)
        self.assertEqual(self.other_dry.owner_confirmation, "asked")
        self.assertIn("It is put right.", self._notes(self.dry))

    def test_still_there_it_goes_on_by_itself(self):
        self._verify()
        self.dry.user_id = self.coordinator
        self._answer(self.dry, "returned", "No water in the bath")
        self.assertEqual(self.dry.owner_confirmation, "returned")
        self.assertFalse(self.dry.leading_id or self.dry.plan_id)
        self.assertEqual(self.dry.rectification_state, "responding")
        self.assertEqual(self.burst.rectification_state, "monitoring")
        self.assertEqual(self.dry.activity_ids.user_id, self.coordinator)
        self.assertIn("No water in the bath", self._notes(self.burst))
        self.assertEqual(self.dry.incident_weight, 1)
        self._plan(self.dry)
        self.assertNotEqual(self.dry.plan_id, self.burst.plan_id)

    def test_still_there_after_an_outcome_it_is_open_again(self):
        self.burst.with_user(self.manager).close_with_outcome("not_ours", "Main")
        self._answer(self.dry, "returned", "Still dry")
        self.assertEqual(self.dry.rectification_state, "new")
        self.assertEqual(self.other_dry.rectification_state, "closed")

    def test_the_leading_one_still_there_needs_another_plan(self):
        self._verify()
        self._answer(self.burst, "returned", "It still drips in the cellar")
        self.assertEqual(self.burst.plan_id.version, 2)
        self.assertEqual(
            set(self._group().mapped("rectification_state")), {"analysing"}
        )

    def test_an_answer_is_given_once(self):
        self._verify()
        self._answer(self.dry, "confirmed")
        self.assertRefused("already", self._answer, self.dry, "returned", "x")
        self.assertRefused("Choose one", self._answer, self.other_dry, "maybe")
        self.assertRefused("still wrong", self._answer, self.other_dry, "returned")
        self.assertEqual(self.other_dry.owner_confirmation, "asked")

    def test_silence_is_no_confirmation(self):
        self._verify()
        days = self.env.company.rectification_confirmation_days
        self.assertEqual(days, 14)
        now = fields.Datetime.now()
        self.dry._record({"asked_at": now - timedelta(days=days)})
        self.other_dry._record({"asked_at": now - timedelta(days=days - 1)})
        with self.enter_registry_test_mode():
            self.env.ref(
                "property_rectification.ir_cron_note_silence"
            ).method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.dry.owner_confirmation, "unconfirmed")
        self.assertEqual(self.other_dry.owner_confirmation, "asked")
        self._answer(self.dry, "returned", "I was away: still dry")
        self.assertEqual(self.dry.owner_confirmation, "returned")

    def test_days_to_answer_are_sensible(self):
        for days in (0, -1, 366):
            with (
                self.subTest(days=days),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self.env.company.rectification_confirmation_days = days
                self.env.flush_all()
