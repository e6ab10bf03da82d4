# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What a preventive action has changed: as long before it as after it.

>>> from datetime import datetime
>>> done = datetime(2026, 3, 1, 12)
>>> spans = get_windows(done, datetime(2026, 3, 31, 18))
>>> spans.days, spans.before[0], spans.after[1]
(30, datetime.datetime(2026, 1, 30, 12, 0), datetime.datetime(2026, 3, 31, 12, 0))
>>> is_too_early(spans.days), is_too_early(13)
(False, True)
>>> judge(5, 2), judge(2, 2), judge(0, 1), judge(0, 0)
('less', 'same', 'more', 'nothing')
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Longer than a year would compare with a time that was another one anyway.
MOST_DAYS = 365
# Less than this tells nothing.
FEWEST_DAYS = 14


@dataclass(frozen=True, slots=True)
class Windows:
    """Two spans of so many whole days: (from, to), the end not included."""

    days: int
    before: tuple[datetime, datetime]
    after: tuple[datetime, datetime]


def get_windows(done_at, now):
    """Return the spans to compare, which meet at the moment the action was done.

    :param done_at: when the action took effect
    :param now: not before that
    """
    days = max(0, min((now - done_at).days, MOST_DAYS))
    span = timedelta(days=days)
    return Windows(days, (done_at - span, done_at), (done_at, done_at + span))


def is_too_early(days):
    """Tell whether so many days are too few to see an effect."""
    return days < FEWEST_DAYS


def judge(before, after):
    """Return less, same or more; nothing when there was none in either span."""
    if not before and not after:
        return "nothing"
    if before == after:
        return "same"
    return "less" if after < before else "more"
