# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ..story.scenario import Goal, Group, Informed, Plan, Problem, Seen, Step, Why

_REPORTS = (
    ("haddad", "a_101", "No water since this morning", "coordinator"),
    ("owner", "a_201", "Kitchen and bath without water", "owner"),
    ("vega", "a_203", "Water gone, the boiler shows an error", "coordinator"),
    ("kowalska", "a_401", "Not a drop of water on floor 4", "coordinator"),
)

# A mass incident: four homes report it, one problem leads.
WATER_CUT = (
    *(
        Problem(
            key=f"water_cut_{contact}",
            days=1,
            type="eq_water_out",
            place=place,
            name=name,
            text="Nothing comes out of the taps.",
            by=by,
            source="owner",
            contact=contact,
            lag=1,
        )
        for contact, place, name, by in _REPORTS
    ),
    Problem(
        key="water_cut",
        days=1,
        type="eq_water_out",
        place="a",
        name="Ash House without water: rising main closed",
        text="The main valve in the cellar dropped shut. All four floors are dry.",
        by="staff",
        source="staff",
        lag=1,
        seen=Seen("coordinator", 0.02),
        group=Group(
            "coordinator",
            0.12,
            tuple(f"water_cut_{contact}" for contact, *_rest in _REPORTS),
        ),
        informed=Informed(
            "coordinator",
            0.15,
            "We have found the cause and are working on it. We will write again as "
            "soon as the water is back.",
        ),
        plans=(
            Plan(
                by="coordinator",
                after=0.3,
                goal=Goal(
                    "Water in all flats, and a valve that stays open.",
                    "Flats without water",
                    baseline=12,
                    target=0,
                    due=3,
                ),
                whys=(
                    Why(
                        "The spindle of the main valve is worn out",
                        "c03_02",
                        "It turns freely; the disc fell into its seat.",
                        "equipment",
                    ),
                    Why(
                        "Nobody has moved the valve for years",
                        "e_04",
                        "No entry in the maintenance log since it was built in.",
                        "measurement",
                        escape=True,
                    ),
                ),
                submitted=0.35,
                approved=0.4,
                steps=(
                    Step(
                        "Feed the house through the garden line",
                        "technician",
                        due=1,
                        done=0.5,
                        kind="containment",
                        evidence="2 bar on floor 4 since the evening.",
                    ),
                    Step("Replace the main valve", "@plumber", due=2),
                ),
            ),
        ),
    ),
)
