# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ..story.scenario import Check, Goal, Person, Plan, Problem, Said, Seen, Step, Why

SERVICE = (
    Problem(
        key="late_visit",
        days=40,
        type="sv_late",
        place="a_201",
        name="Nobody came for the agreed repair",
        text="I took a morning off and waited from 9 to 12.",
        by="owner",
        source="owner",
        contact="owner",
        lag=20,
        people=(
            Person(
                "technician",
                "on_duty",
                "Had the visit in the day's list.",
                "Was called to a leak and had no number to tell the owner.",
            ),
        ),
        seen=Seen("coordinator", 0.2),
        plans=(
            Plan(
                by="coordinator",
                after=2,
                approved=2,
                steps=(
                    Step(
                        "Apologise and agree on a new day",
                        "staff",
                        due=3,
                        done=3,
                        evidence="Called, repaired on the next day.",
                    ),
                    Step(
                        "Print phone numbers on the day's list",
                        "staff",
                        due=6,
                        done=5,
                        kind="preventive",
                        evidence="New list in use.",
                    ),
                ),
                checks=(
                    Check(6, "coordinator2", "pass", "List seen, number on each line."),
                    Check(37, "coordinator2", "pass", "No missed visit since."),
                ),
            ),
        ),
        said=(
            Said(0.3, "coordinator", "I am sorry. I look into it today."),
            Said(3.1, "owner", "Thank you for calling, Thursday is fine."),
        ),
    ),
    Problem(
        key="guard_rude",
        days=16,
        type="sv_attitude",
        place="gate",
        name="Guard was rude to a visitor",
        text="Shouted at my mother who did not know the flat number.",
        by="coordinator2",
        source="owner",
        contact="dimitrov",
        lag=18,
        people=(
            Person(
                "guard",
                "on_duty",
                "Receives visitors at the gate.",
                "Admits it; third double shift in a week.",
            ),
            Person("coordinator2", "supervisor", "Plans the shifts."),
        ),
        seen=Seen("coordinator2", 0.3),
        plans=(
            Plan(
                by="coordinator2",
                after=4,
                approved=4,
                steps=(
                    Step(
                        "Apologise to the family",
                        "guard",
                        due=6,
                        done=6,
                        evidence="In person, with flowers.",
                    ),
                    Step(
                        "Training: receiving visitors",
                        "guard",
                        due=24,
                        kind="training",
                    ),
                    Step("No double shifts in the plan", "coordinator2", due=13),
                ),
                verifier="coordinator",
            ),
        ),
    ),
    Problem(
        key="no_reply",
        days=3,
        type="sv_noreply",
        place="c_102",
        name="No answer to three letters",
        text="I asked for the heating bill in spring.",
        by="coordinator",
        source="owner",
        contact="mbeki",
        lag=1,
        seen=Seen("coordinator", 0.5),
    ),
    Problem(
        key="radiator_again",
        days=25,
        type="sv_repeat",
        place="b_103",
        name="Radiator repaired three times, still cold",
        text="Three visits since autumn, each time cold after a week.",
        by="coordinator2",
        source="owner",
        contact="silva",
        lag=24,
        people=(Person("technician", "responsible", "Did the three repairs."),),
        seen=Seen("coordinator2", 0.3),
        plans=(
            Plan(
                by="coordinator2",
                after=5,
                goal=Goal(
                    "The radiator stays warm.",
                    "Return visits for the same radiator",
                    baseline=3,
                    target=0,
                    due=40,
                ),
                whys=(
                    Why(
                        "The valve was freed each time and never replaced",
                        "c05_03",
                        "Three work slips, the same remark.",
                        "method",
                    ),
                ),
                steps=(Step("Replace the valve", "@plumber", due=30),),
            ),
        ),
    ),
    Problem(
        key="patrol",
        days=54,
        type="sv_patrol",
        place="carpark",
        name="Night patrol of the car park missed twice",
        text="No entry in the log on Tuesday and Wednesday.",
        by="coordinator2",
        source="inspection",
        people=(
            Person(
                "guard_night",
                "responsible",
                "Walks the car park at 23:00 and 3:00.",
                "Was alone in the house, the second guard was ill.",
            ),
        ),
        seen=Seen("coordinator2", 0.4),
        plans=(
            Plan(
                by="coordinator2",
                after=3,
                approved=3,
                steps=(
                    Step(
                        "Stand-in list for nights",
                        "coordinator2",
                        due=12,
                        done=11,
                        evidence="Two stand-ins named for each night.",
                    ),
                ),
                verifier="coordinator",
                checks=(
                    Check(13, "coordinator", "pass", "List is at the desk."),
                    Check(44, "coordinator", "pass", "60 of 60 patrols logged."),
                ),
            ),
        ),
    ),
    Problem(
        key="cleaning_c",
        days=9,
        type="sv_cleanfreq",
        place="c_stairs",
        name="Stairs of Cedar House cleaned once instead of twice",
        text="The plan says Monday and Thursday.",
        by="coordinator",
        source="owner",
        contact="amiri",
        lag=70,
        people=(Person("cleaner", "on_duty", "Cleans stairs of Ash and Cedar House."),),
        seen=Seen("coordinator", 0.3),
        plans=(
            Plan(
                by="coordinator",
                after=1,
                approved=1,
                steps=(
                    Step(
                        "Clean on Thursday again, sheet at the door",
                        "cleaner",
                        due=7,
                        done=6,
                        evidence="Sheet signed on Monday and Thursday.",
                    ),
                ),
                verifier="coordinator2",
            ),
        ),
    ),
)
