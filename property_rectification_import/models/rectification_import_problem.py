# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup, escape

from odoo import models

from ..rules import history_digest

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

# Which fields are made of the first of several facts that is there.
_FIRST_OF = {
    "name": ("title", "type"),
    "description": ("description", "title", "type"),
}

# Computed fields that a new problem brings along, see ``_prepare_new_vals``.
_COMPUTED = (
    "problem_kind",
    "is_problem",
    "rectification_state",
    "rectification_outcome",
    "unattended",
    "incident_weight",
    "access_attempt_count",
    "response_seconds",
    "next_deadline_at",
    "next_clock",
)


class RectificationImportProfile(models.Model):
    """What becomes of a row: a problem, or changes of one."""

    _inherit = "rectification.import.profile"

    def _create_problems(self, run, rows):
        problems = self.env["helpdesk.ticket"]._recording()
        problems = problems.with_context(
            tracking_disable=True,
            mail_create_nolog=True,
            mail_create_nosubscribe=True,
        ).create([self._prepare_new_vals(run, row) for row in rows])
        # What came in with the row is right; computing it all the same would compute
        # the promises once more, too.
        for name in _COMPUTED:
            self.env.remove_to_compute(problems._fields[name], problems)
        self._create_promises(rows, problems)
        run.tally.created += len(rows)

    def _prepare_new_vals(self, run, row):
        """Return the values of a new problem, with what is computed from them.

        To compute it for thousands of rows, one by one, is what takes time.
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
            "incident_weight": 1,
            "access_attempt_count": 0,
            "response_seconds": False,
            **self._prepare_due_next_vals(row),
            **vals,
        }

    def _prepare_problem_vals(self, run, row):
        """Return the values of a problem that the file tells.

        Extension point for further facts; ``_TICKET_FIELDS`` is for changed rows.
        """
        facts = row.facts
        vals = {
            "name": self._get_first("name", facts) or facts["ref"],
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
            "is_imported": True,
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

    def _get_first(self, name, facts):
        return next((facts[f] for f in _FIRST_OF[name] if f in facts), None)

    def _prepare_description(self, facts):
        text = self._get_first("description", facts) or "-"
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
            promise_changed = self._update_promise(row)
            updated += promise_changed or len(vals) > 1
            row.ticket._record(vals)
        run.tally.updated += updated
        run.tally.unchanged += len(rows) - updated

    def _get_changes(self, run, row):
        """Return what to write: what has changed in the file and differs here.

        What was changed here meanwhile stays, where the file still says the same, and
        where it no longer says anything because a column has gone.
        """
        ticket = row.ticket
        changed = history_digest.changed_facts(ticket.import_digest, row.digest)
        names = set().union(*(_TICKET_FIELDS.get(fact, ()) for fact in changed))
        names -= self._get_untold_fields(row)
        # Proven to be effective here is more than declared closed elsewhere.
        proven = ticket.rectification_outcome == "effective"
        if changed & _CLOSING_FACTS and not row.untold & _CLOSING_FACTS and not proven:
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

    def _get_untold(self, run, row):
        """Return the facts that were told before and for which there is no column."""
        old = row.ticket.import_digest
        untold = history_digest.facts_of(old) & run.mapping.absent
        changed = history_digest.changed_facts(old, row.digest)
        if "closed" in changed - untold:
            # Closed or opened meanwhile: what was told about it before is void.
            untold -= _CLOSING_FACTS
        return untold

    def _get_untold_fields(self, row):
        """Return the fields that are made of facts that the file no longer tells."""
        fields = {"description"} if "detail" in row.untold else set()
        for name, choices in _FIRST_OF.items():
            known = (f for f in choices if f in row.facts or f in row.untold)
            if next(known, None) in row.untold:
                fields.add(name)
        return fields
