"""Prose of the codes about tables."""

from __future__ import annotations

from .entry import ERROR, Entry

TABLES: tuple[Entry, ...] = (
    Entry(
        "BNN280",
        ERROR,
        "A table in another encoding",
        "`{path}` is not in UTF-8 from line {line} on.",
        ('Save it as UTF-8 (in Excel: Save as, "CSV UTF-8").',),
    ),
    Entry(
        "BNN281",
        ERROR,
        "A table with too many rows",
        "`{path}` has more than {most} rows, which is the most that a table may have.",
        ("Cut it into several tables.",),
    ),
    Entry(
        "BNN282",
        ERROR,
        "Two rows with one key",
        "Line {line} of `{path}` has the key `{key}`, and so has line {other}.",
        ("Give each row something of its own in the first column.",),
        "The first column names each row. Letters, digits, `_` and `-` of it count, so `A 1` and `A-1` are the same.",
    ),
    Entry(
        "BNN283",
        ERROR,
        "A row without a key",
        "Line {line} of `{path}` has nothing in the column `{heading}` that could name the row.",
        ("Write a name or a number there: the first column is each row's key.",),
    ),
    Entry(
        "BNN284",
        ERROR,
        "A row with too few or too many cells",
        "Line {line} of `{path}` does not fit its columns: cells {cells}, columns {columns}.",
        ('A text with a comma in it needs quotes: `"warm, soft light"`. An empty cell needs its comma too.',),
    ),
    Entry(
        "BNN285",
        ERROR,
        "Two columns with one name",
        "The columns `{heading}` and `{other}` of `{path}` would both be called `{name}`.",
        ("Give one of them another name.",),
        "Templates call a column by its heading, with `_` for what can't be in a name: `Unit price` is `Unit_price`.",
    ),
    Entry(
        "BNN286",
        ERROR,
        "A column without a name",
        "Column {number} of `{path}` has no name.",
        ("The first line of a table holds the names of its columns; write one there.",),
    ),
    Entry(
        "BNN288",
        ERROR,
        "A table with characters that no text has",
        "Line {line} of `{path}` has characters in it that no text has.",
        ('Save the table as CSV again (in Excel: Save as, "CSV UTF-8").',),
    ),
    Entry(
        "BNN289",
        ERROR,
        "A quote is not closed",
        "In line {line} of `{path}`, or below it, a quote is not closed, or something stands right behind one.",
        ('Quotes go around the whole cell, and a quote inside is written twice: `"a 3"" nail"`.',),
    ),
    Entry(
        "BNN290",
        ERROR,
        "A cell is too long",
        "A cell or a line is too long at line {line} of `{path}`.",
        ("Perhaps a quote is not closed there.",),
    ),
    Entry(
        "BNN291",
        ERROR,
        "An empty table",
        "`{path}` has no rows.",
        ("The first line holds the names of the columns, and each line below is one row.",),
    ),
    Entry(
        "BNN292",
        ERROR,
        "More of the same",
        "`{path}` has {count} more mistakes of this kind.",
        ("Put those above right first.",),
    ),
)
