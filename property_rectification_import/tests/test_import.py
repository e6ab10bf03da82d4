# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import gzip
import io
from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from odoo.addons.property_rectification.tests.common import GROUP

from .common import ImportCase

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

    def test_queries_do_not_grow_with_the_rows(self):
        codes = self.env["rectification.problem.type"].search([], limit=20)
        rows = [
            self._row(Reference=code, Type=code, Place=f"House {code}")
            for code in codes.mapped("code")
        ]
        self._import_rows(rows[0])
        few, many = (self._count_queries(rows[i:j]) for i, j in ((1, 3), (3, 20)))
        self.assertLessEqual(many, few)

    def _count_queries(self, rows):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertFigures(self._import_rows(*rows), created=len(rows))
        return self.env.cr.sql_log_count - before

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
