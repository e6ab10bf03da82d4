# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import itertools
import time

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..rules import history_digest, history_file
from ..rules.history_run import Row, Run

BATCH = 1000
# What a row cannot be saved for. Anything else is a fault of ours, or a conflict with
# another transaction, and is not to be blamed on the row.
_ROW_ERRORS = (UserError, psycopg2.IntegrityError, psycopg2.DataError)


class RectificationImportProfile(models.Model):
    """How a file is imported, batch by batch."""

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

    def _refresh_statistics(self, run):
        """Let the database know at once that its tables have grown.

        By itself it notices a minute later; until then it may choose a plan that reads
        the whole table for each row of another one.
        """
        if run.tally.created < BATCH:
            return
        self.env.flush_all()
        for model in ("helpdesk.ticket", "rectification.deadline", "property.place"):
            table = SQL.identifier(self.env[model]._table)
            self.env.cr.execute(SQL("ANALYZE %s", table))

    def _for_import(self):
        """Return the profile in its company for a user who may import."""
        self.ensure_one()
        self.check_access("write")
        company = self.company_id or self.env.company
        return self.with_company(company).with_context(active_test=False)

    def _prepare_run(self, file):
        mapping = self._get_mapping()
        run = self._resume_run(mapping, self._inspect(file, mapping))
        if run.missing:
            warning = history_file.RowError("absent", columns=run.missing)
            run.tally.warn(1, self._get_row_reason(warning))
        return run

    def _resume_run(self, mapping, layout, position=None):
        """Return a run over a file that has been looked through already."""
        indexes = history_file.column_indexes(layout, mapping.headers)
        mapping.bind(indexes)
        return Run(
            mapping=mapping,
            layout=layout,
            missing=[name for name in mapping.headers if name not in indexes],
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
        self._refresh_statistics(run)

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
            rows.append(Row(line, facts, history_digest.digest(facts)))
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
                row.untold = self._get_untold(run, row)
                row.digest = history_digest.with_untold(
                    row.ticket.import_digest, row.digest, row.untold
                )
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
