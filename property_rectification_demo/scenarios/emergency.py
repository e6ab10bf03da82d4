# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ..story.scenario import Problem

# Nobody has acknowledged it yet: the roster is being called.
EMERGENCY = (
    Problem(
        key="burst_pipe_b",
        days=0.035,
        type="eq_leak_heavy",
        place="pump",
        name="Water pours into the pump room of Birch House",
        text="A pipe has burst above the tank. The water is ankle-deep and rising.",
        by="staff",
        source="staff",
        lag=0.1,
    ),
)
