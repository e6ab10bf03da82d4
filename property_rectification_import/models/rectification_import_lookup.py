# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain

from odoo.addons.property_rectification.models.problem import (
    rectification_problem_type as type_model,
)

from ..rules import history
from ..rules.history_file import RowError

# So many places are remembered from batch to batch.
MAX_PLACES = 20_000


class RectificationImportProfile(models.Model):
    """Types and places that a file names: found, or made where that is allowed."""

    _inherit = "rectification.import.profile"

    def _filter_resolved(self, run, rows):
        """Return the rows whose type and place are known; refuse the others."""
        resolved = []
        for row in rows:
            error = self._get_unresolved(run, row.facts)
            if error:
                run.tally.reject(row.line, self._get_row_reason(error))
            else:
                resolved.append(row)
        return resolved

    def _get_unresolved(self, run, facts):
        if "type" in facts and not self._get_type_id(run, facts):
            return RowError("unknown_type", value=facts["type"])
        if "place" in facts and facts["place"] not in run.places:
            return RowError("unknown_place", value=facts["place"])
        return None

    # ------------------------------------------------------------------
    # Types
    # ------------------------------------------------------------------

    def _get_known_types(self):
        """Return the types of the company as ``{plain name or code: id}``."""
        domain = [("company_id", "in", (False, self.env.company.id))]
        found = self.env["rectification.problem.type"].search_fetch(
            domain, ["name", "code"]
        )
        types = {}
        for env in (self.env, self.with_context(lang="en_US").env):
            names = found.with_env(env).mapped("name")
            types |= dict(zip(history.plain_all(names), found.ids, strict=True))
        codes = history.plain_all(found.mapped("code"))
        return types | dict(zip(codes, found.ids, strict=True))

    def _plain(self, name):
        return history.squeezed(name).casefold()

    def _get_type_id(self, run, facts):
        name = facts.get("type")
        if not name:
            return None
        code = run.mapping.types.get(name) or ""
        return run.types.get(self._plain(code)) or run.types.get(self._plain(name))

    def _get_type(self, run, type_id):
        """Return a type; those of the whole file are read together."""
        types = self.env["rectification.problem.type"]
        return types.browse(type_id).with_prefetch(run.types.values())

    def _ensure_types(self, run, rows):
        """Make the types that rows name and nobody has made yet."""
        names = {
            self._plain(row.facts["type"]): row.facts["type"]
            for row in rows
            if "type" in row.facts and not self._get_type_id(run, row.facts)
        }
        if not names or not self.create_types:
            return
        taken = set(run.types)
        vals_list = [self._prepare_type_vals(run, n, taken) for n in names.values()]
        vals_list = [vals for vals in vals_list if vals]
        types = self.env["rectification.problem.type"].create(vals_list)
        for problem_type in types:
            run.types[self._plain(problem_type.name)] = problem_type.id
            run.types[self._plain(problem_type.code)] = problem_type.id

    def _prepare_type_vals(self, run, name, taken):
        """Return the values of a new type, None where the profile means another.

        :param taken: codes in use, in plain form; the new one is added
        """
        meaning = (run.mapping.types.get(name) or self.type_kind).split()
        if meaning[0] not in dict(type_model.KINDS):
            return None
        severity = next(
            (w for w in meaning[1:] if w in dict(type_model.SEVERITIES)), "s3"
        )
        return {
            "name": name,
            "code": self._get_free_code(name, taken),
            "kind": meaning[0],
            "severity": self.severity or severity,
            "company_id": self.company_id.id,
        }

    def _get_free_code(self, name, taken):
        code = "-".join(filter(None, [self.type_prefix, history.slug(name)]))
        candidates = [code, *(f"{code}-{n}" for n in range(2, len(taken) + 3))]
        free = next(c for c in candidates if self._plain(c) not in taken)
        taken.add(self._plain(free))
        return free

    # ------------------------------------------------------------------
    # Places
    # ------------------------------------------------------------------

    def _ensure_places(self, run, rows):
        """Find the places that rows name, and make the missing ones if allowed."""
        if len(run.places) > MAX_PLACES:
            run.places.clear()
        names = {row.facts["place"] for row in rows if "place" in row.facts}
        names -= run.places.keys()
        if not names:
            return
        estate = self._get_estate()
        run.places |= self._find_places(estate, names)
        missing = sorted(names - run.places.keys())
        if missing and self.create_places:
            places = self._create_places(estate or self._create_estate(), missing)
            run.places |= dict(zip(missing, places.ids, strict=True))

    def _find_places(self, estate, names):
        """Return ``{name: id}`` of places by full name, code or name in the estate."""
        prefix = self._get_place_prefix(estate)
        full_names = list(names | {prefix + name for name in names})
        domain = Domain("company_id", "=", self.env.company.id)
        by_name = domain & Domain("complete_name", "in", full_names)
        by_code = domain & Domain("code", "in", list(names))
        places = self.env["property.place"]
        known = ["complete_name", "code"]
        found = {}
        for place in places.search_fetch(by_name, known):
            found[place.complete_name.removeprefix(prefix)] = place.id
            found.setdefault(place.complete_name, place.id)
        found |= {place.code: place.id for place in places.search_fetch(by_code, known)}
        return {name: place_id for name, place_id in found.items() if name in names}

    def _get_place_prefix(self, estate):
        return f"{estate.complete_name} / " if estate else ""

    def _get_estate(self):
        if not self.estate_name:
            return self.env["property.place"]
        return self.env["property.place"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("complete_name", "=", self.estate_name.strip()),
            ],
            limit=1,
        )

    def _create_estate(self):
        if not self.estate_name:
            return self.env["property.place"]
        return self._new_places([{"name": self.estate_name.strip(), "kind": "estate"}])

    def _create_places(self, estate, names):
        # Computed all the same: where the row has it, it is not written again.
        prefix = self._get_place_prefix(estate)
        return self._new_places(
            [
                {
                    "name": name,
                    "complete_name": prefix + name,
                    "kind": self.place_kind,
                    "parent_id": estate.id,
                    "manager_user_id": estate.manager_user_id.id,
                }
                for name in names
            ]
        )

    def _new_places(self, vals_list):
        places = self.env["property.place"].with_context(
            tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True
        )
        company_id = self.env.company.id
        return places.create([{**vals, "company_id": company_id} for vals in vals_list])
