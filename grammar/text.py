"""Quoted texts: from what is written to what is meant, and from an offset in the one to an offset in the other."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from .source import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .nodes import Text
    from .source import Source

ESCAPES = {'"': '"', "\\": "\\", "n": "\n"}

# What may close a text that a word processor or another language's keyboard has opened.
CLOSERS = {
    '"': '"”“',
    "'": "'’",
    "“": '”“"',
    "”": '”"',
    "„": '“”"',
    "‘": "’'",
    "’": "’'",
    "‚": "‘’'",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "＂": "＂",
    "`": "`´'",
    "´": "´`",
}

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CLOSED = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_INDENT = re.compile(r"[ \t]*+")


class Run(NamedTuple):
    """A stretch of a text: what it says, and where in the file that is written (as many characters unless escaped)."""

    says: str
    start: int
    end: int


def value_of(text: str, start: int, end: int, *, block: bool) -> str:
    """What the quoted text at `text[start:end]` says."""
    return "".join(run.says for run in runs(text, start, end, block=block))


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the content of the quoted text at `text[start:end]` begins and ends; its closing quote may be missing."""
    if text.startswith('"""', start):
        closed = end - start >= 6 and text.endswith('"""', start, end)
        return start + 3, end - 3 if closed else end
    if text[start] == '"' and text[end - 1] == '"':
        return start + 1, end - 1 if _CLOSED.fullmatch(text, start, end) else end
    if text[start] not in CLOSERS:
        return start, end - 1  # the opening quote is missing
    closed = end - start > 1 and text[end - 1] in CLOSERS.get(text[start], "")
    return start + 1, end - 1 if closed else end


def bad_escapes(text: str, start: int, end: int) -> Iterator[int]:
    """Offsets of each backslash that begins no escape."""
    for match in _ESCAPE.finditer(text, start, end):
        if match[1] not in ESCAPES:
            yield match.start()


def runs(text: str, start: int, end: int, *, block: bool) -> list[Run]:
    """The stretches of the quoted text at `text[start:end]`, in order."""
    if start == end:
        return []
    first, last = bounds(text, start, end)
    lines = _dedented(text, first, last) if block else [Run(text[first:last], first, last)]
    return [piece for line in lines for piece in _unescaped(line)]


def _unescaped(run: Run) -> Iterator[Run]:
    """A run cut at its escapes; a padding that stands for half a tab holds none."""
    if "\\" not in run.says:
        yield run
        return
    done = 0
    for match in _ESCAPE.finditer(run.says):
        said = ESCAPES.get(match[1])
        if said is None:
            continue
        if match.start() > done:
            yield Run(run.says[done : match.start()], run.start + done, run.start + match.start())
        yield Run(said, run.start + match.start(), run.start + match.end())
        done = match.end()
    if done < len(run.says):
        yield Run(run.says[done:], run.start + done, run.end)


def _dedented(text: str, first: int, last: int) -> list[Run]:
    """The lines of a block without their common indentation and without blank lines at both ends, as in a docstring."""
    spans = _lines(text, first, last)
    margin = min((_columns(text[a:b]) for a, b in spans[1:] if text[a:b].strip(" \t")), default=0)
    kept = [_cut(text, a, b, margin if i else -1) for i, (a, b) in enumerate(spans)]
    while kept and not kept[-1]:
        kept.pop()
    skipped = next((i for i, line in enumerate(kept) if line), 0)
    return _joined(kept[skipped:], spans[skipped:])


def _lines(text: str, first: int, last: int) -> list[tuple[int, int]]:
    spans = []
    while (at := text.find("\n", first, last)) >= 0:
        spans.append((first, at))
        first = at + 1
    return [*spans, (first, last)]


def _columns(line: str) -> int:
    """How far a line is indented, tabs going to each eighth column."""
    return len(_INDENT.match(line)[0].expandtabs())  # type: ignore[index]  # it matches the empty text too


def _cut(text: str, start: int, end: int, margin: int) -> list[Run]:
    """A line without its margin (all of its indentation if that is -1); nothing where the line is blank."""
    body = start + len(text[start:end]) - len(text[start:end].lstrip(" \t"))
    if body == end:
        return []
    at, column = start, 0
    while at < body and (column < margin or margin < 0):
        column = column + 1 if text[at] == " " else column // 8 * 8 + 8
        at += 1
    rest = Run(text[at:end], at, end)
    return [Run(" " * (column - margin), at - 1, at), rest] if column > margin >= 0 else [rest]


def _joined(kept: list[list[Run]], spans: list[tuple[int, int]]) -> list[Run]:
    """The lines with the line ends between them."""
    found: list[Run] = []
    for i, (line, (_, end)) in enumerate(zip(kept, spans, strict=False)):
        found += line
        if i + 1 < len(kept):
            found.append(Run("\n", end, end + 1))
    return found


class OffsetMap(Struct, frozen=True):
    """The way from offsets in `Text.value` to offsets in `Source.text`."""

    source: Source
    runs: tuple[Run, ...]
    starts: tuple[int, ...]
    empty: int

    def offset(self, i: int) -> int:
        """Where character `i` of the value is written; for `i` at or past the end, where the last one ends."""
        if not self.runs:
            return self.empty
        run, inside = self._find(max(i, 0))
        if inside >= len(run.says):
            return run.end
        return run.start + inside if _plain(run) else run.start

    def place(self, start: int, end: int) -> Place:
        """The place of `value[start:end]`, from the first character's start to the last one's end."""
        first = self.offset(start)
        return Place(self.source, first, max(first, self._end(end)) if end > start else first)

    def _end(self, end: int) -> int:
        if not self.runs:
            return self.empty
        run, inside = self._find(end - 1)
        return run.start + min(inside + 1, len(run.says)) if _plain(run) else run.end

    def _find(self, i: int) -> tuple[Run, int]:
        number = bisect_right(self.starts, i) - 1
        return self.runs[number], i - self.starts[number]


def _plain(run: Run) -> bool:
    return len(run.says) == run.end - run.start


def offset_map(source: Source, text: Text) -> OffsetMap:
    """The map of one text of a tree."""
    found = tuple(runs(source.text, text.start, text.end, block=text.block))
    starts, at = [], 0
    for run in found:
        starts.append(at)
        at += len(run.says)
    empty = text.start if text.start == text.end else bounds(source.text, text.start, text.end)[0]
    return OffsetMap(source, found, tuple(starts), empty)


def block_lines(text: str, start: int, end: int) -> tuple[bool, list[str], bool]:
    """Whether a block begins with a line's end, its dedented lines as written, whether it ends with a line's end."""
    first, last = bounds(text, start, end)
    spans = _lines(text, first, last)
    written = "".join(run.says for run in _dedented(text, first, last))
    opens = not text[slice(*spans[0])].strip(" \t")
    closes = len(spans) > 1 and not text[slice(*spans[-1])].strip(" \t")
    return opens, written.split("\n"), closes
