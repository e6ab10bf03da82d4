# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What starts and stops the clocks of a problem.

An event that nobody recorded may follow from a later one: who has begun the work
was there, and what is rectified is safe.

>>> from datetime import datetime
>>> noon = datetime(2026, 3, 2, 12)
>>> time_of("made_safe", {"rectified": noon}) == noon
True
>>> time_of("acknowledged", {"rectified": noon}) is None
True
"""

EVENTS = (
    "reported",
    "acknowledged",
    "attended",
    "made_safe",
    "investigated",
    "owner_informed",
    "planned",
    "started",
    "rectified",
    "verified",
    "closed",
)
# Clock: the event that starts it and the one that stops it.
CLOCKS = {
    "acknowledge": ("reported", "acknowledged"),
    "attend": ("reported", "attended"),
    "make_safe": ("reported", "made_safe"),
    "investigate": ("reported", "investigated"),
    "inform": ("reported", "owner_informed"),
    "plan": ("acknowledged", "planned"),
    "start": ("reported", "started"),
    "rectify": ("reported", "rectified"),
    "verify": ("rectified", "verified"),
}
# What else proves that something has happened, the nearest proof first.
_PROOFS = {
    "attended": ("made_safe", "investigated", "started", "rectified"),
    "made_safe": ("rectified",),
    "investigated": ("planned",),
    "started": ("rectified",),
}


def time_of(event, recorded):
    """Return when an event happened at the latest, or None when it has not.

    :param event: one of :data:`EVENTS`
    :param recorded: mapping of event to its time, or to a false value
    :return: the earliest of its own time and of what proves it
    """
    times = (recorded.get(name) for name in (event, *_PROOFS.get(event, ())))
    return min(filter(None, times), default=None)


def times_of(pairs, known):
    """Return when the events of some clocks happened, as :func:`time_of` does.

    :param pairs: list of (event that starts it, event that stops it)
    :param known: for each of them what is recorded about its problem
    :return: list of (time, time)

    >>> times_of([("reported", "attended")], [{"reported": 1, "made_safe": 3}])
    [(1, 3)]
    """
    return [
        (time_of(start, recorded), time_of(stop, recorded))
        for (start, stop), recorded in zip(pairs, known, strict=True)
    ]
