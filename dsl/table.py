"""Tables as CSV: each row a value of an axis, the first column its key."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from .key import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROWS = 100_000
LINE = 1_000_000  # characters
RECORD = 10_000  # lines, where cells have several
PROBLEMS = 20  # are told one by one
DELIMITERS = (",", ";", "\t")


class Problem(NamedTuple):
    """One thing that is wrong with a table, with its code, words and place (line and column from 1)."""

    code: str
    words: Mapping[str, object]
    line: int
    column: int


class Row(Struct, frozen=True):
    """One value. `cells` has every column, by the name that templates use."""

    key: str
    cells: Mapping[str, str]
    line: int


class Table(Struct, frozen=True):
    """What could be read, and what is wrong with the rest. `columns` are the names that templates use."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_table(data: bytes, key: str) -> Table:
    """The table in the file `key`; commas, semicolons or tabs, as its first line has them. Never raises."""
    reading = _Reading(key)
    try:
        reading.read(data)
    except _Unreadable as end:
        reading.wrong(end.code, end.line, **end.words)
    return Table(reading.columns, tuple(reading.rows.values()), reading.told())


def column_name(heading: str) -> str:
    """How templates call a column: what can't be in a name becomes `_`, so that `Unit price` is `Unit_price`."""
    name = "".join(c if ("_" + c).isidentifier() else "_" for c in unicodedata.normalize("NFKC", heading.strip()))
    return name if not name or name.isidentifier() else "_" + name


class _Unreadable(Exception):
    """Nothing after this line can be read."""

    def __init__(self, code: str, line: int, **words: object) -> None:
        super().__init__(code)
        self.code, self.line, self.words = code, line, words


class _Lines:
    """The lines of a file. Each is bounded, and each record of them: their reader can't be made to hoard."""

    def __init__(self, data: bytes) -> None:
        # Read piece by piece: a whole text of 64 MB would be four times as large in memory.
        self._text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
        self.number = 0
        self.first = 0  # line of the record that is being read

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) >= LINE or self.number - self.first > RECORD:
            raise _Unreadable("BNN290", self.first)
        return line


class _Reading:
    def __init__(self, key: str) -> None:
        self.path = key
        self.columns: tuple[str, ...] = ()
        self.rows: dict[str, Row] = {}
        self._problems: list[Problem] = []
        self._count = 0

    def wrong(self, code: str, line: int, **words: object) -> None:
        self._count += 1
        if self._count <= PROBLEMS:
            self._problems.append(Problem(code, {"path": self.path, "line": line, **words}, line, 1))

    def told(self) -> tuple[Problem, ...]:
        more = self._count - PROBLEMS
        if more > 0:
            self._problems.append(Problem("BNN292", {"path": self.path, "count": more}, 1, 1))
        return tuple(self._problems)

    def read(self, data: bytes) -> None:
        _check_text(data)
        records = _records(data)
        first = next(records, None)
        if first is None:
            raise _Unreadable("BNN291", 1)
        self._head(*first)
        for line, cells in records:
            if len(self.rows) >= ROWS:
                raise _Unreadable("BNN281", line, most=ROWS)
            self._row(line, cells)
        if not self.rows and not self._problems:
            self.wrong("BNN291", first[0])

    def _head(self, line: int, headings: list[str]) -> None:
        while headings and not headings[-1]:
            headings.pop()
        known: dict[str, str] = {}
        for number, heading in enumerate(headings, 1):
            name = column_name(heading)
            if not name.strip("_"):
                raise _Unreadable("BNN286", line, number=number, heading=heading)
            if name in known:
                raise _Unreadable("BNN285", line, heading=heading, other=known[name], name=name)
            known[name] = heading
        self.columns = tuple(known)

    def _row(self, line: int, cells: list[str]) -> None:
        while len(cells) > len(self.columns) and not cells[-1]:
            cells.pop()
        if len(cells) != len(self.columns):
            return self.wrong("BNN284", line, cells=len(cells), columns=len(self.columns))
        key = slug(cells[0])
        if not key:
            return self.wrong("BNN283", line, heading=self.columns[0])
        if key in self.rows:
            return self.wrong("BNN282", line, key=key, other=self.rows[key].line)
        self.rows[key] = Row(key, dict(zip(self.columns, cells, strict=True)), line)
        return None


def _check_text(data: bytes) -> None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Unreadable("BNN280", 1)
    nul = data.find(b"\0")
    if nul >= 0:
        raise _Unreadable("BNN288", 1 + data.count(b"\n", 0, nul))


def _records(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The line on which each record begins, and its cells; empty ones are left out."""
    lines = _Lines(data)
    delimiter, skip = _delimiter(data)
    for _ in range(skip):
        next(lines, None)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != "\t", strict=True)
    while True:
        lines.first = lines.number + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise _Unreadable("BNN290" if "field larger" in str(error) else "BNN289", lines.first) from None
        except UnicodeDecodeError:
            raise _Unreadable("BNN280", _broken_line(data)) from None
        if any(cells):
            yield lines.first, cells


def _broken_line(data: bytes) -> int:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return 1 + data.count(b"\n", 0, error.start)
    return 1


def _delimiter(data: bytes) -> tuple[str, int]:
    """What stands between the cells, and how many lines only say so (Excel writes `sep=;`)."""
    text = data[:LINE].decode("utf-8-sig", "replace").lstrip("\r\n")
    head = next(iter(text.splitlines()), "")
    told = re.fullmatch(r"(?i)sep=([,;\t])", head)
    if told:
        return told[1], 1
    bare = re.sub(r'"[^"]*"', "", head)
    return max(DELIMITERS, key=bare.count), 0
