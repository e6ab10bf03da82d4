# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Who is called next in an emergency, and when nobody would be.

People are told apart by any hashable key; times are naive datetimes in UTC.
"""

from collections import Counter

# How often everybody is called before the quality managers are.
ROUNDS = 3


def next_person(people, called, rounds=ROUNDS):
    """Return who is called next, or None when all were called often enough.

    :param people: keys of those who can be called, the first one first; it may
        change from call to call, as shifts do
    :param called: keys of those called so far, in any order

    >>> next_person(["ann", "bob"], [])
    'ann'
    >>> next_person(["ann", "bob"], ["ann"])
    'bob'
    >>> next_person(["ann", "bob"], ["ann", "bob"])
    'ann'
    >>> next_person(["ann"], ["ann"] * 3) is None
    True
    """
    times = Counter(called)
    waiting = [person for person in people if times[person] < rounds]
    return min(waiting, key=times.__getitem__, default=None)


def merge(lists):
    """Return the people of several lists, each where it comes first.

    >>> merge([["ann", "bob"], ["cleo", "ann"]])
    ['ann', 'bob', 'cleo']
    """
    return list(dict.fromkeys(person for people in lists for person in people))


def clip(intervals, begin, end):
    """Return the parts of some intervals that lie between two moments.

    A bound that is None is open.

    >>> clip([(1, 5), (7, 9)], 3, 8)
    [(3, 5), (7, 8)]
    >>> clip([(1, 5)], None, 3)
    [(1, 3)]
    """
    clipped = [
        (start if begin is None else max(start, begin), _earlier(stop, end))
        for start, stop in intervals
    ]
    return [(start, stop) for start, stop in clipped if start < stop]


def _earlier(stop, end):
    return stop if end is None else min(stop, end)


def gaps(covered, begin, end):
    """Return the intervals between two moments that no other one covers.

    >>> gaps([(2, 4), (3, 6)], 0, 10)
    [(0, 2), (6, 10)]
    >>> gaps([(0, 10)], 0, 10)
    []
    """
    found = []
    for start, stop in sorted(clip(covered, begin, end)):
        if start > begin:
            found.append((begin, start))
        begin = max(begin, stop)
    if begin < end:
        found.append((begin, end))
    return found
