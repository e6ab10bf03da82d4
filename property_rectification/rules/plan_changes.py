# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What is different in a plan from the version before.

Causes and actions are told apart by what they say: a version has records of its own.

>>> first = Snapshot(facts=(("target", 5),), causes=(("Worn seal", "verified"),),
...                  actions=("Replace the seal", "Dry the floor"))
>>> second = Snapshot(facts=(("target", 0),),
...                   causes=(("Worn seal", "refuted"), ("Bent shaft", "verified")),
...                   actions=("Straighten the shaft", "dry the floor"))
>>> changes = compare(first, second)
>>> changes.facts
(('target', 5, 0),)
>>> changes.causes_added, changes.causes_refuted
(('Bent shaft',), ('Worn seal',))
>>> changes.actions_new, changes.actions_dropped, changes.actions_repeated
(('Straighten the shaft',), ('Replace the seal',), ('dry the floor',))
"""

from dataclasses import dataclass

from .causes import normalise


@dataclass(frozen=True)
class Snapshot:
    """A version of a plan.

    facts: pairs of name and value, in the order in which they are told; causes: pairs
    of statement and status; actions: what is done, without what was cancelled.
    """

    facts: tuple = ()
    causes: tuple = ()
    actions: tuple = ()


@dataclass(frozen=True)
class Changes:
    """What is different: facts as (name, before, after), the others as said last."""

    facts: tuple = ()
    causes_added: tuple = ()
    causes_verified: tuple = ()
    causes_refuted: tuple = ()
    causes_dropped: tuple = ()
    actions_new: tuple = ()
    actions_dropped: tuple = ()
    actions_repeated: tuple = ()

    def __bool__(self):
        return any(vars(self).values())


def _by_words(pairs):
    """Return (as said, status) by what is said; of two alike the last one counts."""
    return {normalise(said): (said, status) for said, status in pairs}


def _said(known, wanted):
    return tuple(known[key][0] for key in known if wanted(key))


def compare(before, after):
    """Return what is different in a version from the one before.

    :param before: :class:`Snapshot`
    :param after: :class:`Snapshot`, with the same facts
    :return: :class:`Changes`; false when nothing is different
    """
    old, new = _by_words(before.causes), _by_words(after.causes)
    done = _by_words((action, None) for action in before.actions)
    planned = _by_words((action, None) for action in after.actions)

    def becomes(status):
        return _said(
            new,
            lambda key: key in old and old[key][1] != status and new[key][1] == status,
        )

    values = dict(before.facts)
    return Changes(
        facts=tuple(
            (name, values.get(name), value)
            for name, value in after.facts
            # 0 is a figure, False is none.
            if (values.get(name), type(values.get(name))) != (value, type(value))
        ),
        causes_added=_said(new, lambda key: key not in old),
        causes_verified=becomes("verified"),
        causes_refuted=becomes("refuted"),
        causes_dropped=_said(old, lambda key: key not in new),
        actions_new=_said(planned, lambda key: key not in done),
        actions_dropped=_said(done, lambda key: key not in planned),
        actions_repeated=_said(planned, lambda key: key in done),
    )
