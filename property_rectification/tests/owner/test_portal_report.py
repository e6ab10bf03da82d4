# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...rules import limits, owner_report
from ..common_portal import PortalCase, picture


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

    def test_form_offers_what_residents_see_and_no_more(self):
        """Shared areas around the own home; no plant room, no other's areas."""
        courtyard, hall, roof, _storeroom, _cellar = self.env["property.place"].create(
            [
                {"name": name, "kind": kind, "parent_id": parent.id}
                for name, kind, parent in (
                    ("Courtyard", "outdoor", self.estate),
                    ("Hall", "common", self.building),
                    ("Roof", "plant", self.building),
                    ("Storeroom", "common", self.other_unit),
                    ("Cellar", "unit", self.building),
                )
            ]
        )
        offered = self.env["helpdesk.ticket"].with_user(self.owner)
        offered = offered._get_reportable_places()
        homes = self.unit | self.estate | self.building
        self.assertEqual(offered, homes | self.lobby | courtyard | hall)
        self.assertFalse(roof.with_user(self.owner).is_reportable)

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
        invalid = re.findall(r'name="(\w+)"[^>]*aria-invalid', self._main(answer))
        self.assertEqual(invalid, ["problem_type_id", "occurred_at"])
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
        data = b"\xff\xd8" + bytes(limits.PHOTO_BYTES)
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
