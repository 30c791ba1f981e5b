"""Bytes into a source: UTF-8 and nothing that no editor shows, or an error at the exact place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .diagnostic import Diagnostic
from .source import Place, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 32 * 1024 * 1024
MAX_LINE = 1024 * 1024

# Errors of one file that are listed one by one; a picture renamed to .bnn has thousands.
MAX_LISTED = 20

# Control characters but tab and newline, halves of surrogate pairs, and the noncharacters (U+FDD0.. and the last two
# of each plane), which the program uses as marks of its own. Written as the complement of what is fine in ASCII and
# tested in two steps, so that a clean file costs one fast search.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BEYOND = re.compile(
    "[" + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(1, 17)) + "]"
)


def decode(path: str, data: bytes) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The text of a file that people know as `path`, None where it can't be read; and what is wrong with its bytes."""
    if len(data) > MAX_BYTES:
        return None, (_too_large(path, len(data)),)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(path, data, error),)
    source = Source(path, _lines(text))
    found = (*_odd_characters(source), *_long_lines(source))
    return (None if found else source), found


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _too_large(path: str, size: int) -> Diagnostic:
    place = Place(Source(path, ""), 0, 0)
    return Diagnostic("BNN104", place, {"size": f"{size / 2**20:.0f}", "most": MAX_BYTES // 2**20})


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    """Points at the first byte that is no UTF-8, in the text as far as it can be read."""
    before = len(_lines(data[: error.start].decode("utf-8")))
    guess = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
    source = Source(path, "" if guess else _lines(data.decode("utf-8", "replace")))
    args = {"byte": f"0x{data[error.start]:02X}", "guess": guess}
    return Diagnostic("BNN101", Place(source, before, before + (not guess)), args)


def _odd_characters(source: Source) -> Iterator[Diagnostic]:
    text = source.text
    if text.isascii() and text.isprintable():
        return
    found = [*_ODD.finditer(text)][:MAX_LISTED]
    if not text.isascii():
        found += [*_BEYOND.finditer(text)][:MAX_LISTED]
    for match in sorted(found, key=lambda m: m.start())[:MAX_LISTED]:
        char = match[0]
        kind = "a NUL byte" if char == "\0" else "an invisible control character"
        args = {"point": f"U+{ord(char):04X}", "kind": kind}
        yield Diagnostic("BNN102", Place(source, match.start(), match.end()), args)


def _long_lines(source: Source) -> Iterator[Diagnostic]:
    text, start = source.text, 0
    while len(text) - start > MAX_LINE:
        end = text.rfind("\n", start, start + MAX_LINE + 1)
        if end < 0:
            yield Diagnostic("BNN103", Place(source, start + MAX_LINE, start + MAX_LINE), {"most": MAX_LINE})
            return
        start = end + 1
