"""What could be written at a cursor: statements, settings and their values, mentions, prompts, members, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cursor import cursor
from .offer import Offer
from .offered_names import arguments, excepted, importable, mentions, prompts
from .offered_statements import beginnings
from .offered_texts import inside
from .offered_values import signed, values
from .reach import Reach
from .signs import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..grammar.source import Source
    from .cursor import Token
    from .desk import Opened


def complete(opened: Opened, source: Source, offset: int) -> list[Offer]:
    """What fits at an offset of a board's own file, whose text is `source`. Its names may be some keystrokes old."""
    if opened.board is None:
        return []
    return list(_offers(Reach(opened, opened.board, source, cursor(source, offset))))


def _offers(reach: Reach) -> Iterable[Offer]:
    at = reach.at
    if at.text is not None:
        return inside(reach, at.text)
    if at.head is None:
        return beginnings(at)
    if at.word.startswith("@") or reach.source.text.endswith("@", 0, at.offset):
        return signed(reach, at.head)
    if "(" in at.depth:
        return arguments(reach)
    return _in_statement(reach, at.head)


def _in_statement(reach: Reach, head: Token) -> Iterable[Offer]:
    at, last = reach.at, reach.at.before[-1]
    if head.type == "KEY" or (head.type == "VARIANT" and last.type == "KEY"):
        return values(reach, head if head.type == "KEY" else last)
    if head.type == "EDIT" and last.type == "OF":
        return mentions(reach, at.word)
    if head.type == "EDIT" and len(at.before) == 2:
        return (Offer("of", Kind.KEYWORD, "which picture it edits", replaced=len(at.word)),)
    if head.type in ("SHOT", "VIEW", "EDIT") and last.type == ("TARGET" if head.type == "EDIT" else "NAME"):
        return prompts(reach, at.word)
    if head.type == "EXCEPT":
        return excepted(reach)
    if head.type == "FROM" and any(t.type == "NAMES" for t in at.before):
        return importable(reach, at.before[1])
    return ()
