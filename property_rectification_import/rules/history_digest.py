# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""By what a changed row of a history, and what has changed in it, is recognised."""

import zlib


def digest(facts):
    """Return a short text that differs where facts differ, fact by fact.

    >>> old = digest({"title": "Leak", "closed": False})
    >>> new = digest({"title": "Leak", "closed": True})
    >>> sorted(changed_facts(old, new))
    ['closed']
    """
    pairs = sorted(facts.items())
    return " ".join(f"{k}:{zlib.crc32(repr(v).encode()):08x}" for k, v in pairs)


def changed_facts(old, new):
    """Return the set of field keys in which two digests differ."""
    return {_fact(entry) for entry in set(old.split()) ^ set(new.split())}


def facts_of(text):
    """Return the set of field keys that a digest was made of."""
    return {_fact(entry) for entry in text.split()}


def with_untold(old, new, untold):
    """Return a new digest in which the untold facts are as they were in the old one.

    >>> old, new = digest({"title": "Leak", "place": "A"}), digest({"title": "Drip"})
    >>> sorted(changed_facts(old, with_untold(old, new, {"place"})))
    ['title']
    """
    kept = [entry for entry in old.split() if _fact(entry) in untold]
    told = [entry for entry in new.split() if _fact(entry) not in untold]
    return " ".join(sorted(kept + told))


def _fact(entry):
    return entry.partition(":")[0]
