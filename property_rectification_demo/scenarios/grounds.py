# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ..story.scenario import Check, Plan, Problem, Seen, Step

GROUNDS = (
    Problem(
        key="brown_water",
        days=2,
        type="hy_waterq",
        place="b_401",
        name="Brown water in the morning",
        text="Five minutes brown, then clear. Also at the neighbours.",
        by="coordinator2",
        source="owner",
        contact="stone",
        lag=3,
        seen=Seen("coordinator2", 0.03),
    ),
    Problem(
        key="graffiti_gate",
        days=35,
        type="hy_graffiti",
        place="gate",
        name="Graffiti on the main gate",
        text="Blue tag, one metre wide.",
        by="coordinator2",
        source="round",
        seen=Seen("coordinator2", 0.4),
        plans=(
            Plan(
                by="coordinator2",
                after=1,
                approved=1,
                steps=(
                    Step(
                        "Remove it and coat the gate",
                        "@clean",
                        due=14,
                        done=12,
                        evidence="Removed, gate coated up to two metres.",
                    ),
                ),
                checks=(Check(13, "coordinator", "pass", "Clean."),),
            ),
        ),
    ),
    Problem(
        key="dog_waste",
        days=10,
        type="hy_petwaste",
        place="garden",
        name="Dog waste on the lawn",
        text="Along the path to the playground, every day.",
        by="coordinator2",
        source="owner",
        contact="haddad",
        seen=Seen("coordinator2", 0.5),
        plans=(
            Plan(
                by="coordinator2",
                after=2,
                approved=2,
                steps=(
                    Step(
                        "Set up a post with bags",
                        "gardener",
                        due=9,
                        done=8,
                        evidence="Post at the path.",
                    ),
                    Step(
                        "Letter to all owners with a dog",
                        "concierge",
                        due=15,
                        kind="notice",
                    ),
                ),
                verifier="quality",
            ),
        ),
    ),
    Problem(
        key="water_on_roof",
        days=60,
        type="hy_standing",
        place="b_roof",
        name="Water stands on the roof of Birch House",
        text="Puddle of 20 square metres, mosquitoes.",
        by="coordinator2",
        source="inspection",
        seen=Seen("coordinator2", 0.5),
        plans=(
            Plan(
                by="coordinator2",
                after=2,
                approved=2,
                steps=(
                    Step(
                        "Free the outlet and fit a leaf guard",
                        "@roof",
                        due=10,
                        done=9,
                        evidence="Outlet free, guard fitted.",
                    ),
                ),
                checks=(
                    Check(12, "coordinator", "pass", "Dry after rain."),
                    Check(43, "coordinator", "pass", "Dry after two storms."),
                ),
            ),
        ),
    ),
    Problem(
        key="path_trip",
        days=39,
        type="sf_trip",
        place="garden",
        name="Raised slab on the garden path",
        text="Sticks out 3 cm, a child fell.",
        by="coordinator2",
        source="owner",
        contact="tan",
        lag=2,
        seen=Seen("coordinator2", 0.1),
        plans=(
            Plan(
                by="coordinator2",
                after=1,
                approved=1,
                steps=(
                    Step(
                        "Lay the slab again",
                        "gardener",
                        due=5,
                        done=4,
                        evidence="Level, root cut.",
                        photos=True,
                    ),
                ),
                checks=(
                    Check(5, "coordinator", "pass", "Level."),
                    Check(36, "quality", "pass", "Still level."),
                ),
            ),
        ),
    ),
)
