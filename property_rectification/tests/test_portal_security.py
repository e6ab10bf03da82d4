# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_portal import PortalCase, picture

ACCESS_ERROR = "odoo.exceptions.AccessError"
QUIET = (
    "odoo.http",
    "odoo.addons.base.models.ir_model",
    "odoo.addons.base.models.ir_rule",
)


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
        self.assertFalse((self._problems() - before).photo_ids)
        self.assertEqual(photo.res_id, 0)

    def test_own_photo_needs_its_token(self):
        photo = self._upload(self.owner)
        before = self._problems()
        for reference in (f"{photo.id}", f"{photo.id}:", f"{photo.id}:x", "x:y", ":"):
            self._report(kept_photos=reference)
        self.assertFalse((self._problems() - before).photo_ids)

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
        self._report(kept_photos=photo._get_photo_reference())
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


@tagged("post_install", "-at_install")
class TestCraftedCalls(PortalCase):
    """Calls like those of the web client, made by hand with a portal account."""

    def setUp(self):
        super().setUp()
        self.problem = self._create_problem()
        self.theirs = self._create_problem(
            place_id=self.other_unit.id, partner_id=self.neighbour.partner_id.id
        )
        self.plan = self._plan(self.problem)
        self._analyse(self.plan)
        self._approve(self.plan)
        self._work(self.plan)
        self._sign_in(self.owner)
        self.enterContext(mute_logger(*QUIET))

    def _refused(self, model, method, *args, **kwargs):
        with self.subTest(model=model, method=method):
            result, error = self._rpc(model, method, args, kwargs)
            self.assertEqual(error, ACCESS_ERROR)
            self.assertIsNone(result)

    def test_reads_only_visible_problems(self):
        found, _error = self._rpc(
            "helpdesk.ticket", "search_read", [[]], {"fields": ["name"]}
        )
        self.assertEqual([row["id"] for row in found], self.problem.ids)
        self._refused("helpdesk.ticket", "read", self.theirs.ids, ["name"])
        count, _error = self._rpc("helpdesk.ticket", "search_count", [[]])
        self.assertEqual(count, 1)

    def test_reads_no_inside_field_of_the_own_problem(self):
        for name in (
            "plan_id",
            "involvement_ids",
            "missing",
            "outcome_reason",
            "acknowledged_by_id",
            "severity",
            "equipment_id",
        ):
            self._refused("helpdesk.ticket", "read", self.problem.ids, [name])
        domain = [("plan_id.why_ids.statement", "ilike", "seal")]
        self._refused("helpdesk.ticket", "search", domain)
        self._refused(
            "helpdesk.ticket", "formatted_read_group", [], ["plan_id"], ["__count"]
        )
        offered, _error = self._rpc("helpdesk.ticket", "fields_get")
        self.assertNotIn("plan_id", offered)
        self.assertIn("rectification_state", offered)

    def test_changes_nothing_of_a_problem(self):
        ids = self.problem.ids
        self._refused("helpdesk.ticket", "write", ids, {"name": "Mine"})
        self._refused("helpdesk.ticket", "unlink", ids)
        self._refused("helpdesk.ticket", "copy", ids)
        vals = {"name": "x", "description": "x", "place_id": self.unit.id}
        self._refused("helpdesk.ticket", "create", [vals])
        self._refused("helpdesk.ticket", "action_acknowledge", ids)
        self._refused("helpdesk.ticket", "close_with_outcome", ids, "declined", "x")
        self._refused("helpdesk.ticket", "reopen", ids, "x")
        self._refused("helpdesk.ticket", "message_subscribe", ids, [1])
        for private in ("_create_from_portal", "_record", "_recording"):
            _result, error = self._rpc("helpdesk.ticket", private, [ids, {}])
            with self.subTest(private=private):
                self.assertEqual(error, ACCESS_ERROR)
        self.assertEqual(self.problem.name, "Water under the sink")

    def test_reads_only_names_of_own_and_shared_places(self):
        found, _error = self._rpc(
            "property.place", "search_read", [[]], {"fields": ["name"]}
        )
        names = {row["name"] for row in found}
        self.assertEqual(names, {"Estate", "Building 1", "Unit 1", "Lobby"})
        self._refused("property.place", "read", self.other_unit.ids, ["name"])
        for name in ("note", "manager_id", "worker_ids", "occupancy_ids"):
            self._refused("property.place", "read", self.unit.ids, [name])
        self._refused("property.place", "write", self.unit.ids, {"name": "Mine"})
        self._refused("property.place", "create", [{"name": "Mine"}])
        self._refused("property.place", "unlink", self.unit.ids)

    def test_reads_no_messages_about_a_place(self):
        self.estate.message_post(
            body="The code of the gate is 1234",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        found, _error = self._rpc(
            "mail.message",
            "search_read",
            [[("model", "=", "property.place")]],
            {"fields": ["body"]},
        )
        self.assertFalse(found)
        answer = self._json(
            "/mail/chatter_fetch",
            thread_model="property.place",
            thread_id=self.estate.id,
        )
        self.assertNotIn("1234", str(answer))

    def test_reads_and_changes_nothing_of_the_other_models(self):
        inside = [
            name
            for name, model in self.env.items()
            if name.startswith(("rectification.", "property.occupancy"))
            and name != "rectification.problem.type"
            and not model._abstract
        ]
        self.assertIn("rectification.plan", inside)
        for model in inside:
            self._refused(model, "search_read", [], ["id"])
            self._refused(model, "create", [{}])
            if ids := self.env[model].search([], limit=1).ids:
                self._refused(model, "read", ids, ["id"])
                self._refused(model, "write", ids, {})
                self._refused(model, "unlink", ids)

    def test_reads_only_offered_types_and_changes_none(self):
        self.leak.show_in_portal = False
        found, _error = self._rpc("rectification.problem.type", "search", [[]])
        self.assertTrue(found)
        self.assertNotIn(self.leak.id, found)
        self._refused("rectification.problem.type", "write", found[:1], {"name": "x"})
        self._refused("rectification.problem.type", "create", [{"name": "x"}])

    def test_portal_rights_are_not_for_internal_users(self):
        """The fields closed to owners stay open to those who work with them."""
        tickets = self.problem.with_user(self.coordinator)
        self.assertEqual(tickets.read(["plan_id"])[0]["plan_id"][0], self.plan.id)


@tagged("post_install", "-at_install")
class TestTicketHoles(PortalCase):
    """Holes of the portal of ordinary tickets, closed here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Ordinary", "show_in_portal": True}
        )
        cls.done, cls.other_done, cls.waiting = cls.env["helpdesk.ticket.stage"].create(
            [
                {
                    "name": name,
                    "sequence": 90,
                    "closed": closes,
                    "close_from_portal": closes,
                    "team_ids": [Command.set(team.ids)],
                }
                for name, closes, team in (
                    ("Done here", True, cls.team),
                    ("Done elsewhere", True, cls.team.copy()),
                    ("Waiting", False, cls.team),
                )
            ]
        )
        cls.ticket = cls.env["helpdesk.ticket"].create(
            {
                "name": "Ordinary ticket",
                "description": "x",
                "team_id": cls.team.id,
                "partner_id": cls.owner.partner_id.id,
            }
        )
        cls.stage = cls.ticket.stage_id

    def _close(self, ticket=None, stage=None, **values):
        ticket, stage = ticket or self.ticket, stage or self.done
        data = {
            "ticket_id": ticket.id,
            "stage_id": stage.id,
            "csrf_token": self._csrf(),
            **values,
        }
        return self.url_open("/ticket/close", data=data)

    def test_own_ticket_is_closed_by_the_button_of_its_page(self):
        self._sign_in(self.owner)
        page = self._page(f"/my/ticket/{self.ticket.id}")
        form = page[page.index('action="/ticket/close"') - 200 :]
        self.assertIn('method="POST"', form[:400])
        self.assertIn('name="csrf_token"', form[:800])
        self.assertIn("Done here", page)
        self.assertNotIn("Done elsewhere", page)
        self._close()
        self.assertEqual(self.ticket.stage_id, self.done)

    def test_s1_ticket_of_somebody_else_is_not_closed(self):
        self._sign_in(self.neighbour)
        self.assertEqual(self._close().status_code, 200)
        self.assertEqual(self.ticket.stage_id, self.stage)

    def test_s1_only_with_a_closing_stage_of_its_team(self):
        self._sign_in(self.owner)
        for stage in (self.other_done, self.waiting):
            with self.subTest(stage=stage.name):
                answer = self._close(stage=stage)
                self.assertIn("cannot be closed this way", self._main(answer))
                self.assertEqual(self.ticket.stage_id, self.stage)

    def test_s2_not_by_following_a_link(self):
        self._sign_in(self.owner)
        query = f"ticket_id={self.ticket.id}&stage_id={self.done.id}"
        answer = self.url_open(f"/ticket/close?{query}")
        self.assertEqual(answer.status_code, 405)
        self.assertEqual(self.ticket.stage_id, self.stage)

    def test_s2_not_without_a_token_of_the_session(self):
        self._sign_in(self.owner)
        with mute_logger("odoo.http"):
            self.assertEqual(self._close(csrf_token="x").status_code, 400)
        self.assertEqual(self.ticket.stage_id, self.stage)

    def test_s2_crafted_ids_lead_home(self):
        self._sign_in(self.owner)
        for values in (
            {"ticket_id": "abc"},
            {"ticket_id": ""},
            {"ticket_id": "99999999999999"},
            {"stage_id": "abc"},
            {"stage_id": ""},
            {"evil_id": "abc"},
        ):
            with self.subTest(values=values):
                self.assertEqual(self._close(**values).status_code, 200)
        self.assertNotEqual(self.ticket.stage_id, self.waiting)

    def test_a_problem_is_never_closed_this_way(self):
        problem = self._create_problem()
        stage = problem.stage_id
        self.done.team_ids += problem.team_id
        self._sign_in(self.owner)
        self.assertEqual(self._close(ticket=problem).status_code, 200)
        self.assertEqual(problem.stage_id, stage)
        self.assertEqual(problem.rectification_state, "new")

    def test_s3_the_public_cannot_change_stages(self):
        public = self.env.ref("base.public_user")
        with self.assertRaises(AccessError):
            self.done.with_user(public).write({"name": "Hacked"})

    def test_s4_problems_of_the_community_are_not_listed(self):
        community = self.env["res.partner"].create(
            {"name": "Community of owners", "is_company": True}
        )
        (self.owner | self.neighbour).partner_id.parent_id = community
        problem = self._create_problem(name="Private matter")
        self._sign_in(self.neighbour)
        self.assertNotIn(problem.name, self._page("/my/tickets"))
        self.assertNotIn(problem.name, self._page(f"/my/ticket/{problem.id}"))

    def test_problems_are_not_among_the_tickets(self):
        problem = self._create_problem(name="A problem")
        self._sign_in(self.owner)
        page = self._page("/my/tickets")
        self.assertIn(self.ticket.name, page)
        self.assertNotIn(problem.name, page)
        counters = ["ticket_count", "problem_count"]
        counted = self._json("/my/counters", counters=counters)["result"]
        self.assertEqual(counted, {"ticket_count": 1, "problem_count": 1})
        answer = self.url_open(f"/my/ticket/{problem.id}")
        self.assertTrue(answer.url.endswith(f"/my/problems/{problem.id}"))
        answer = self.url_open(f"/my/problems/{self.ticket.id}")
        self.assertTrue(answer.url.endswith(f"/my/ticket/{self.ticket.id}"))

    def test_s5_crafted_list_addresses_are_harmless(self):
        self._sign_in(self.owner)
        for query in (
            "sortby=zzz",
            "groupby=zzz",
            "filterby=zzz",
            "search_in=zzz&search=x",
            "search=%00",
            "date_begin=zzz&date_end=zzz",
            "date_begin=2020-01-01&date_end=2020-02-30",
        ):
            with self.subTest(query=query):
                self._page(f"/my/tickets?{query}")

    def _submit(self, files=None, **values):
        self.env.company.write(
            {
                "helpdesk_mgmt_portal_select_team": True,
                "helpdesk_mgmt_portal_select_category": True,
                "helpdesk_mgmt_portal_category_id_required": False,
            }
        )
        data = {
            "csrf_token": self._csrf(),
            "subject": "Ordinary matter",
            "description": "Please look at it.",
            "team": str(self.team.id),
            **values,
        }
        return self.url_open("/submitted/ticket", data=data, files=files)

    def _submitted(self):
        return self.env["helpdesk.ticket"].search([("name", "=", "Ordinary matter")])

    def test_ordinary_ticket_is_still_submitted(self):
        category = self.env["helpdesk.ticket.category"].create(
            {"name": "Offered", "show_in_portal": True}
        )
        self._sign_in(self.owner)
        self._submit(
            category=str(category.id),
            files=[("attachment", ("plan.pdf", b"%PDF-1.4", "application/pdf"))],
        )
        ticket = self._submitted()
        self.assertEqual((ticket.team_id, ticket.category_id), (self.team, category))
        self.assertEqual(ticket.attachment_ids.name, "plan.pdf")

    def test_s5_only_what_is_offered_is_taken(self):
        hidden = self.env["helpdesk.ticket.category"].create(
            {"name": "Hidden", "show_in_portal": False}
        )
        shown = hidden.copy({"show_in_portal": True})
        problems = self.env.ref(
            "property_rectification.helpdesk_ticket_team_property_service"
        )
        problems.show_in_portal = True
        self._sign_in(self.owner)
        self.assertTrue(shown)
        for values, words in (
            ({"category": str(hidden.id)}, "Choose one of the categories."),
            ({"category": "abc"}, "Choose one of the categories."),
            ({"team": "abc"}, "Choose one of the teams."),
            ({"team": str(problems.id)}, "Choose one of the teams."),
            ({"team": ""}, "Choose one of the teams."),
            ({"subject": ""}, "Write a subject."),
            ({"description": ""}, "Write a description."),
        ):
            with self.subTest(values=values):
                answer = self._submit(**values)
                self.assertEqual(answer.status_code, 200)
                self.assertIn(words, self._main(answer))
        self.assertFalse(self._submitted())

    def test_s5_a_refused_form_comes_back_filled(self):
        self._sign_in(self.owner)
        page = self._main(self._submit(team="abc"))
        self.assertIn('value="Ordinary matter"', page)
        self.assertIn(">Please look at it.</textarea>", page)

    def test_s6_files_are_limited_on_the_server(self):
        self.env["ir.config_parameter"].set_param("web.max_file_upload_size", "1000")
        self._sign_in(self.owner)
        big = [("attachment", ("big.bin", bytes(1001), "application/octet-stream"))]
        page = self._main(self._submit(files=big))
        self.assertIn("“big.bin” is too large", page)
        many = [("attachment", (f"{i}.txt", b"x", "text/plain")) for i in range(11)]
        page = self._main(self._submit(files=many))
        self.assertIn("At most 10 files can be sent.", page)
        self.assertFalse(self._submitted())

    def test_s6_a_request_that_is_too_large_leads_back_to_the_form(self):
        self._sign_in(self.owner)
        data = bytes(65 * 1024**2)
        answer = self._submit(files=[("attachment", ("huge.bin", data, "x/y"))])
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Your files were too much to send at once.", self._main(answer))
        self.assertFalse(self._submitted())

    def test_c1_a_ticket_opened_again_can_be_closed_again(self):
        self.ticket.stage_id = self.done
        self._sign_in(self.owner)
        page = self._page(f"/my/ticket/{self.ticket.id}")
        self.assertNotIn('action="/ticket/close"', page)
        self.assertIn("Closed Date:", page)
        self.ticket.stage_id = self.waiting
        page = self._page(f"/my/ticket/{self.ticket.id}")
        self.assertIn('action="/ticket/close"', page)
        self.assertNotIn("Closed Date:", page)
