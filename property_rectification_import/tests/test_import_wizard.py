# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import gzip
from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import HttpCase

from ..models import rectification_import_profile_run as profile_run
from ..wizard import rectification_import as wizard_module
from .common import ImportCase


class WizardCase(ImportCase):
    @contextmanager
    def _short_steps(self, rows=2):
        """Let each step take only some rows, as if each had taken its time."""
        batch = patch.object(profile_run, "BATCH", rows)
        step = patch.object(wizard_module, "STEP_SECONDS", -1)
        with batch, step:
            yield

    def _wizard(self, content, profile=None):
        return self.env["rectification.import"].create(
            {
                "profile_id": (profile or self.template).id,
                "file": base64.b64encode(content),
                "filename": "history.csv",
            }
        )

    def _rows(self, count):
        return [self._row(Reference=str(number)) for number in range(count)]


class TestImportWizard(WizardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.manager)

    def test_step_by_step(self):
        rows = self._rows(5)
        rows[3]["Reported"] = "soon"
        wizard = self._wizard(gzip.compress(self._csv(*rows)))
        wizard.action_start()
        self.assertEqual((wizard.state, wizard.row_count), ("running", 5))
        with self._short_steps():
            steps = [wizard.run_step() for _number in range(3)]
        self.assertEqual([step["handled"] for step in steps], [2, 4, 5])
        self.assertEqual([s["state"] for s in steps], ["running", "running", "done"])
        self.assertEqual((wizard.created_count, wizard.rejected_count), (4, 1))
        self.assertIn("Line 5: “soon” is not a time", wizard.report)
        self.assertFalse(wizard.file, "the file has served its purpose")

    def test_step_after_the_end(self):
        wizard = self._wizard(self._csv(*self._rows(1)))
        wizard.action_start()
        wizard.run_step()
        again = wizard.run_step()
        self.assertEqual((again["state"], again["handled"]), ("done", 1))

    def test_what_was_begun_can_be_begun_again(self):
        """A page closed half-way loses nothing; the next import goes on."""
        content = self._csv(*self._rows(5))
        first, second = self._wizard(content), self._wizard(content)
        with self._short_steps():
            first.action_start()
            first.run_step()
        second.action_start()
        second.run_step()
        self.assertEqual((second.created_count, second.unchanged_count), (3, 2))

    def test_unusable_file_is_refused_at_the_start(self):
        wizard = self._wizard(b"no\ntable\n")
        self.assertRefused("Columns missing", wizard.action_start)
        self.assertEqual(wizard.state, "draft")

    def test_missing_columns_are_told_once(self):
        rows = [{k: row[k] for k in row if k != "Closed"} for row in self._rows(5)]
        wizard = self._wizard(self._table(*rows))
        wizard.action_start()
        with self._short_steps():
            for _number in range(3):
                wizard.run_step()
        self.assertEqual(wizard.report.count("The file has no column: Closed."), 1)

    def test_no_file(self):
        wizard = self.env["rectification.import"].create(
            {"profile_id": self.template.id}
        )
        self.assertRefused("Choose a file", wizard.action_start)

    def test_empty_file_to_fill_in(self):
        wizard = self._wizard(b"")
        content = base64.b64decode(wizard.template_file)
        self.assertTrue(content.startswith(b"\xef\xbb\xbfReference,Title,"))
        self.assertEqual(wizard.template_filename, "template.csv")

    def test_show_what_was_imported(self):
        wizard = self._wizard(self._csv(*self._rows(2)))
        wizard.action_start()
        wizard.run_step()
        found = self.tickets.search(wizard.action_open_problems()["domain"])
        self.assertEqual(len(found), 2)


class TestImportTour(HttpCase, WizardCase):
    def test_import_in_the_browser(self):
        with self._short_steps():
            self.start_tour(
                "/odoo/rectification-problems",
                "rectification_import_history",
                login=self.manager.login,
            )
        self.assertEqual(self._imported("T5").name, "Lamp out 5")
        self.assertFalse(self._imported("T6"), "its time does not parse")

    def test_download_of_the_empty_file(self):
        self.authenticate(self.manager.login, self.manager.login)
        wizard = self.env["rectification.import"].with_user(self.manager).create({})
        response = self.url_open(wizard.action_get_template()["url"])
        self.assertEqual(response.status_code, 200)
        self.assertIn("template.csv", response.headers["Content-Disposition"])
        self.assertIn(b"Reference,Title,", response.content)
