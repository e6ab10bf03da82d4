# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import itertools
import time

import psycopg2
from markupsafe import Markup, escape

from odoo import api, models
from odoo.exceptions import UserError

from ..rules import history, history_file
from ..rules.history_run import Row, Run

BATCH = 1000
# What a row cannot be saved for. Anything else is a fault of ours, or a conflict with
# another transaction, and is not to be blamed on the row.
_ROW_ERRORS = (UserError, psycopg2.IntegrityError, psycopg2.DataError)
_CLOSING_FACTS = {"closed", "closed_at", "outcome", "outcome_reason"}
# Which fields of a problem a changed fact of the file changes.
_TICKET_FIELDS = {
    "title": {"name", "description"},
    "type": {"problem_type_id", "name", "description"},
    "place": {"place_id"},
    "description": {"description"},
    "detail": {"description"},
    "severity": {"severity"},
    "source": {"problem_source"},
    "reporter_name": {"partner_name"},
    "reporter_email": {"partner_email"},
    "occurred_at": {"occurred_at"},
    "noticed_at": {"noticed_at"},
    "reported_at": {"reported_at"},
}


class RectificationImportProfile(models.Model):
    """How a file is imported, batch by batch."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "rectification.import.profile"

    @api.private
    def import_stream(self, file, progress=None):
        """Import a file of problems.

        The file is looked through first; nothing is imported of one that cannot be
        used.  Rows that are known already, by their reference, change only where the
        file has changed.

        :param file: seekable binary file, CSV or gzipped CSV
        :param progress: called after each batch with (rows handled, all rows); may
            commit, an import that breaks off then continues where it stopped
        :return: dict ``{created, updated, unchanged, rejected, seconds, errors,
            warnings}``; errors and warnings are lists of ``{line, reason}``
        :raise UserError: when the file cannot be used
        :raise AccessError: when the user is not a quality manager
        """
        started = time.monotonic()
        importer = self._for_import()
        run = importer._prepare_run(file)
        for _batch in importer._iter_batches(run, file):
            if progress:
                progress(run.tally.handled, run.layout.rows)
        return {
            "created": run.tally.created,
            "updated": run.tally.updated,
            "unchanged": run.tally.unchanged,
            "rejected": run.tally.rejected,
            "seconds": round(time.monotonic() - started, 3),
            "errors": run.tally.errors,
            "warnings": run.tally.warnings,
        }

    def _for_import(self):
        """Return the profile in its company for a user who may import."""
        self.ensure_one()
        self.check_access("write")
        company = self.company_id or self.env.company
        return self.with_company(company).with_context(active_test=False)

    def _prepare_run(self, file):
        mapping = self._get_mapping()
        return self._resume_run(mapping, self._inspect(file, mapping))

    def _resume_run(self, mapping, layout, position=None):
        """Return a run over a file that has been looked through already."""
        headers = [column.header for column in mapping.columns]
        mapping.bind(history_file.column_indexes(layout, headers))
        return Run(
            mapping=mapping,
            layout=layout,
            repeated=frozenset(layout.repeated),
            position=tuple(position or layout.start),
            types=self._get_known_types(),
        )

    def _iter_batches(self, run, file):
        """Import a file from the position of the run on; yield after each batch."""
        records = history_file.Records(file, run.layout, run.position)
        rows = iter(records)
        while batch := list(itertools.islice(rows, BATCH)):
            # Somebody else who imports with this profile would import the same rows.
            self._lock()
            self._import_batch(run, batch)
            self.env.flush_all()
            self.env.invalidate_all()
            run.position = records.position
            yield

    def _lock(self):
        if not self.try_lock_for_update(allow_referencing=True):
            raise UserError(
                self.env._(
                    "Somebody else is importing with the profile %(profile)s. Wait "
                    "until that has finished.",
                    profile=self.name,
                )
            )

    def _import_batch(self, run, batch):
        rows = self._read_rows(run, batch)
        self._find_imported(rows)
        known = self._filter_known(run, rows)
        changed = [row for row in known if row.digest != row.ticket.import_digest]
        run.tally.unchanged += len(known) - len(changed)
        fresh = [row for row in rows if not row.ticket]
        self._ensure_types(run, fresh + changed)
        self._ensure_places(run, fresh + changed)
        self._attempt(run, self._filter_resolved(run, fresh), self._create_problems)
        self._attempt(run, self._filter_resolved(run, changed), self._update_problems)

    def _read_rows(self, run, batch):
        """Return the usable rows of a batch; the others are in the tally."""
        rows = []
        for line, cells in batch:
            try:
                facts, warnings = self._read_row(run, line, cells)
            except history_file.RowError as error:
                run.tally.reject(line, self._get_row_reason(error))
                continue
            rows.append(Row(line, facts, history.digest(facts)))
            for warning in warnings:
                run.tally.warn(line, self._get_row_reason(warning))
        return rows

    def _read_row(self, run, line, cells):
        if isinstance(cells, history_file.RowError):
            raise cells
        facts, warnings = run.mapping.interpret(cells)
        if line in run.repeated:
            raise history_file.RowError("repeat", ref=facts["ref"])
        return facts, warnings

    def _find_imported(self, rows):
        """Set the problem of each row that was imported before."""
        refs = {self._get_external_ref(row): row for row in rows}
        tickets = self.env["helpdesk.ticket"].search_fetch(
            [
                ("company_id", "=", self.env.company.id),
                ("external_ref", "in", list(refs)),
            ],
            ["external_ref", "import_digest"],
        )
        for ticket in tickets:
            refs[ticket.external_ref].ticket = ticket

    def _filter_known(self, run, rows):
        """Return the rows imported before; refuse those whose reference was taken."""
        known = []
        for row in rows:
            if row.ticket and row.ticket.import_digest:
                known.append(row)
            elif row.ticket:
                number = row.ticket.number
                error = history_file.RowError("taken", problem=number)
                run.tally.reject(row.line, self._get_row_reason(error))
        return known

    def _get_external_ref(self, row):
        return f"{self.code}:{row.facts['ref']}"

    def _attempt(self, run, rows, save):
        """Save rows; halve them as long as some row cannot be saved."""
        if not rows:
            return
        try:
            with self.env.cr.savepoint():
                save(run, rows)
                self.env.flush_all()
        except _ROW_ERRORS as error:
            if len(rows) == 1:
                run.tally.reject(rows[0].line, str(error).strip().split("\n")[0])
                return
            middle = len(rows) // 2
            self._attempt(run, rows[:middle], save)
            self._attempt(run, rows[middle:], save)

    # ------------------------------------------------------------------
    # Problems
    # ------------------------------------------------------------------

    def _create_problems(self, run, rows):
        problems = self.env["helpdesk.ticket"]._recording()
        problems.with_context(
            tracking_disable=True,
            mail_create_nolog=True,
            mail_create_nosubscribe=True,
        ).create([self._prepare_new_vals(run, row) for row in rows])
        run.tally.created += len(rows)

    def _prepare_new_vals(self, run, row):
        """Return the values of a new problem, with what is computed from them.

        Computed fields are computed all the same.  Where that finds in the row what
        it would write, the row is not written a second time.
        """
        vals = self._prepare_problem_vals(run, row)
        closed = row.facts["closed"]
        problem_type = self._get_type(run, vals["problem_type_id"])
        if closed:
            # Nobody here has to look after it.
            vals["user_id"] = False
        return {
            "severity": problem_type.severity,
            "problem_kind": problem_type.kind,
            "is_problem": True,
            "rectification_state": "closed" if closed else "new",
            "rectification_outcome": vals["declared_outcome"],
            "unattended": not closed,
            **vals,
        }

    def _prepare_problem_vals(self, run, row):
        """Return the values of a problem that the file tells.

        Extension point for further facts; ``_TICKET_FIELDS`` is for changed rows.
        """
        facts = row.facts
        vals = {
            "name": facts.get("title") or facts.get("type") or facts["ref"],
            "description": self._prepare_description(facts),
            "problem_type_id": self._get_type_id(run, facts),
            "place_id": run.places.get(facts.get("place")),
            "problem_source": facts.get("source") or self.problem_source,
            "partner_name": facts.get("reporter_name"),
            "partner_email": facts.get("reporter_email"),
            "occurred_at": facts.get("occurred_at"),
            "noticed_at": facts.get("noticed_at"),
            "reported_at": facts["reported_at"],
            "external_ref": self._get_external_ref(row),
            "import_digest": row.digest,
            "company_id": self.env.company.id,
            "last_stage_update": facts.get("closed_at") or facts["reported_at"],
            **self._prepare_closing_vals(facts),
        }
        severity = facts.get("severity") or self.severity
        if severity:
            vals["severity"] = severity
        if self.team_id or not vals["problem_type_id"]:
            team = self.team_id or self.env["helpdesk.ticket"]._get_problem_team()
            vals["team_id"] = team.id
        return vals

    def _prepare_description(self, facts):
        text = facts.get("description") or facts.get("title") or facts.get("type", "-")
        lines = [f"{header}: {value}" for header, value in facts.get("detail", [])]
        paragraphs = [text, *lines]
        return Markup().join(Markup("<p>%s</p>") % escape(p) for p in paragraphs)

    def _prepare_closing_vals(self, facts):
        if not facts["closed"]:
            return {"declared_outcome": False, "outcome_reason": False}
        return {
            "declared_outcome": facts["outcome"],
            "outcome_reason": facts.get("outcome_reason"),
            "closed_date": facts["closed_at"],
        }

    def _update_problems(self, run, rows):
        updated = 0
        for row in rows:
            vals = self._get_changes(run, row)
            updated += any(name != "import_digest" for name in vals)
            row.ticket._record(vals)
        run.tally.updated += updated
        run.tally.unchanged += len(rows) - updated

    def _get_changes(self, run, row):
        """Return what to write: what has changed in the file and differs here.

        What was changed here meanwhile stays, where the file still says the same.
        """
        ticket = row.ticket
        changed = history.changed_fields(ticket.import_digest, row.digest)
        names = set().union(*(_TICKET_FIELDS.get(fact, ()) for fact in changed))
        # Proven to be effective here is more than declared closed elsewhere.
        if changed & _CLOSING_FACTS and ticket.rectification_outcome != "effective":
            names |= self._prepare_closing_vals(row.facts).keys()
        vals = self._prepare_problem_vals(run, row)
        changes = {
            name: vals[name]
            for name in names & vals.keys()
            if ticket[name]
            != ticket._fields[name].convert_to_record(
                ticket._fields[name].convert_to_cache(vals[name], ticket), ticket
            )
        }
        return {**changes, "import_digest": row.digest}
