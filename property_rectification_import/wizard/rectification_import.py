# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import contextlib
import io
import time
from dataclasses import asdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules import history_file
from ..rules.history_run import MAX_LISTED

# A step is one request: short enough for a progress bar that moves.
STEP_SECONDS = 2


class RectificationImport(models.TransientModel):
    """Imports a problem history from the web client, step by step.

    Each step is a transaction of its own. A page that is closed meanwhile loses
    nothing: the same file imported again continues where it stopped.
    """

    _name = "rectification.import"
    _description = "Import Problem History"

    state = fields.Selection(
        selection=[("draft", "File"), ("running", "Running"), ("done", "Done")],
        default="draft",
        readonly=True,
    )
    profile_id = fields.Many2one(
        comodel_name="rectification.import.profile",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env["rectification.import.profile"].search(
            [("code", "=", "template")], limit=1
        ),
    )
    file = fields.Binary(
        help="CSV or gzipped CSV. Excel: Save as, CSV UTF-8.",
    )
    filename = fields.Char()
    template_file = fields.Binary(compute="_compute_template_file")
    template_filename = fields.Char(compute="_compute_template_file")
    # Where it stands
    layout = fields.Json(readonly=True)
    position = fields.Json(readonly=True)
    row_count = fields.Integer(string="Rows", readonly=True)
    handled_count = fields.Integer(compute="_compute_handled_count")
    created_count = fields.Integer(string="Created", readonly=True)
    updated_count = fields.Integer(string="Updated", readonly=True)
    unchanged_count = fields.Integer(string="Unchanged", readonly=True)
    rejected_count = fields.Integer(string="Refused", readonly=True)
    errors = fields.Json(readonly=True)
    warnings = fields.Json(readonly=True)
    report = fields.Html(compute="_compute_report", sanitize=False)

    @api.depends("profile_id")
    def _compute_template_file(self):
        for wizard in self:
            profile = wizard.profile_id
            # Excel recognises UTF-8 by the mark at its beginning.
            content = profile and profile.get_template().encode("utf-8-sig")
            wizard.template_file = content and base64.b64encode(content)
            wizard.template_filename = profile and f"{profile.code}.csv"

    @api.depends("created_count", "updated_count", "unchanged_count", "rejected_count")
    def _compute_handled_count(self):
        for wizard in self:
            wizard.handled_count = (
                wizard.created_count
                + wizard.updated_count
                + wizard.unchanged_count
                + wizard.rejected_count
            )

    @api.depends("errors", "warnings")
    def _compute_report(self):
        for wizard in self:
            sections = (
                (self.env._("Rows refused"), wizard.errors),
                (self.env._("Warnings"), wizard.warnings),
            )
            wizard.report = Markup().join(
                self._render_rows(title, rows) for title, rows in sections if rows
            )

    @api.model
    def _render_rows(self, title, rows):
        line = self.env._("Line")
        items = [
            Markup("<li>%s %s: %s</li>") % (line, row["line"], row["reason"])
            for row in rows
        ]
        return Markup("<h4>%s</h4><ul>%s</ul>") % (title, Markup().join(items))

    def action_get_template(self):
        """Download an empty file for the profile, to fill in."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/template_file"
            "?filename_field=template_filename&download=true",
            "target": "download",
        }

    def action_start(self):
        """Look through the file; nothing is imported of one that cannot be used."""
        self.ensure_one()
        with self._open_file() as file:
            run = self._get_profile()._prepare_run(file)
        self.write(
            {
                "state": "running",
                "layout": asdict(run.layout),
                "position": run.layout.start,
                "row_count": run.layout.rows,
                "warnings": run.tally.warnings,
            }
        )
        return self._reopen()

    def run_step(self):
        """Import some more rows.

        :return: dict ``{state, handled, rows}`` for the progress bar
        """
        self.ensure_one()
        if self.state == "running":
            with self._open_file() as file:
                self._import_some(file)
        return {
            "state": self.state,
            "handled": self.handled_count,
            "rows": self.row_count,
        }

    def _import_some(self, file):
        profile = self._get_profile()
        layout = history_file.Layout.from_json(self.layout)
        run = profile._resume_run(profile._get_mapping(), layout, self.position)
        until = time.monotonic() + STEP_SECONDS
        for _batch in profile._iter_batches(run, file):
            if time.monotonic() > until:
                break
        self._note(run)

    def _note(self, run):
        """Add what has come of a step to what came of those before."""
        tally = run.tally
        ended = list(run.position) == self.position
        self.write(
            {
                "position": run.position,
                "created_count": self.created_count + tally.created,
                "updated_count": self.updated_count + tally.updated,
                "unchanged_count": self.unchanged_count + tally.unchanged,
                "rejected_count": self.rejected_count + tally.rejected,
                "errors": [*(self.errors or []), *tally.errors][:MAX_LISTED],
                "warnings": [*(self.warnings or []), *tally.warnings][:MAX_LISTED],
            }
        )
        if ended or self.handled_count >= self.row_count:
            self.write({"state": "done", "file": False})

    def _get_profile(self):
        return self.profile_id._for_import()

    @contextlib.contextmanager
    def _open_file(self):
        """Open the uploaded file where it is stored, without loading it."""
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("res_field", "=", "file"),
                ("res_id", "=", self.id),
            ]
        )
        if not attachment:
            raise UserError(self.env._("Choose a file to import."))
        if attachment.store_fname:
            with open(attachment._full_path(attachment.store_fname), "rb") as file:
                yield file
        else:
            yield io.BytesIO(attachment.raw or b"")

    def action_open_problems(self):
        """Open what was imported with this profile."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_rectification.helpdesk_ticket_action_problem"
        )
        action["domain"] = [
            ("is_problem", "=", True),
            ("external_ref", "=like", f"{self.profile_id.code}:%"),
        ]
        action["context"] = {"rectification_problem": True}
        return action

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Problem History"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
