"""Draws diagnostics for people: the one place that draws a caret. And writes them for programs."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from .diagnostic import Severity
from .prose import entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .diagnostic import Diagnostic
    from .source import Place, Position

TAB = 4

# How much of a line is shown where nobody says how wide the terminal is.
WIDTH = 110
NARROWEST = 30

# Lines of a span that are shown: more than these, and the middle is left out.
MOST_LINES = 4

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


class Cell(NamedTuple):
    """One character as it is drawn, and how many columns that takes."""

    drawn: str
    width: int


def render(
    diagnostics: Iterable[Diagnostic],
    *,
    color: bool,
    width: int | None = None,
    named: Callable[[str], str] = str,
) -> str:
    """All of them, a blank line between; each line ends with a newline.

    `width` is that of the terminal, in columns; `named` gives the path by which a file is told.
    """
    paint = Paint(color)
    return "\n".join(_one(d, paint, width or WIDTH, named) for d in diagnostics)


class Paint:
    """Colours, or none."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def __call__(self, code: str, text: str) -> str:
        """The text in a colour."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text


def _one(diagnostic: Diagnostic, paint: Paint, width: int, named: Callable[[str], str]) -> str:
    color = _COLORS[diagnostic.severity]
    kind = paint(f"1;{color}", f"{diagnostic.severity} {diagnostic.code}")
    where = "" if diagnostic.place is None else paint("1", f"{_where(diagnostic.place, named)}:") + " "
    lines = [f"{where}{kind}{paint('1', ': ' + harmless(diagnostic.message))}"]
    gutter = _gutter(diagnostic)
    if diagnostic.place is not None and diagnostic.place.source.text:
        lines += _picture(diagnostic.place, "", color, paint, gutter, width)
    for related in diagnostic.related:
        sentence = entry(diagnostic.code).aside(related.role, related.args)
        if diagnostic.place is None or related.place.source is not diagnostic.place.source:
            lines.append(f"{' ' * gutter} {paint('34', '::')} {_where(related.place, named)}")
        lines += _aside(diagnostic, related.place, harmless(sentence), paint, gutter, width)
    if diagnostic.hint:
        lines.append(f"{' ' * gutter} {paint('34', '=')} {paint('1', 'hint:')} {harmless(diagnostic.hint)}")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _aside(diagnostic: Diagnostic, place: Place, sentence: str, paint: Paint, gutter: int, width: int) -> list[str]:
    """A second place; on the line that has just been shown only what is under it."""
    drawn = _picture(place, sentence, "34", paint, gutter, width)
    shown = diagnostic.place
    if shown is None or shown.source is not place.source or len(drawn) != 2:
        return drawn
    same = shown.first.line == shown.last.line == place.first.line
    return drawn[1:] if same and len(place.source.line(place.first.line)) + gutter + 3 <= width else drawn


def _where(place: Place, named: Callable[[str], str]) -> str:
    first = place.first
    return f"{harmless(named(place.source.path))}:{first.line}:{first.column}"


def _gutter(diagnostic: Diagnostic) -> int:
    """How many columns the line numbers need."""
    places = [diagnostic.place, *(r.place for r in diagnostic.related)]
    return max((len(str(p.last.line)) for p in places if p is not None), default=1)


def _picture(place: Place, label: str, color: str, paint: Paint, gutter: int, width: int) -> list[str]:
    """The lines of a place with what is meant underlined, `label` behind the last of the carets."""
    first, last = place.first, place.last
    numbers = list(range(first.line, last.line + 1))
    if len(numbers) > 1 and last.column == 1:
        numbers.pop()
    bar = paint("34", "|")
    blank = f"{' ' * gutter} {bar}"
    found = [blank] if not label else []
    for number in _shortened(numbers):
        if number is None:
            found.append(f"{'.' * gutter} {bar}")
            continue
        start, end = _columns(place, number, first, last)
        drawn, before, under = _window(place.source.line(number), start, end, max(width - gutter - 3, NARROWEST))
        mark = ("^" if color != "34" else "-") * under
        note = f" {label}" if label and number == numbers[-1] else ""
        found.append(f"{paint('34', str(number).rjust(gutter))} {bar} {drawn}")
        found.append(f"{blank} {' ' * before}{paint(f'1;{color}', mark + note)}")
    return found


def _shortened(numbers: Sequence[int]) -> list[int | None]:
    if len(numbers) <= MOST_LINES:
        return list(numbers)
    return [numbers[0], numbers[1], None, numbers[-1]]


def _columns(place: Place, number: int, first: Position, last: Position) -> tuple[int, int]:
    """The part of a line that belongs to the place, in characters from 0."""
    line = place.source.line(number)
    start = first.column - 1 if number == first.line else len(line) - len(line.lstrip())
    end = last.column - 1 if number == last.line else len(line)
    return start, max(end, start)


def _window(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """A line as it is drawn, cut around the place if it is too long; how many columns stand before and under it."""
    end = min(end, start + width)
    low, high = max(0, start - width), min(len(line), end + width)
    cells = _cells(line[low:high])
    before = sum(c.width for c in cells[: start - low])
    under = sum(c.width for c in cells[start - low : end - low])
    total = sum(c.width for c in cells)
    if low == 0 and high == len(line) and total <= width:
        return "".join(c.drawn for c in cells), before, max(under, 1)
    return _cropped(cells, before, min(max(under, 1), width - 10), width, cut=(low > 0, high < len(line)))


def _cropped(cells: list[Cell], before: int, under: int, width: int, cut: tuple[bool, bool]) -> tuple[str, int, int]:
    """The part of a long line around its carets, with dots where something is left out."""
    total = sum(c.width for c in cells)
    left = max(0, min(before - (width - under) // 2, total - width + 6))
    drawn, at, shown = "", 0, 0
    first: int | None = None
    for cell in cells:
        if at >= left and shown + cell.width <= width - 6:
            first = at if first is None else first
            drawn += cell.drawn
            shown += cell.width
        at += cell.width
    begun = first or 0
    dots = "..." if begun or cut[0] else ""
    rest = "..." if begun + shown < total or cut[1] else ""
    inside = max(1, min(under, shown - (before - begun)))
    return dots + drawn + rest, len(dots) + before - begun, inside


def _cells(text: str) -> list[Cell]:
    """Each character as it is drawn; a mark that joins the one before takes no column."""
    if text.isascii() and text.isprintable():
        return [Cell(char, 1) for char in text]
    cells: list[Cell] = []
    column = 0
    for char in text:
        cell = _cell(char, column)
        cells.append(cell)
        column += cell.width
    return cells


def _cell(char: str, column: int) -> Cell:
    if char == "\t":
        size = TAB - column % TAB
        return Cell(" " * size, size)
    drawn = harmless(char)
    if drawn != char or char.isascii():
        return Cell(drawn, len(drawn))
    from wcwidth import wcwidth

    return Cell(char, max(wcwidth(char), 0))


def harmless(text: str) -> str:
    """A text that can't steer a terminal: control characters and those that turn the direction are shown by number."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"<U+{ord(c):04X}>" if _steers(c) else c for c in text)


def _steers(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Cn") and char not in "\u200c\u200d"


def as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """The diagnostics as `bnn check --json` prints them: lines and columns from 1, in code points."""
    return [_record(d) for d in diagnostics]


def _record(diagnostic: Diagnostic) -> dict[str, object]:
    related = [{**_range(r.place), "message": entry(diagnostic.code).aside(r.role, r.args)} for r in diagnostic.related]
    return {
        **_range(diagnostic.place),
        "severity": str(diagnostic.severity),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "related": related,
    }


def _range(place: Place | None) -> dict[str, object]:
    if place is None:
        return dict.fromkeys(("file", "line", "column", "end_line", "end_column"))
    first, last = place.first, place.last
    return {
        "file": place.source.path,
        "line": first.line,
        "column": first.column,
        "end_line": last.line,
        "end_column": last.column,
    }


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """The diagnostics as workflow commands, one a line, which GitHub shows beside the lines of a pull request."""
    return "".join(_command(d) for d in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    fields = {"title": diagnostic.code}
    if diagnostic.place is not None:
        first, last = diagnostic.place.first, diagnostic.place.last
        fields |= {"file": diagnostic.place.source.path, "line": str(first.line), "endLine": str(last.line)}
        if first.line == last.line:
            fields |= {"col": str(first.column), "endColumn": str(last.column)}
    said = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in sorted(fields.items()))
    words = diagnostic.message + (f" {diagnostic.hint}" if diagnostic.hint else "")
    return f"::{_COMMANDS[diagnostic.severity]} {said}::{_escaped(words, '')}\n"


def _escaped(text: str, more: str) -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
