"""What Jinja2's lexer and parser say against a text, in the words of people who draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .problem import Problem, nearest

if TYPE_CHECKING:
    from jinja2.exceptions import TemplateSyntaxError

    from .reading import Reading

# Tags of Jinja that reach for other files or change the rules; a text has neither.
REFUSED = frozenset(("include", "import", "from", "extends", "block", "autoescape"))
_ENDS = {
    "for": "endfor", "if": "endif", "set": "endset", "macro": "endmacro", "call": "endcall", "filter": "endfilter",
    "with": "endwith", "raw": "endraw",
}  # fmt: skip
_TAGS = sorted([*_ENDS, *_ENDS.values(), "elif", "else", "print"])
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}


def lexed(error: TemplateSyntaxError, reading: Reading, at: int) -> Problem:
    """The text can't be cut into tokens; it was understood up to `at`."""
    message = error.message or ""
    if message.startswith("Missing end of comment"):
        return _unclosed(reading, reading.opened)
    if message.startswith("Missing end of raw"):
        return Problem("BNN405", {"tag": "raw", "end": "endraw"}, *_opening(reading))
    if reading.opened >= 0 and not _closes(reading):
        return _unclosed(reading, reading.opened)
    while at < len(reading.text) and reading.text[at].isspace():
        at += 1
    if (quote := reading.text[at : at + 1]) in ("'", '"'):
        return Problem("BNN404", {"opener": quote, "closer": quote}, at, at + 1)
    return _misplaced(reading, at, min(at + 1, len(reading.text)), "")


def parsed(error: TemplateSyntaxError, reading: Reading) -> Problem:
    """The tokens make no sense in this order."""
    if reading.opened >= 0 and not _closes(reading):
        return _unclosed(reading, reading.opened)
    message = error.message or ""
    start, end = reading.word(error.lineno)
    if "Can't assign" in message or "can't assign" in message or "cannot assign" in message.lower():
        return Problem("BNN408", {"found": reading.text[start:end][:40]}, start, end)
    expected = ""
    if message.startswith("expected token '"):
        expected = message[len("expected token '") :].split("'", 1)[0]
    return _misplaced(reading, start, end, expected)


def tag(name: str, opened: list[tuple[str, int]], ends: list[str], place: tuple[int, int]) -> Problem:
    """A tag that Jinja does not know here."""
    inner = opened[-1][0] if opened else ""
    if name in _ENDS.values() or name in ("elif", "else"):
        wanted = _ENDS.get(inner, "")
        return Problem("BNN406", {"tag": name, "wanted": wanted, "inner": inner}, *place)
    near = nearest(name, [*_TAGS, *(e.removeprefix("name:") for e in ends)])
    return Problem("BNN409", {"tag": name[:40], "nearest": near}, *place)


def unended(opened: list[tuple[str, int]], reading: Reading) -> Problem:
    """The text is over while a block is still open."""
    name, at = opened[-1] if opened else ("", 0)
    return Problem("BNN405", {"tag": name, "end": _ENDS.get(name, "end" + name)}, *reading.word(at))


def _closes(reading: Reading) -> bool:
    """Whether what was opened last is closed before another one opens."""
    opener = reading.text[reading.opened : reading.opened + 2]
    close = reading.text.find(_CLOSERS.get(opener, "}}"), reading.opened)
    again = min((a for o in _CLOSERS if (a := reading.text.find(o, reading.opened + 2)) >= 0), default=-1)
    return close >= 0 and (again < 0 or close < again)


def _unclosed(reading: Reading, start: int) -> Problem:
    opener = reading.text[start : start + 2]
    return Problem("BNN404", {"opener": opener, "closer": _CLOSERS.get(opener, "}}")}, start, start + 2)


def _opening(reading: Reading) -> tuple[int, int]:
    return reading.word(reading.opened if reading.opened >= 0 else 0)


def _misplaced(reading: Reading, start: int, end: int, expected: str) -> Problem:
    found = reading.text[start:end].strip()[:40]
    wanted = _WANTED.get(expected, f"`{expected}`" if expected else "")
    return Problem("BNN418", {"found": found or "the end", "expected": wanted}, start, max(end, start))


_WANTED = {
    "end of print statement": "`}}`",
    "end of statement block": "`%}`",
    "name": "a name",
    "string": "a text in quotes",
    "integer": "a number",
}
