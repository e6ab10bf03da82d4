# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A CSV file of problems, plain or gzipped, read as a stream.

The file is looked through once before anything is imported (:func:`inspect`): what
makes the whole file useless is found before the first row is taken.  A bad row is
handed on as a :class:`RowError` in its place and hides no other row.  Memory does not
grow with the file, except for eight bytes a reference to find repeated ones.

>>> import io
>>> file = io.BytesIO(b"Ref;Place\\n1;Hall\\n2;Cellar\\n1;Roof\\n")
>>> layout = inspect(file, ["Ref", "Place"], "Ref")
>>> layout.delimiter, layout.rows, layout.repeated
(';', 3, (4,))
>>> [cells for line, cells in Records(file, layout)][:2]
[['1', 'Hall'], ['2', 'Cellar']]
"""

import csv
import gzip
import zlib
from collections import Counter, deque
from dataclasses import dataclass

MAX_BYTES = 200 * 2**20
MAX_LINE = 2**20
# A quote that is never closed swallows what follows: give up on the row early.
MAX_LINES_OF_ROW = 200
MAX_REPEATED = 10_000
DELIMITERS = (",", ";", "\t", "|")
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_FOREIGN = (b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xd0\xcf\x11\xe0", b"\xff\xd8\xff")


class HistoryError(Exception):
    """What is wrong, as a code with its details; words are the caller's business."""

    def __init__(self, code, **details):
        super().__init__(code, details)
        self.code = code
        self.details = details


class FileError(HistoryError):
    """The file as a whole cannot be used."""


class RowError(HistoryError):
    """One row cannot be used."""


@dataclass(frozen=True)
class Layout:
    """What :func:`inspect` found out about a file.

    columns: headers as in the file; rows: number of data rows, bad ones included;
    size: bytes after unpacking; repeated: lines whose reference stood on an earlier
    line; start: position of the first data row as (byte, line).
    """

    encoding: str
    delimiter: str
    columns: tuple
    rows: int = 0
    size: int = 0
    repeated: tuple = ()
    start: tuple = (0, 0)

    @classmethod
    def from_json(cls, values):
        """Return the layout that ``dataclasses.asdict`` and JSON made values of."""
        listed = {k: tuple(v) for k, v in values.items() if isinstance(v, list)}
        return cls(**{**values, **listed})


def unpacked(file):
    """Return a readable stream of plain bytes, from its beginning.

    Gzip is recognised by content, whatever the name of the file is.

    :param file: seekable binary file
    """
    file.seek(0)
    magic = file.read(2)
    file.seek(0)
    return gzip.GzipFile(fileobj=file) if magic == b"\x1f\x8b" else file


class Records:
    """Iterate over the rows behind the header, as (line, cells or ``RowError``).

    The line is that on which the row begins, counted from 1.  ``position`` is where
    the next row begins: given as ``start`` it continues there.
    """

    def __init__(self, file, layout, start=None, max_bytes=MAX_BYTES):
        self._stream = unpacked(file)
        self._layout = layout
        self._max_bytes = max_bytes
        self._ahead = deque()
        self._taken = []
        self._byte, self._line = start or layout.start
        if self._byte:
            self._stream.seek(self._byte)

    @property
    def position(self):
        return self._byte, self._line

    def __iter__(self):
        width = len(self._layout.columns)
        for line, cells in iter(self._next_row, None):
            if not isinstance(cells, RowError) and width and len(cells) != width:
                cells = RowError("width", found=len(cells), expected=width)
            yield line, cells

    def _next_row(self):
        """Return (line, cells or error) of the next row, None at the end."""
        cells = []
        while not cells:  # empty lines say nothing
            self._taken = []
            line = self._line + 1
            try:
                cells = next(self._reader(), None)
            except (csv.Error, RowError):
                self._put_back()
                return line, RowError("quotes")
            if cells is None:
                return None
        return line, cells

    def _reader(self):
        delimiter = self._layout.delimiter
        return csv.reader(self._pull(), delimiter=delimiter, strict=True)

    def _pull(self):
        """Yield decoded lines and remember the raw ones, until the row is complete."""
        while raw := self._read_line():
            if len(self._taken) == MAX_LINES_OF_ROW:
                self._ahead.appendleft(raw)
                raise RowError("quotes")
            self._taken.append(raw)
            self._byte += len(raw)
            self._line += 1
            self._check_line(raw)
            yield self._decode(raw)

    def _read_line(self):
        if self._ahead:
            return self._ahead.popleft()
        try:
            return self._stream.readline(MAX_LINE + 1)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise FileError("damaged", line=self._line + 1) from None

    def _check_line(self, raw):
        if self._byte > self._max_bytes:
            raise FileError("too_big", megabytes=self._max_bytes // 2**20)
        if len(raw) > MAX_LINE:
            raise FileError("long_line", line=self._line)
        if b"\0" in raw:
            raise FileError("binary", line=self._line)

    def _decode(self, raw):
        if self._line == 1 and raw.startswith(_UTF8_MARK):
            raw = raw[len(_UTF8_MARK) :]
        try:
            return raw.decode(self._layout.encoding)
        except UnicodeDecodeError:
            encoding = self._layout.encoding
            raise FileError("encoding", line=self._line, encoding=encoding) from None

    def _put_back(self):
        """Take only the first line of a broken row: the next may be a row again."""
        spare = self._taken[1:]
        self._ahead.extendleft(reversed(spare))
        self._byte -= sum(map(len, spare))
        self._line -= len(spare)


def inspect(
    file,
    headers,
    ref,
    required=None,
    encoding="utf-8",
    delimiter=None,
    max_bytes=MAX_BYTES,
):
    """Look through a whole file before anything of it is used.

    :param file: seekable binary file
    :param headers: headers of the columns that are read
    :param required: those that the file must have; None for all of them
    :param ref: header of the column that identifies a row
    :param delimiter: None to find it out from the header line
    :return: :class:`Layout`
    :raise FileError: when the file cannot be used; the codes are ``empty``,
        ``binary``, ``utf16``, ``encoding``, ``damaged``, ``too_big``, ``long_line``,
        ``header``, ``columns``, ``twice``, ``no_rows``, ``repeated``
    """
    _check_magic(file)
    candidates = [delimiter] if delimiter else DELIMITERS
    layouts = [_read_header(file, encoding, choice, max_bytes) for choice in candidates]
    layout = max(layouts, key=lambda found: len(column_indexes(found, headers)))
    _check_columns(layout, headers, headers if required is None else required)
    return _scan(file, layout, column_indexes(layout, [ref])[ref], max_bytes)


def column_indexes(layout, headers):
    """Return ``{header: index}`` of those headers that the file has.

    Case and surrounding spaces do not matter.
    """
    positions = {_key(name): index for index, name in enumerate(layout.columns)}
    return {name: positions[_key(name)] for name in headers if _key(name) in positions}


def _key(header):
    return header.strip().casefold()


def _check_magic(file):
    try:
        head = unpacked(file).read(4)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise FileError("damaged", line=1) from None
    if not head:
        raise FileError("empty")
    if head.startswith(_UTF16_MARKS):
        raise FileError("utf16")
    if head.startswith(_FOREIGN):
        raise FileError("binary", line=1)


def _read_header(file, encoding, delimiter, max_bytes):
    bare = Layout(encoding, delimiter, ())
    records = Records(file, bare, max_bytes=max_bytes)
    _line, cells = next(iter(records), (0, None))
    if cells is None:
        raise FileError("empty")
    if isinstance(cells, RowError):
        cells = []
    return Layout(encoding, delimiter, tuple(cells), start=records.position)


def _check_columns(layout, headers, required):
    if not layout.columns:
        raise FileError("header")
    found = [name.strip() for name in layout.columns]
    missing = [name for name in required if not column_indexes(layout, [name])]
    if missing:
        raise FileError("columns", missing=missing, found=found)
    counts = Counter(map(_key, found))
    twice = [name for name in headers if counts[_key(name)] > 1]
    if twice:
        raise FileError("twice", columns=twice)


def _scan(file, layout, ref_index, max_bytes):
    """Read all rows once; return the layout with what that shows."""
    seen, repeated, rows = set(), [], 0
    records = Records(file, layout, max_bytes=max_bytes)
    for line, cells in records:
        rows += 1
        if isinstance(cells, RowError):
            continue
        ref = hash(cells[ref_index].strip())
        if ref in seen:
            repeated.append(line)
        seen.add(ref)
        if len(repeated) > MAX_REPEATED:
            raise FileError("repeated", column=layout.columns[ref_index], rows=rows)
    if not rows:
        raise FileError("no_rows")
    return Layout(
        encoding=layout.encoding,
        delimiter=layout.delimiter,
        columns=layout.columns,
        rows=rows,
        size=records.position[0],
        repeated=tuple(repeated),
        start=layout.start,
    )
