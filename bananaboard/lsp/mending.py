"""Repairs that a hint names in words: the model that took another's place, and how finals are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

if TYPE_CHECKING:
    from ..grammar.diagnostic import Diagnostic
    from .desk import Opened
    from .places import Places

GONE = frozenset({"BNN321", "BNN327", "BNN329"})  # models that are gone, or that come to an end
FINAL = "final { model: pro; size: 4K }"


def successor(d: Diagnostic) -> str | None:
    """What to write in the place of a model, None where none is named or the place holds something else than its name:
    a param or an axis, which says it elsewhere."""
    if d.code not in GONE or d.place is None or not d.args.get("successor"):
        return None
    written = d.place.source.text[d.place.start : d.place.end]
    return f'"{d.args["successor"]}"' if written.strip('"') == d.args["model"] else None


def final(opened: Opened, places: Places, wanted: lsp.Range) -> lsp.CodeAction | None:
    """Where a board without an error does not say how finals are made: on its `storyboard`, or on its first line, that
    may be written."""
    board, source = opened.board, opened.source
    if board is None or source is None or board.final is not None or not opened.compiled.calls:
        return None
    head = board.storyboard
    start = head.start if head is not None else 0
    stop = source.text.find("\n", start)
    line = places.range(source, start, stop if stop >= 0 else len(source.text))
    if line.end < wanted.start or wanted.end < line.start:
        return None
    end = len(source.text)
    text = ("" if source.text.endswith("\n") else "\n") + f"\n{FINAL}\n"
    edit = lsp.TextEdit(places.range(source, end, end), text)
    return lsp.CodeAction(
        f"Say how finals are made: `{FINAL}`",
        kind=lsp.CodeActionKind.RefactorRewrite,
        edit=lsp.WorkspaceEdit(changes={opened.path.as_uri(): [edit]}),
    )
