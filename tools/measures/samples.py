# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tickets, problems and files of the same size, the same in every run."""

import csv
from datetime import datetime, timedelta

DESCRIPTION = "Water drips from the ceiling of the bath, more when it is used. " * 3
START = datetime(2020, 1, 1, 8, 0)
HEADER = (
    "Reference,Title,Type,Place,Severity,Found by,Reporter,Reporter e-mail,Occurred,"
    "Reported,Promised,Closed,Outcome,Reason,Description"
).split(",")


def tickets(team, size):
    """Values of ordinary tickets."""
    return [
        {"name": f"Ticket {number}", "description": DESCRIPTION, "team_id": team.id}
        for number in range(size)
    ]


def problems(types, places, size):
    """Values of problems of many types at many places."""
    return [
        {
            "name": f"Problem {number}",
            "description": DESCRIPTION,
            "problem_type_id": types[number % len(types)].id,
            "place_id": places[number % len(places)].id,
            "partner_name": "Jo Berg",
            "occurred_at": START,
        }
        for number in range(size)
    ]


def write_history(path, codes, size):
    """Write a file for the profile `template`: two problems a place, a third closed."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(_row(number, codes) for number in range(size))


def _row(number, codes):
    reported = START + timedelta(minutes=7 * number)
    closed = reported + timedelta(days=9) if number % 3 == 0 else ""
    return [
        f"R{number:08}",
        f"Problem {number}",
        codes[number % len(codes)],
        f"{number // 2} Garden Road",
        "",
        "owner",
        "Jo Berg",
        "jo@example.com",
        reported - timedelta(hours=1),
        reported,
        reported + timedelta(days=7),
        closed,
        "no_fault_found" if closed else "",
        "Nothing found on the spot" if closed else "",
        DESCRIPTION,
    ]
