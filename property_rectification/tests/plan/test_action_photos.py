# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import json
from io import BytesIO
from unittest.mock import patch

from lxml import etree
from PIL import Image

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from ...rules import limits
from ..common import RectificationCase
from ..common_portal import ACCESS_ERROR, QUIET, PortalCase, picture

USER_ERROR = "odoo.exceptions.UserError"


def bomb():
    """Return a small file that holds more pixels than the server decodes."""
    stream = BytesIO()
    Image.new("1", (8000, 8000)).save(stream, "GIF")
    return stream.getvalue()


class PhotoCase(RectificationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._plan(cls._create_problem())
        cls._approve(cls.plan)
        cls.action = cls.plan.action_ids.with_user(cls.staff)

    def _photo(self, user=None, raw=None, **vals):
        values = {"name": "seal.jpg", "raw": raw or picture(), **vals}
        return self.env["ir.attachment"].with_user(user or self.staff).create(values)

    def _add(self, photo, side="after_attachment_ids", user=None):
        action = self.action.with_user(user or self.staff)
        return action.write({side: [Command.link(photo.id)]})


@tagged("post_install", "-at_install")
class TestActionPhotos(PhotoCase):
    """What a photo of an action may be, whose, and until when."""

    def test_a_photo_belongs_to_its_action(self):
        before, after = self._photo(), self._photo()
        self._add(before, "before_attachment_ids")
        self._add(after)
        for photo in before | after:
            self.assertEqual(photo.res_model, "rectification.action")
            self.assertEqual(photo.res_id, self.action.id)
        self.assertEqual(after.with_user(self.auditor).name, "seal.jpg")
        self.assertEqual(self.action.after_attachment_ids, after)
        with self.assertRaises(AccessError):
            after.with_user(self.outsider).read(["name"])

    def test_photos_of_a_new_action(self):
        photo = self._photo(self.coordinator)
        action = self.env["rectification.action"].with_user(self.coordinator)
        action = action.create(
            {
                "plan_id": self.plan.id,
                "name": "Paint",
                "employee_id": self.staff_employee.id,
                "deadline": self.today,
                "before_attachment_ids": [Command.set(photo.ids)],
            }
        )
        self.assertEqual(photo.res_id, action.id)

    def test_only_photos_whatever_they_are_called(self):
        cases = {
            "text": b"not a picture",
            "svg": b"<svg onload='alert(1)'/>",
            "half": picture()[:200],
            "bomb": bomb(),
        }
        for name, raw in cases.items():
            photo = self._photo(raw=raw, name=f"{name}.jpg", mimetype="image/jpeg")
            for side in ("before_attachment_ids", "after_attachment_ids"):
                with self.subTest(name=name, side=side):
                    self.assertRefused("not a photo", self._add, photo, side)
        self.assertFalse(self.action.after_attachment_ids)

    def test_none_on_create_either(self):
        wrong = self._photo(self.coordinator, raw=b"text", name="x.png")
        actions = self.env["rectification.action"].with_user(self.coordinator)
        for command in (Command.link(wrong.id), Command.create({"name": "x.jpg"})):
            vals = {
                "plan_id": self.plan.id,
                "name": "Paint",
                "employee_id": self.staff_employee.id,
                "deadline": self.today,
                "after_attachment_ids": [command],
            }
            self.assertRefused("not a photo", actions.create, vals)

    def test_a_link_is_no_photo(self):
        link = self._photo(raw=b" ", type="url", url="https://example.com/x.jpg")
        self.assertRefused("not a photo", self._add, link)

    def test_the_type_is_what_is_in_it(self):
        photo = self._photo(raw=picture("PNG"), name="x.html", mimetype="text/html")
        self._add(photo)
        self.assertEqual(photo.mimetype, "image/png")

    def test_too_large(self):
        raw = picture() + bytes(limits.PHOTO_BYTES)
        photo = self._photo(raw=raw, mimetype="image/gif")
        self.assertRefused("at most 10 MB", self._add, photo)

    def test_too_many(self):
        photos = self.env["ir.attachment"]
        for _n in range(limits.EVIDENCE_PHOTOS + 1):
            photos |= self._photo()
        self.action.after_attachment_ids = photos[1:]
        self.assertRefused("at most 12", self._add, photos[0])
        self._add(photos[0], "before_attachment_ids")

    def test_every_model_with_photos_is_found(self):
        owners = self.env["rectification.photo.mixin"]._get_owners()
        self.assertLessEqual(
            {
                "rectification.action",
                "rectification.verification",
                "rectification.verification.point",
            },
            set(owners),
        )
        for owner in owners:
            model = self.env[owner]
            self.assertFalse(model._abstract)
            self.assertTrue(model._photo_fields)
            for name in model._photo_fields:
                self.assertEqual(model._fields[name].comodel_name, "ir.attachment")

    def test_photos_of_a_further_model_are_evidence(self):
        """An add-on inherits the mixin; nothing below has to know of it."""
        place = self.unit
        photo = self._photo(self.manager, res_model=place._name, res_id=place.id)
        mixin = self.env["rectification.photo.mixin"]
        owners = [*mixin._get_owners(), place._name]

        def refuse(place, photos):
            # pylint: disable=translation-required
            raise UserError(f"{place.name} keeps {photos.name}")

        further = {"_get_evidence_photos": lambda p: photo, "_check_may_remove": refuse}
        with (
            patch.object(type(mixin), "_get_owners", lambda m: owners),
            patch.multiple(type(place), create=True, **further),
        ):
            self.assertRefused("Unit 1 keeps seal.jpg", photo.unlink)
            self.assertRefused("is evidence", photo.write, {"raw": b"x"})
        photo.unlink()

    def test_photos_of_others_cannot_be_taken(self):
        waiting = self._photo(self.outsider)
        with self.assertRaises(AccessError):
            self._add(waiting)
        readable = self._photo(
            self.env.user, res_model="property.place", res_id=self.unit.id
        )
        self.assertRefused("belongs to another record", self._add, readable)
        public = self._photo(self.env.user, public=True)
        self.assertRefused("belongs to another record", self._add, public)
        self.assertFalse(self.action.after_attachment_ids)
        self.assertFalse(public.res_id)

    def test_remove_own_while_open(self):
        own, other = self._photo(), self._photo(self.coordinator)
        self._add(own)
        self._add(other, user=self.coordinator)
        self.assertRefused(
            "photo of somebody else",
            self.action.write,
            {"after_attachment_ids": [Command.unlink(other.id)]},
        )
        self.assertRefused("photo of somebody else", other.with_user(self.staff).unlink)
        self.action.after_attachment_ids -= own
        self.assertEqual(self.action.after_attachment_ids, other)
        self.action.with_user(self.coordinator).after_attachment_ids = False
        self.assertFalse(self.action.after_attachment_ids)

    def test_finished_is_taken_back_first(self):
        photo = self._photo()
        self._add(photo)
        self.action.action_done()
        self.assertRefused("take it back", photo.unlink)
        more = self._photo()
        self._add(more)
        self.action.action_undo()
        photo.unlink()
        self.assertEqual(self.action.after_attachment_ids, more)

    def test_content_is_not_exchanged(self):
        photo = self._photo()
        self._add(photo)
        for vals in ({"raw": b"x"}, {"datas": b"eA=="}, {"res_id": self.action.id}):
            self.assertRefused("is not exchanged", photo.write, vals)
        photo.name = "Seal, new"

    def test_verified_is_frozen(self):
        photo = self._photo()
        self._add(photo)
        self.action.evidence = "Dry"
        self.action.action_done()
        self._answer_points(self.plan)
        self.plan.verification_ids.with_user(self.verifier).record_result("pass")
        as_manager = self.action.with_user(self.manager)
        frozen = "was verified"
        self.assertRefused(frozen, self._add, self._photo())
        self.assertRefused(frozen, as_manager.write, {"after_attachment_ids": False})
        self.assertRefused(frozen, as_manager.write, {"evidence": "Wet"})
        self.assertRefused(frozen, photo.with_user(self.manager).unlink)
        self.assertRefused(frozen, photo.sudo().unlink)
        self.assertTrue(self.action.evidence_frozen)
        self.assertEqual(self.action.after_attachment_ids, photo)

    def test_changes_are_in_the_chatter(self):
        self.cr.precommit.run()
        messages = self.action.message_ids
        self._add(self._photo())
        self.env.flush_all()
        self.cr.precommit.run()
        values = (self.action.message_ids - messages).sudo().tracking_value_ids
        self.assertEqual(values.field_id.name, "after_attachment_ids")

    def test_files_of_an_activity(self):
        """Photos become evidence, other papers stay with the message."""
        activity = self.action.activity_ids.with_user(self.staff)
        photo, paper = self._photo(), self._photo(raw=b"%PDF-1.4", name="note.pdf")
        activity.action_feedback(feedback="Done", attachment_ids=[photo.id, paper.id])
        self.assertEqual(self.action.state, "done")
        self.assertEqual(self.action.after_attachment_ids, photo)

    def test_other_attachments_are_left_alone(self):
        note = self._photo(
            raw=b"text", res_model="rectification.action", res_id=self.action.id
        )
        note.raw = b"other"
        note.unlink()

    def test_form_shows_each_side_once(self):
        view = self.env.ref("property_rectification.rectification_action_view_form")
        arch = etree.fromstring(self.action.get_view(view.id, "form")["arch"])
        for side in ("before_attachment_ids", "after_attachment_ids"):
            nodes = arch.findall(f".//field[@name='{side}']")
            widgets = [node.get("widget") for node in nodes]
            self.assertEqual(widgets, ["rectification_action_photos"])

    def test_form_saves_photos(self):
        photo = self._photo()
        with Form(self.action) as form:
            form.after_attachment_ids.add(photo)
        self.assertEqual(photo.res_id, self.action.id)


@tagged("post_install", "-at_install")
class TestPhotosOfTheWork(PhotoCase):
    """A verifier sees what was done, wherever the verifier works."""

    def test_verifier_of_another_place(self):
        photo = self._photo()
        self._add(photo)
        check = self.plan.verification_ids
        self.estate.worker_ids -= self.verifier.employee_ids
        check.sudo().verifier_id = self.verifier
        check = check.with_user(self.verifier)
        self.assertEqual(check.work_ids, self.action)
        self.assertEqual(check.work_ids.after_attachment_ids, photo)
        self.assertFalse(self.action.with_user(self.verifier).has_access("write"))

    def test_one_batch_however_many_actions(self):
        spec = {"fields": {"name": {}, "mimetype": {}, "create_uid": {}}}
        work = {
            "name": {},
            "evidence": {},
            "before_attachment_ids": spec,
            "after_attachment_ids": spec,
        }
        check = self.plan.verification_ids.with_user(self.verifier)
        counts = []
        self._add(self._photo())
        for user in (self.staff, self.coordinator):
            self._add(self._photo(user), "before_attachment_ids", user)
        for _round in range(2):
            self.env.flush_all()
            for _warm in range(2):
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                rows = check.web_read({"work_ids": {"fields": work}})[0]["work_ids"]
            counts.append(self.env.cr.sql_log_count - before)
            actions = self.env["rectification.action"].with_user(self.coordinator)
            more = actions.create(
                [
                    {
                        "plan_id": self.plan.id,
                        "name": f"More {n}",
                        "employee_id": self.staff_employee.id,
                        "deadline": self.today,
                    }
                    for n in range(6)
                ]
            )
            for action in more:
                photo = self._photo(self.coordinator)
                action.before_attachment_ids = photo
        self.assertEqual(len(rows), 7)
        self.assertEqual(counts[0], counts[1])


@tagged("post_install", "-at_install")
class TestPhotoCalls(PortalCase, PhotoCase):
    """The same refusals for calls made by hand, and the upload of the form."""

    def setUp(self):
        super().setUp()
        self._sign_in(self.staff)

    def _upload(self, *files, action=None):
        answer = self.url_open(
            "/rectification/action/photos",
            data={
                "csrf_token": Request.csrf_token(self),
                "model": "rectification.action",
                "id": str((action or self.action).id),
            },
            files=[("ufile", file) for file in files],
        )
        return json.loads(answer.text)

    def test_upload_says_at_once_what_is_wrong(self):
        good, bad = self._upload(
            ("seal.png", picture("PNG"), "image/png"),
            ("trick.jpg", b"<svg onload='alert(1)'/>", "image/jpeg"),
        )
        self.assertIn("“trick.jpg” is not a photo", bad["error"])
        photo = self.env["ir.attachment"].browse(good["id"])
        self.assertEqual(photo.mimetype, "image/png")
        self.assertEqual(photo.res_id, self.action.id)
        self.assertEqual(photo.create_uid, self.staff)

    def test_upload_to_an_action_of_others(self):
        other = self._plan(self._create_problem(), employee_id=self.cleaner.id)
        answer = self._upload(
            ("x.png", picture("PNG"), "image/png"), action=other.action_ids
        )
        self.assertIn("cannot add photos", answer[0]["error"])
        found = self.env["ir.attachment"].search([("name", "=", "x.png")])
        self.assertFalse(found)

    def test_calls_by_hand(self):
        secret = self.env["ir.attachment"].create({"name": "x", "raw": picture()})
        text = base64.b64encode(b"text").decode()
        cases = [
            ([Command.link(secret.id)], ACCESS_ERROR),
            ([Command.set(secret.ids)], ACCESS_ERROR),
            ([Command.create({"name": "x.jpg", "datas": text})], USER_ERROR),
        ]
        for commands, error in cases:
            for side in ("before_attachment_ids", "after_attachment_ids"):
                with self.subTest(commands=str(commands)[:40], side=side):
                    with mute_logger(*QUIET):
                        found = self._rpc(
                            "rectification.action",
                            "write",
                            [self.action.ids, {side: commands}],
                        )
                    self.assertEqual(found[1], error)
        self.assertFalse(self.action.sudo().after_attachment_ids)


@tagged("post_install", "-at_install")
class TestActionTourPhone(PhotoCase, HttpCase):
    """A member of staff does an action with a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_do_an_action_with_photos(self):
        self.start_tour(
            "/odoo/rectification-actions",
            "rectification_staff_do_action",
            login="staff",
        )
        self.assertEqual(self.action.state, "done")
        self.assertEqual(self.action.done_by_id, self.staff)
        self.assertEqual(self.action.evidence, "Seal replaced, dry after one hour.")
        for side in ("before", "after"):
            photo = self.action[f"{side}_attachment_ids"]
            self.assertEqual(photo.name, f"{side}.png")
            self.assertEqual(photo.mimetype, "image/png")
            self.assertEqual(photo.create_uid, self.staff)
            self.assertEqual(photo.res_id, self.action.id)
