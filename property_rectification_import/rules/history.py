# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What a row of another system's history says about a problem.

A :class:`Mapping` says which column means what; its ``interpret`` makes a plain
dictionary of facts out of the cells of a row, or refuses the row with a reason.

>>> mapping = Mapping([Column("No", "ref"), Column("Day", "reported_at")],
...                   date_formats=["%d.%m.%Y"], tz="Europe/Berlin")
>>> mapping.bind({"No": 0, "Day": 1})
>>> facts, warnings = mapping.interpret(["17", "02.07.2024"])
>>> facts["ref"], facts["reported_at"], facts["closed"]
('17', datetime.datetime(2024, 7, 1, 22, 0), False)
"""

import fnmatch
import re
from dataclasses import dataclass, field
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from . import iso_time
from .history_file import RowError

# What a column can mean, and the kind of its values.
FIELDS = {
    "ref": "text",
    "title": "text",
    "description": "text",
    "detail": "detail",
    "type": "name",
    "place": "text",
    "severity": "choice",
    "source": "choice",
    "reporter_name": "text",
    "reporter_email": "text",
    "occurred_at": "time",
    "noticed_at": "time",
    "reported_at": "time",
    "promised_at": "time",
    "status": "choice",
    "closed_at": "time",
    "outcome": "choice",
    "outcome_reason": "text",
}
REQUIRED = ("ref", "reported_at")
STATUSES = {"open": "open", "closed": "closed"}
_LONGEST = {
    "ref": 100,
    "title": 500,
    "type": 200,
    "place": 500,
    "reporter_name": 200,
    "reporter_email": 320,
}
_LONGEST_TEXT = 20_000
_YEARS = range(1900, 2101)


class ValueMap:
    """Which text of a column means what: the first pattern that fits decides.

    A line a pattern: ``text = meaning``.  ``*`` stands for anything; case and
    repeated spaces do not matter.

    >>> outcomes = ValueMap("*duplicate* = duplicate\\n* = unverified")
    >>> outcomes.get("Case Closed  Duplicate of 17"), outcomes.get("done")
    ('duplicate', 'unverified')
    """

    def __init__(self, text=""):
        """:raise ValueError: with the line that is no ``text = meaning``"""
        self._rules = []
        for line in filter(None, map(str.strip, (text or "").splitlines())):
            pattern, equals, meaning = line.rpartition("=")
            if not (equals and pattern.strip() and meaning.strip()):
                raise ValueError(line)
            expression = fnmatch.translate(_plain(pattern).replace("[", "[[]"))
            self._rules.append((re.compile(expression).match, meaning.strip()))

    def __iter__(self):
        return (meaning for _matches, meaning in self._rules)

    def get(self, text):
        """Return the meaning of a text, or None when no pattern fits."""
        plain = _plain(text)
        return next((value for matches, value in self._rules if matches(plain)), None)


def squeezed(text):
    """Return a text with single spaces and none around.

    >>> squeezed(" Heat -  too   little ")
    'Heat - too little'
    """
    return " ".join(text.split())


def _plain(text):
    return squeezed(text).casefold()


def plain_all(texts):
    """Return texts as they are compared: single spaces, no capitals; empty for none.

    >>> plain_all(["No  Heat", False])
    ['no heat', '']
    """
    return [" ".join((text or "").split()).casefold() for text in texts]


@dataclass(frozen=True)
class Column:
    """A column of the file: its header, its meaning (a key of FIELDS), its values."""

    header: str
    field: str
    values: ValueMap = field(default_factory=ValueMap)
    required: bool = False


def to_utc(text, formats, zone):
    """Return a written time as a naive datetime in UTC.

    A time without an offset is local to ``zone``.  One that exists twice, when the
    clock goes back, is taken as the first of the two; one that the clock skips is
    read as if the clock had not been changed yet.

    :param formats: as for ``strptime``; "iso" for all of ISO 8601
    :raise RowError: when no format fits, or the year cannot be meant

    >>> zone = ZoneInfo("America/New_York")
    >>> to_utc("11/01/2015 01:30 AM", ["%m/%d/%Y %I:%M %p"], zone)
    datetime.datetime(2015, 11, 1, 5, 30)
    >>> to_utc("2015-03-08T02:30:00", ["iso"], zone)
    datetime.datetime(2015, 3, 8, 7, 30)
    """
    for choice in formats:
        try:
            found = _parse(text, choice)
        except ValueError:
            continue
        if found.year not in _YEARS:
            raise RowError("year", value=text)
        local = found if found.tzinfo else found.replace(tzinfo=zone)
        return local.astimezone(timezone.utc).replace(tzinfo=None, microsecond=0)
    raise RowError("time", value=text, formats=list(formats))


def _parse(text, choice):
    if choice == "iso":
        return iso_time.read(text)
    return datetime.strptime(text, choice)


class Mapping:
    """Which column means what, and how its values are read.

    :param columns: :class:`Column` objects; "detail" may be there several times
    :param date_formats: tried one after the other
    :param tz: name of the time zone of times without an offset
    :param choices: ``{field: {plain text: value}}``, what a choice may say
    :param clip_closing: take a problem that was closed before it was reported as
        closed when it was reported, with a warning, instead of refusing it
    """

    def __init__(self, columns, date_formats, tz, choices=None, clip_closing=False):
        self.columns = list(columns)
        self.types = next((c.values for c in columns if c.field == "type"), ValueMap())
        self._date_formats = list(date_formats)
        self._zone = ZoneInfo(tz)
        self._choices = {"status": STATUSES} | (choices or {})
        self._clip_closing = clip_closing
        self._bound = []
        self.absent = frozenset()

    @property
    def headers(self):
        """All headers, each once, in the order of the columns."""
        return list(dict.fromkeys(c.header for c in self.columns))

    @property
    def required_headers(self):
        """Headers of columns without which a file cannot be used."""
        columns = (c for c in self.columns if c.required or c.field in REQUIRED)
        return list(dict.fromkeys(c.header for c in columns))

    def header_of(self, field_key):
        """Return the header of the column with this meaning, or None."""
        headers = (c.header for c in self.columns if c.field == field_key)
        return next(headers, None)

    def bind(self, indexes):
        """Say where the columns stand in the file, as ``{header: index}``.

        ``absent`` are then the facts that the file cannot tell, for it has no column,
        or not all columns, of them.
        """
        readers = {
            "text": self._read_text,
            "name": self._read_name,
            "detail": self._read_text,
            "choice": self._read_choice,
            "time": self._read_time,
        }
        self._bound = [
            (indexes[column.header], column, readers[FIELDS[column.field]])
            for column in self.columns
            if column.header in indexes
        ]
        gone = {c.field for c in self.columns if c.header not in indexes}
        told = {column.field for _index, column, _reader in self._bound} - gone
        absent = FIELDS.keys() - told
        if {"status", "closed_at"} <= absent:
            absent |= {"closed"}
        self.absent = frozenset(absent)

    def interpret(self, cells):
        """Return the facts of a row and warnings about it.

        :return: ``(facts, warnings)``: facts by field key with only what is known,
            plus ``closed`` and, for all "detail" columns, a list of (header, text);
            warnings as :class:`RowError`
        :raise RowError: when the row cannot be used
        """
        facts, details = {}, []
        for index, column, reader in self._bound:
            text = cells[index].strip()
            if not text:
                if column.required or column.field in REQUIRED:
                    raise RowError("required", column=column.header)
            elif column.field == "detail":
                details.append((column.header, self._read_text(text, column)))
            else:
                facts[column.field] = reader(text, column)
        if details:
            facts["detail"] = details
        return facts, self._settle(facts)

    def _read_text(self, text, column):
        longest = _LONGEST.get(column.field, _LONGEST_TEXT)
        if len(text) > longest:
            raise RowError("too_long", column=column.header, longest=longest)
        return text

    def _read_name(self, text, column):
        return squeezed(self._read_text(text, column))

    def _read_time(self, text, column):
        return to_utc(text, self._date_formats, self._zone)

    def _read_choice(self, text, column):
        meaning = column.values.get(text) or text
        value = self._choices.get(column.field, {}).get(_plain(meaning))
        if value is None:
            raise RowError("unknown", column=column.header, value=text[:100])
        return value

    def _settle(self, facts):
        """Complete the facts with what follows from them; return warnings."""
        status = facts.pop("status", "closed" if "closed_at" in facts else "open")
        facts["closed"] = status == "closed"
        self._check_order(facts)
        if not facts["closed"]:
            if "closed_at" in facts:
                raise RowError("open_but_closed")
            # Words about the closing of what is open again are no longer true.
            facts.pop("outcome", None)
            facts.pop("outcome_reason", None)
            return []
        return [*self._settle_closing(facts), *self._settle_outcome(facts)]

    def _check_order(self, facts):
        names = ("occurred_at", "noticed_at", "reported_at")
        times = [facts[name] for name in names if name in facts]
        if times != sorted(times):
            raise RowError("time_order")

    def _settle_closing(self, facts):
        if "closed_at" not in facts:
            raise RowError("no_closing_time")
        if facts["closed_at"] >= facts["reported_at"]:
            return []
        if not self._clip_closing:
            raise RowError("closed_before_reported")
        facts["closed_at"] = facts["reported_at"]
        return [RowError("closing_clipped")]

    def _settle_outcome(self, facts):
        """Nobody here has verified what another system calls effective."""
        claimed = facts.get("outcome")
        if claimed in (None, "effective"):
            facts["outcome"] = "unverified"
        return [RowError("not_verified")] if claimed == "effective" else []


def slug(text, longest=40):
    """Return a code made of a name: capitals and digits joined by hyphens.

    >>> slug("Heat - Excessive  Insufficient")
    'HEAT-EXCESSIVE-INSUFFICIENT'
    """
    words = re.findall(r"\w+", text.upper())
    return "-".join(words)[:longest].rstrip("-") or "X"
