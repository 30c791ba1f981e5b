"""Repairs that a hint names in words: the model that took another's place, and how finals are made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

if TYPE_CHECKING:
    from ..grammar.diagnostic import Diagnostic
    from .page import Page

MEANT = re.compile(r"Did you mean `([^`]+)`\?")
WORD = re.compile(r"[^\W\d]\w*")
SLASHES = "BNN247"  # a path with backslashes
GLUED = "BNN456"  # a mention right behind a letter
# What a hint would simply have taken out, where that is one sign or a few words that the message shows.
OUT = frozenset({"BNN110", "BNN125", "BNN142"})
GONE = frozenset({"BNN321", "BNN327", "BNN329"})  # models that are gone, or that come to an end
FINAL = "final { model: pro; size: 4K }"


def successor(d: Diagnostic) -> str | None:
    """What to write in the place of a model, None where none is named or the place holds something else than its name:
    a param or an axis, which says it elsewhere."""
    if d.code not in GONE or d.place is None or not d.args.get("successor"):
        return None
    written = d.place.source.text[d.place.start : d.place.end]
    return f'"{d.args["successor"]}"' if written.strip('"') == d.args["model"] else None


def meant(d: Diagnostic) -> str | None:
    """What to write in the place of what is wrong, as the hint has it; None where it is not that simple."""
    if d.place is None:
        return None
    written = d.place.source.text[d.place.start : d.place.end]
    if d.code == SLASHES:
        return written.replace("\\", "/")
    if d.code == GLUED:
        return " " + written
    if d.code in OUT:
        return "" if d.hint is not None and d.hint.startswith("Take it out") else None
    said = MEANT.search(d.hint or "")
    told = [d.args["parameter"]] if "parameter" in d.args else [v for v in d.args.values() if said and v != said[1]]
    words = [w for w in WORD.findall(written) if w in told]
    return None if said is None or len(words) != 1 else re.sub(rf"\b{words[0]}\b", said[1], written, count=1)


def final(page: Page, wanted: lsp.Range) -> lsp.CodeAction | None:
    """Where a board without an error does not say how finals are made: on its `storyboard`, or on its first line, that
    may be written."""
    board, text = page.opened.board, page.source.text
    if board is None or board.final is not None or not page.opened.compiled.calls:
        return None
    head = board.storyboard
    start = head.start if head is not None else 0
    stop = text.find("\n", start)
    if not page.holds(start) or _apart(page.range(start, stop if stop >= 0 else len(text)), wanted):
        return None
    end = page.range(page.last, page.last)
    edit = lsp.TextEdit(end, ("\n" if end.start.character else "") + f"\n{FINAL}\n")
    return lsp.CodeAction(
        f"Say how finals are made: `{FINAL}`",
        kind=lsp.CodeActionKind.RefactorRewrite,
        edit=lsp.WorkspaceEdit(changes={page.uri: [edit]}),
    )


def _apart(one: lsp.Range, other: lsp.Range) -> bool:
    return one.end < other.start or other.end < one.start
