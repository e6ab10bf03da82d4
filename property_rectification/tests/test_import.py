# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import gzip
import io
from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .common import GROUP
from .common_import import ImportCase

SAME_AS_LOGGED = [
    "name",
    "team_id",
    "stage_id",
    "company_id",
    "is_problem",
    "problem_type_id",
    "problem_kind",
    "severity",
    "place_id",
    "problem_source",
    "partner_name",
    "partner_email",
    "occurred_at",
    "reported_at",
    "rectification_state",
    "rectification_outcome",
    "declared_outcome",
    "outcome_reason",
    "closed_date",
    "priority",
    "sequence",
    "active",
    "unattended",
    "closed",
    "user_id",
]


class TestImport(ImportCase):
    def test_open_problem(self):
        result = self._import_rows(self._row())
        self.assertFigures(result, created=1)
        problem = self._imported()
        self.assertTrue(problem.is_problem)
        self.assertEqual(problem.rectification_state, "new")
        self.assertEqual(problem.problem_type_id, self._type("EQ-LEAK-SLOW"))
        self.assertEqual(problem.severity, "s3")
        self.assertEqual(problem.place_id.name, "Garden Road 12")
        self.assertEqual(problem.reported_at, datetime(2024, 3, 4, 18, 5))
        self.assertIn("brown stain", problem.description)
        self.assertNotEqual(problem.number, "/")
        self.assertFalse(problem.message_ids)

    def test_closed_problem_is_closed_but_not_effective(self):
        row = self._row(Closed="2024-03-11 09:00", Reason="Seen by the janitor")
        self._import_rows(row)
        problem = self._imported()
        self.assertEqual(problem.rectification_state, "closed")
        self.assertEqual(problem.stage_id.rectification_state, "closed")
        self.assertEqual(problem.rectification_outcome, "unverified")
        self.assertEqual(problem.outcome_reason, "Seen by the janitor")
        self.assertEqual(problem.closed_date, datetime(2024, 3, 11, 9))
        self.assertEqual(problem.last_stage_update, datetime(2024, 3, 11, 9))

    def test_effective_elsewhere_is_not_verified_here(self):
        row = self._row(Closed="2024-03-11 09:00", Outcome="Effective")
        result = self._import_rows(row)
        self.assertEqual(self._imported().rectification_outcome, "unverified")
        self.assertEqual([w["line"] for w in result["warnings"]], [2])

    def test_same_as_logged_by_hand(self):
        """An imported problem does not differ from one that was logged."""
        for closed in ("", "2024-03-11 09:00"):
            with self.subTest(closed=closed):
                ref = f"same{closed}"
                self._import_rows(self._row(Reference=ref, Closed=closed))
                imported = self._imported(ref)
                logged = self._log_like(imported)
                for name in SAME_AS_LOGGED:
                    self.assertEqual(imported[name], logged[name], name)

    def _log_like(self, imported):
        logged = self.tickets.with_user(self.manager).create(
            {
                "name": imported.name,
                "description": imported.description,
                "problem_type_id": imported.problem_type_id.id,
                "place_id": imported.place_id.id,
                "problem_source": "owner",
                "partner_name": "Jo Berg",
                "partner_email": "jo@example.com",
                "occurred_at": imported.occurred_at,
                "reported_at": imported.reported_at,
            }
        )
        if imported.rectification_state == "closed":
            logged.close_with_outcome("unverified", "x")
            closing = {"closed_date": imported.closed_date, "outcome_reason": False}
            logged._record(closing)
        return logged

    def test_second_run_changes_nothing(self):
        rows = [self._row(), self._row(Reference="A2", Closed="2024-05-06")]
        self._import_rows(*rows)
        before = self._imported("A2").write_date
        self.assertFigures(self._import_rows(*rows), unchanged=2)
        self.assertEqual(self._imported("A2").write_date, before)

    def test_changed_row_changes_what_changed(self):
        self._import_rows(self._row())
        problem = self._imported()
        problem.severity = "s2"
        result = self._import_rows(self._row(Title="Water pours"))
        self.assertFigures(result, updated=1)
        self.assertEqual(problem.name, "Water pours")
        self.assertEqual(problem.severity, "s2", "what was changed here stays")

    def test_closed_meanwhile_and_opened_again(self):
        self._import_rows(self._row())
        closed = self._row(Closed="2024-03-11 09:00", Outcome="duplicate")
        self.assertFigures(self._import_rows(closed), updated=1)
        problem = self._imported()
        self.assertEqual(problem.rectification_outcome, "duplicate")
        self.assertEqual(problem.stage_id.rectification_state, "closed")
        self.assertEqual(problem.closed_date, datetime(2024, 3, 11, 9))
        self.assertFigures(self._import_rows(self._row()), updated=1)
        self.assertEqual(problem.rectification_state, "new")
        self.assertFalse(problem.closed_date)

    def test_effective_here_stays_effective(self):
        problem = self._create_problem("EQ-DRAIN")
        self._bring_to_verification(problem).record_result("pass")
        self._pass_checks(problem.plan_id)
        self.assertEqual(problem.rectification_outcome, "effective")
        problem._record({"external_ref": "template:A1", "import_digest": "ref:0"})
        row = self._row(Closed="2024-03-11 09:00", Outcome="no_fault_found")
        self._import_rows(row)
        self.assertEqual(problem.rectification_outcome, "effective")

    def test_places_are_found_before_they_are_made(self):
        self.unit.code = "U-1"
        self._import_rows(
            self._row(Reference="1", Place=self.lobby.complete_name),
            self._row(Reference="2", Place="U-1"),
            self._row(Reference="3", Place=" New House "),
            self._row(Reference="4", Place="New House"),
            self._row(Reference="5", Place=""),
        )
        self.assertEqual(self._imported("1").place_id, self.lobby)
        self.assertEqual(self._imported("2").place_id, self.unit)
        house = self._imported("3").place_id
        self.assertEqual((house.name, house.kind), ("New House", "building"))
        self.assertEqual(self._imported("4").place_id, house)
        self.assertFalse(self._imported("5").place_id)

    def test_new_places_are_parts_of_the_estate(self):
        self.template.estate_name = "Old town"
        self._import_rows(self._row())
        self._import_rows(
            self._row(Reference="A2"), self._row(Reference="A3", Place="B")
        )
        estate = self._imported().place_id.parent_id
        self.assertEqual((estate.name, estate.kind), ("Old town", "estate"))
        self.assertEqual(self._imported("A2").place_id, self._imported().place_id)
        self.assertEqual(self._imported("A3").place_id.parent_id, estate)

    def test_unknown_place_when_none_may_be_made(self):
        self.template.create_places = False
        result = self._import_rows(self._row(), self._row(Reference="A2", Place=""))
        self.assertFigures(result, created=1, rejected=1)
        self.assertIn("Garden Road 12", result["errors"][0]["reason"])

    def test_unknown_type_when_none_may_be_made(self):
        rows = [self._row(Type="Ghosts"), self._row(Reference="A2")]
        result = self._import_rows(*rows)
        self.assertFigures(result, created=1, rejected=1)
        self.assertEqual(result["errors"][0]["line"], 2)
        self.assertIn("Ghosts", result["errors"][0]["reason"])

    def test_new_types_once_whatever_the_spaces(self):
        self.template.write(
            {"create_types": True, "type_prefix": "OLD", "type_kind": "safety"}
        )
        self.template.column_ids.filtered(
            lambda c: c.field_key == "type"
        ).value_map = "*roaches = hygiene s2\nDrip = EQ-LEAK-SLOW"
        self._import_rows(
            self._row(Reference="1", Type="Cock  roaches"),
            self._row(Reference="2", Type="cock roaches"),
            self._row(Reference="3", Type="Ice on steps"),
            self._row(Reference="4", Type="Drip"),
        )
        roaches, ice = self._imported("1"), self._imported("3")
        self.assertEqual(roaches.problem_type_id, self._imported("2").problem_type_id)
        self.assertEqual(roaches.problem_type_id.code, "OLD-COCK-ROACHES")
        self.assertEqual(roaches.problem_kind, "hygiene")
        self.assertEqual(roaches.severity, "s2")
        self.assertEqual(ice.problem_kind, "safety")
        self.assertEqual(
            self._imported("4").problem_type_id, self._type("EQ-LEAK-SLOW")
        )

    def test_type_of_an_archived_place_or_type_is_found(self):
        self._import_rows(self._row())
        problem = self._imported()
        problem.place_id.active = problem.active = False
        result = self._import_rows(self._row(), self._row(Reference="A2"))
        self.assertFigures(result, created=1, unchanged=1)
        self.assertEqual(self._imported("A2").place_id, problem.place_id)

    def test_row_that_cannot_be_saved_stops_nobody(self):
        """A rule of the database that the reader does not know refuses one row."""
        other = self._create_problem()
        self.env.cr.execute(
            "ALTER TABLE helpdesk_ticket ADD CHECK (partner_name <> 'Nobody')"
        )
        rows = [self._row(Reference=str(number)) for number in range(9)]
        rows[5]["Reporter"] = "Nobody"
        with mute_logger("odoo.sql_db"):
            result = self._import_rows(*rows)
        self.assertFigures(result, created=8, rejected=1)
        self.assertEqual(result["errors"][0]["line"], 7)
        self.assertTrue(other.exists())

    def test_reference_that_somebody_has_taken(self):
        """A reference typed elsewhere does not open a problem to the import."""
        problem = self._create_problem(external_ref="template:A1")
        forge = problem.with_user(self.staff).write
        self.assertRefused("cannot be set by hand", forge, {"import_digest": "ref:0"})
        result = self._import_rows(self._row(), self._row(Reference="A2"))
        self.assertFigures(result, created=1, rejected=1)
        self.assertIn(problem.number, result["errors"][0]["reason"])
        self.assertEqual(problem.name, "Water under the sink")

    def test_gzip_and_other_delimiters(self):
        content = self._csv(self._row(), delimiter=";", encoding="utf-8-sig")
        self.assertFigures(self._import(gzip.compress(content)), created=1)

    def test_other_encoding(self):
        self.template.encoding = "gb18030"
        rows = [self._row(Title="电梯停运")]
        self._import(self._csv(*rows, encoding="gb18030"))
        self.assertEqual(self._imported().name, "电梯停运")

    def test_many_batches(self):
        rows = [self._row(Reference=str(n), Place=f"P{n % 7}") for n in range(2100)]
        seen = []
        file = io.BytesIO(self._csv(*rows))
        result = self.template.import_stream(file, lambda *args: seen.append(args))
        self.assertFigures(result, created=2100)
        self.assertEqual(seen, [(1000, 2100), (2000, 2100), (2100, 2100)])

    def test_template_can_be_imported(self):
        """The empty file to fill in is itself a file that the profile reads."""
        for profile in (self.template, self.boston):
            with self.subTest(profile=profile.code):
                content = profile.get_template().encode()
                self.assertFigures(self._import(content, profile), created=1)


class TestImportAccess(ImportCase):
    def test_only_quality_managers_import(self):
        for user in (self.staff, self.coordinator, self.auditor, self.outsider):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._import(self._csv(self._row()), self.template.with_user(user))
        self.assertFalse(self._imported())

    def test_staff_cannot_use_the_wizard(self):
        for user in (self.staff, self.coordinator, self.auditor, self.owner):
            wizard = self.env["rectification.import"].with_user(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                wizard.create({"profile_id": self.template.id})

    def test_import_into_the_company_of_the_profile(self):
        company = self.env["res.company"].create({"name": "Second"})
        manager = new_test_user(
            self.env,
            "second",
            f"{GROUP}manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self._import_rows(self._row())
        result = self._import_rows(
            self._row(), profile=self.template.with_user(manager)
        )
        self.assertFigures(result, created=1)
        problems = self._imported()
        self.assertEqual(problems.company_id, company | self.env.company)
        for problem in problems:
            self.assertEqual(problem.place_id.company_id, problem.company_id)

    def test_profile_of_another_company_is_out_of_reach(self):
        company = self.env["res.company"].create({"name": "Second"})
        self.template.sudo().company_id = company
        self.template.invalidate_recordset()
        with self.assertRaises(AccessError):
            self._import_rows(self._row())
