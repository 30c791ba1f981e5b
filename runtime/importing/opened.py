"""Opens a file of text that somebody else wrote: bounded, and in whatever encoding it is."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from .story import NotImportable

if TYPE_CHECKING:
    from pathlib import Path

BYTES, LINES = 20_000_000, 100_000
OLD = (
    "The file is in no Unicode encoding, and was read as Windows-1252. If letters with accents are wrong in the board,"
    " save the file as UTF-8 and import it again."
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def open_bytes(path: Path) -> bytes:
    """What it holds. Raises NotImportable, OSError."""
    if not path.is_file():
        raise NotImportable("it is no plain file")
    with path.open("rb") as file:
        data = file.read(BYTES + 1)
    if len(data) > BYTES:
        raise NotImportable(f"it is larger than {BYTES // 1_000_000} MB")
    return data


def open_text(path: Path, hints: list[str]) -> str:
    """Its text, every line end a plain one; what was guessed is added to `hints`. Raises NotImportable, OSError."""
    text = _decoded(open_bytes(path), hints).replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise NotImportable("it is no text")
    if not text.strip():
        raise NotImportable("it is empty")
    if text.count("\n") > LINES:
        raise NotImportable(f"it has more than {LINES:,} lines. Import it in parts")
    return text


def _decoded(data: bytes, hints: list[str]) -> str:
    encoding = next((e for mark, e in _MARKS if data.startswith(mark)), None) or _unmarked(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding != "utf-8":
            raise NotImportable("it begins like a text, and is none") from fault
    hints.append(OLD)
    return data.decode("cp1252", "replace")


def _unmarked(data: bytes) -> str:
    """UTF-16 without its mark has a zero in every other byte of plain letters."""
    start = data[:200]
    zeros = (start[0::2].count(0), start[1::2].count(0))
    if len(start) > 3 and max(zeros) * 4 > len(start) and min(zeros) == 0:
        return "utf-16-le" if zeros[1] else "utf-16-be"
    return "utf-8"
