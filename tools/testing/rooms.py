# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Another order of the rooms, to see that nothing depends on the one they have.

A room needs only those that it stands on: everything else may be loaded before it or
after it, and hooks, gates and registries have to come to the same.
"""

import importlib
import importlib.util
import random
from pathlib import Path

MAIN = "property_rectification"
HOUSE = Path(__file__).resolve().parents[2] / MAIN / "tests" / "code.py"


def shuffle(seed):
    """Let Odoo load the classes of the main add-on by rooms in an order of chance.

    To be called before the registry is made; returns the names of the rooms in order.
    """
    from odoo.orm.models import MetaModel

    importlib.import_module(f"odoo.addons.{MAIN}")
    order = draw_order(_read_house(), random.Random(seed))
    places = {room: place for place, room in enumerate(order)}
    classes = MetaModel._module_to_models__[MAIN]
    classes.sort(key=lambda cls: places[_room(cls)])
    return order


def draw_order(house, chance):
    """Return the rooms in an order in which each comes after those it stands on.

    :param house: mapping of room to the rooms below it
    :param chance: ``random.Random``
    """
    order = []
    while len(order) < len(house):
        ready = [
            room
            for room, floor in house.items()
            if room not in order and set(floor) <= set(order)
        ]
        order.append(chance.choice(ready))
    return order


def _read_house():
    spec = importlib.util.spec_from_file_location("house", HOUSE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.HOUSE


def _room(cls):
    """Name of the room of a class: odoo.addons.<add-on>.<layer>.<room>.<file>."""
    return cls.__module__.split(".")[4]
