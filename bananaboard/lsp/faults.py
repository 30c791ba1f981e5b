"""Diagnostics and repairs: the words of `bnn check`, and each hint that names a repair as something to click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from ..grammar.diagnostic import Fix
from ..grammar.severity import Severity
from .mending import final, meant, successor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..grammar.diagnostic import Diagnostic, Related
    from .desk import Opened
    from .places import Places

SEVERITY = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}


def diagnostics(opened: Opened, places: Places) -> list[lsp.Diagnostic]:
    """What is wrong with a board's own file; what is wrong in a file that it imports stands at the import."""
    return [_told(opened, places, d) for d in opened.compiled.diagnostics]


def _told(opened: Opened, places: Places, d: Diagnostic) -> lsp.Diagnostic:
    where = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    message = d.message
    if d.place is not None and d.place.source.path == opened.key:
        where = places.range(d.place.source, d.place.start, d.place.end)
    elif d.place is not None:
        at = d.place.source.position(d.place.start)
        message = f"{d.place.source.path}:{at.line}:{at.column}: {message}"
        here = next((r.place for r in reversed(d.related) if r.place.source.path == opened.key), None)
        where = places.range(here.source, here.start, here.end) if here is not None else where
    if d.hint:
        message += f"\n{d.hint}"
    related = [_related(opened, places, d, r) for r in d.related]
    return lsp.Diagnostic(
        where, message, SEVERITY[d.severity], code=d.code, source="bananaboard", related_information=related or None
    )


def _related(opened: Opened, places: Places, d: Diagnostic, r: Related) -> lsp.DiagnosticRelatedInformation:
    from ..grammar.prose import entry

    location = lsp.Location(
        opened.file(r.place.source.path).as_uri(), places.range(r.place.source, r.place.start, r.place.end)
    )
    return lsp.DiagnosticRelatedInformation(location, entry(d.code).aside(r.role, r.args))


def repairs(opened: Opened, places: Places, wanted: lsp.Range) -> Iterator[lsp.CodeAction]:
    """The repairs of what is wrong within a range of a board's own file."""
    for d in opened.compiled.diagnostics:
        fix = _fix(d)
        if fix is None or d.place is None or fix.place.source.path != opened.key:
            continue
        where = places.range(d.place.source, d.place.start, d.place.end)
        if where.end < wanted.start or wanted.end < where.start:
            continue
        edit = lsp.TextEdit(places.range(fix.place.source, fix.place.start, fix.place.end), fix.text)
        yield lsp.CodeAction(
            f"Change to `{fix.text}`" if fix.text.strip() else "Take it out",
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[_told(opened, places, d)],
            is_preferred=True,
            edit=lsp.WorkspaceEdit(changes={opened.path.as_uri(): [edit]}),
        )
    written = final(opened, places, wanted)
    if written is not None:
        yield written


def _fix(d: Diagnostic) -> Fix | None:
    """The repair that goes with it."""
    text = successor(d)
    if text is None and d.fix is None:
        text = meant(d)
    return Fix(d.place, text) if text is not None and d.place is not None else d.fix
