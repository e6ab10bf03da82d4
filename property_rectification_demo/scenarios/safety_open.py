# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ..story.scenario import Goal, Plan, Problem, Said, Seen, Step, Wait, Why

SAFETY_OPEN = (
    Problem(
        key="swing",
        days=28,
        type="sf_play",
        place="playground",
        equipment="swing",
        name="Chain of the swing is worn",
        text="Two links worn by half. The swing is tied up.",
        by="coordinator2",
        source="inspection",
        seen=Seen("coordinator2", 0.1),
        waits=(
            Wait(
                "coordinator2",
                3,
                "part",
                "Chains are made to measure; the swing is locked.",
            ),
        ),
        plans=(
            Plan(
                by="coordinator2",
                after=4,
                goal=Goal(
                    "The swing is safe to use again.",
                    "Wear of the chain in per cent",
                    baseline=50,
                    target=10,
                    due=35,
                ),
                whys=(
                    Why(
                        "The chain is of a steel too soft for a swing",
                        "c02_02",
                        "Delivery note: grade 30; the maker asks for grade 80.",
                        "material",
                        below=(
                            Why(
                                "Spare parts are ordered by their length alone",
                                "c04_02",
                                "Order of last spring: no part number on it.",
                                "method",
                            ),
                        ),
                    ),
                    Why(
                        "The yearly check of the playground was skipped",
                        "c03_03",
                        "No report on file since the year before last.",
                        "method",
                        below=(
                            Why(
                                "The gardener forgot the appointment",
                                "c05",
                                "He says so; his calendar has no entry.",
                                "people",
                                below=(
                                    Why(
                                        "No plan reminds anybody of yearly checks",
                                        "c03_01",
                                        branch="measurement",
                                    ),
                                ),
                            ),
                        ),
                    ),
                    Why(
                        "Young people wind the swing around its bar",
                        "c07_02",
                        "No marks on the bar, and nobody has seen it.",
                        "environment",
                        refuted=True,
                    ),
                    Why(
                        "The weekly round sees the swing from the path only",
                        "e_03",
                        "Checklist of the round: look, not touch.",
                        "measurement",
                        escape=True,
                    ),
                ),
                steps=(Step("Replace both chains", "gardener", due=35),),
            ),
        ),
    ),
    Problem(
        key="ebike",
        days=7,
        type="sf_ebike",
        place="c_stairs",
        name="E-bike charges on the stairs of Cedar House",
        text="Cable from flat C-201 over the landing of floor 2.",
        by="staff",
        source="round",
        lag=1,
        seen=Seen("coordinator", 0.03),
        plans=(
            Plan(
                by="coordinator",
                after=1,
                whys=(Why("No place to charge an e-bike on the estate", "c08_02"),),
                steps=(
                    Step("Unplug it and talk to the owner", "guard", due=1),
                    Step("Six sockets in the car park", "@electric", due=40),
                ),
            ),
        ),
        said=(Said(1.2, "quality", "Please add a goal that can be measured.", True),),
    ),
    Problem(
        key="glass_c",
        days=0.6,
        type="sf_glass",
        place="c_lobby",
        name="Cracked glass in the lobby door of Cedar House",
        text="Crack from corner to corner, sharp edge at hand height.",
        by="staff",
        source="staff",
        lag=1,
    ),
)
