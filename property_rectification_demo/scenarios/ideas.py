# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ..story.scenario import Check, End, Person, Plan, Problem, Seen, Step

SERVICE_AND_IDEAS = (
    Problem(
        key="no_notice",
        days=46,
        type="sv_notice",
        place="a",
        name="Water shut off without notice",
        text="No water from 10 to 14 on Friday, nobody told us.",
        by="coordinator",
        source="owner",
        contact="kowalska",
        lag=48,
        people=(
            Person(
                "concierge",
                "responsible",
                "Puts up notices two days ahead.",
                "Heard of the works on the same morning.",
            ),
        ),
        seen=Seen("coordinator", 0.2),
        plans=(
            Plan(
                by="coordinator",
                after=3,
                approved=3,
                steps=(
                    Step(
                        "Agree with firms: no works without 3 days' notice",
                        "coordinator",
                        due=14,
                        done=12,
                        kind="preventive",
                        evidence="Letter signed by all seven firms.",
                    ),
                ),
                checks=(Check(15, "coordinator2", "pass", "Seven letters seen."),),
            ),
        ),
    ),
    Problem(
        key="works_a_402",
        days=2,
        type="sv_reno",
        place="a",
        name="Drilling in A-402 after 20:00",
        text="Third evening in a row.",
        by="owner",
        source="owner",
        contact="owner",
        lag=11,
        people=(Person("guard_night", "on_duty", "Enforces the quiet hours."),),
        seen=Seen("coordinator", 0.3),
    ),
    Problem(
        key="bench",
        days=45,
        type="sg_idea",
        place="garden",
        name="A bench below the big oak",
        text="Many older people rest on the wall there.",
        by="coordinator2",
        source="owner",
        contact="jensen",
        seen=Seen("coordinator2", 1),
        end=End(20, "declined", "Roots of the oak are protected; wall gets a seat."),
    ),
    Problem(
        key="repair_stand",
        days=2,
        type="sg_idea",
        place="carpark",
        name="A stand to repair bicycles",
        text="With a pump. I would look after it.",
        by="owner2",
        source="owner",
        contact="owner2",
        lag=1,
    ),
)
