# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .common import ImportCase


class TestImportLookup(ImportCase):
    """Types and places that a file names."""

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
