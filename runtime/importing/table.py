"""Reads a table of text: which sign parts its columns, and in which line they are named."""

from __future__ import annotations

import csv
import io
import re

from .columns import MEANINGS
from .story import NotImportable

TOP = 30  # lines in which the headings are looked for
WIDEST = 200  # columns
_ALL = frozenset(h for headings in MEANINGS.values() for h in headings)


def read_table(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Its headings, and the rows below with their lines. Raises NotImportable."""
    head = "\n".join(text.split("\n")[:TOP])
    separator = max(",;\t|", key=lambda sign: max((_headings(row) for _, row in _rows(head, sign)), default=0))
    rows = _rows(text, separator)
    top = _top([row for _, row in rows[:TOP]])
    return rows[top][1], rows[top + 1 :]


def is_table(text: str) -> bool:
    """Whether its first line names columns, with tabs between them."""
    first = text.lstrip("\ufeff\n").split("\n", 1)[0][:10_000]
    return "\t" in first.strip() and _headings(first.split("\t")) > 1


def _rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    found, line = [], 1
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in table:
            found.append((line, row[:WIDEST]))
            line = table.line_num + 1
    except csv.Error as fault:
        raise NotImportable(f"it is no table that can be read: {fault}") from fault
    return found


def _headings(row: list[str]) -> int:
    return sum(" ".join(re.findall(r"[^\W_]+", cell[:60].casefold())) in _ALL for cell in row)


def _top(rows: list[list[str]]) -> int:
    """Where the headings are."""
    counts = [_headings(row) for row in rows]
    most = max(counts, default=0)
    if most == 0 or (most == 1 and max(map(len, rows)) > 1):
        raise NotImportable(
            "no line in it has headings that a shot list has. Name the columns: scene, shot, description, camera,"
            " duration, dialogue, notes"
        )
    return counts.index(most)
