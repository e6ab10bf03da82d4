# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import tempfile
from pathlib import Path

from odoo import models
from odoo.tests import BaseCase, TransactionCase, tagged

from .. import code, walls


@tagged("post_install", "-at_install")
class TestWalls(TransactionCase):
    """A room touches only rooms below it, and main no annex."""

    def test_nothing_points_upward(self):
        """Neither an import, a model, a field or method, nor an external id."""
        house = walls.House(code.addons(), code.HOUSE, self._get_foreign_names())
        self.assertFalse("\n".join(house.find_arrows()))

    def _get_foreign_names(self):
        """Return the names of fields and methods that models have without us."""
        names = set(code.COMMON_NAMES).union(dir(models.BaseModel))
        classes = {c for model in self.registry.values() for c in model.mro()}
        for definition in classes:
            module = getattr(definition, "_module", None)
            if module and not module.startswith(code.MAIN.name):
                names.update(vars(definition))
        return names

    def test_main_names_no_annex(self):
        """An annex can be taken away without a trace."""
        main, *annexes = code.addons()
        here = Path(code.__file__)
        texts = {
            path: path.read_text()
            for path in main.rglob("*")
            if path.suffix in (".py", ".xml", ".csv", ".js", ".scss", ".rst")
            and path != here
        }
        named = [
            f"{path.relative_to(main.parent)}: {annex.name}"
            for path, text in texts.items()
            for annex in annexes
            if annex.name in text
        ]
        self.assertFalse("\n".join(named))


@tagged("post_install", "-at_install")
class TestRooms(BaseCase):
    def test_every_folder_is_a_room(self):
        folders = {
            path.name
            for layer in code.LAYERS
            for path in (code.MAIN / layer).iterdir()
            if path.is_dir() and path.name != "__pycache__"
        }
        self.assertLessEqual(folders, set(code.HOUSE))

    def test_rooms_are_loaded_from_the_ground_up(self):
        reach = code.get_reach(code.addons(), code.HOUSE)
        for layer in code.LAYERS:
            package = code.MAIN / layer / "__init__.py"
            rooms = code.imported_names(package) if package.exists() else []
            for position, room in enumerate(rooms):
                above = set(rooms[position + 1 :])
                self.assertFalse(reach[room] & above, f"{layer}: {room}")

    def test_data_is_loaded_from_the_ground_up(self):
        manifest = code.read_manifest(code.MAIN)
        files = [code.MAIN / name for name in manifest["data"]]
        rooms = [room for file in files if (room := code.get_room(code.MAIN, file))]
        reach = code.get_reach(code.addons(), code.HOUSE)
        for position, room in enumerate(rooms):
            above = set(rooms[position + 1 :]) - {room}
            self.assertFalse(reach[room] & above, room)

    def test_an_arrow_upward_is_told(self):
        """Each kind of them, with the place where it stands."""
        with tempfile.TemporaryDirectory() as folder:
            main = Path(folder) / "main"
            self._write(main / "models/upper/roof.py", _ROOF)
            self._write(main / "models/lower/ground.py", _GROUND)
            self._write(main / "views/upper/roof_views.xml", _ROOF_VIEW)
            self._write(main / "views/lower/ground_views.xml", _GROUND_VIEW)
            rooms = {"lower": (), "upper": ("lower",)}
            arrows = walls.House([main], rooms).find_arrows()
        self.assertCountEqual(
            arrows,
            [
                f"main/{line} is of room upper"
                for line in (
                    "models/lower/ground.py:1: upper.roof",
                    "models/lower/ground.py:11: the.roof",
                    "models/lower/ground.py:8: roof_height",
                    "models/lower/ground.py:11: _mend_roof",
                    "models/lower/ground.py:10: the_roof",
                    "views/lower/ground_views.xml:2: roof_view",
                    "views/lower/ground_views.xml:3: roof_height",
                )
            ],
        )

    def _write(self, path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


_ROOF = """
class Roof(models.Model):
    _name = "the.roof"
    roof_height = fields.Integer()

    def _mend_roof(self):
        return self.ground_id
"""
_GROUND = """from ..upper.roof import Roof


class Ground(models.Model):
    _name = "the.ground"
    ground_id = fields.Integer()

    @api.depends("ground_id", "roof_ids.roof_height")
    def _compute_ground(self):
        rows = SQL("SELECT * FROM the_roof")
        self.env["the.roof"]._mend_roof()
"""
_ROOF_VIEW = """<odoo><record id="roof_view" model="ir.ui.view" /></odoo>"""
_GROUND_VIEW = """<odoo><record id="ground_view" model="ir.ui.view">
    <field name="inherit_id" ref="roof_view" />
    <field name="arch" type="xml"><field name="roof_height" /></field>
</record></odoo>"""
