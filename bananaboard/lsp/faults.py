"""Diagnostics and repairs: the words of `bnn check`, and each hint that names a repair as something to click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from ..grammar.diagnostic import Fix
from ..grammar.severity import Severity
from .mending import final, meant, successor
from .navigating import Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..grammar.diagnostic import Diagnostic, Related
    from ..grammar.source import Place
    from .page import Page

    Locate = Callable[[Spot], lsp.Location]

SEVERITY = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}


def diagnostics(page: Page, locate: Locate) -> list[lsp.Diagnostic]:
    """What is wrong with a board's own text as far as it stands here; what is wrong in a file that it imports stands at
    the import."""
    found = ((d, _start(page, d)) for d in page.opened.compiled.diagnostics)
    return [_told(page, locate, d) for d, start in found if page.holds(start)]


def _here(page: Page, d: Diagnostic) -> Place | None:
    """The place in the board's own text that a diagnostic is about."""
    key = page.opened.key
    if d.place is not None and d.place.source.path == key:
        return d.place
    return next((r.place for r in reversed(d.related) if r.place.source.path == key and d.place is not None), None)


def _start(page: Page, d: Diagnostic) -> int:
    here = _here(page, d)
    return here.start if here is not None else 0


def _told(page: Page, locate: Locate, d: Diagnostic) -> lsp.Diagnostic:
    here = _here(page, d)
    where = page.range(here.start, here.end) if here is not None else page.range(page.first, page.first)
    message = d.message
    if d.place is not None and d.place is not here:
        at = d.place.source.position(d.place.start)
        message = f"{d.place.source.path}:{at.line}:{at.column}: {message}"
    if d.hint:
        message += f"\n{d.hint}"
    related = [_related(page, locate, d, r) for r in d.related]
    return lsp.Diagnostic(
        where, message, SEVERITY[d.severity], code=d.code, source="bananaboard", related_information=related or None
    )


def _related(page: Page, locate: Locate, d: Diagnostic, r: Related) -> lsp.DiagnosticRelatedInformation:
    from ..grammar.prose import entry

    spot = Spot(page.opened.file(r.place.source.path), r.place.source, r.place.start, r.place.end)
    return lsp.DiagnosticRelatedInformation(locate(spot), entry(d.code).aside(r.role, r.args))


def repairs(page: Page, locate: Locate, wanted: lsp.Range) -> Iterator[lsp.CodeAction]:
    """The repairs of what is wrong within a range of a document."""
    for d in page.opened.compiled.diagnostics:
        fix = _fix(d)
        if fix is None or d.place is None or fix.place.source.path != page.opened.key or not page.holds(d.place.start):
            continue
        where = page.range(d.place.start, d.place.end)
        if where.end < wanted.start or wanted.end < where.start:
            continue
        edit = lsp.TextEdit(page.range(fix.place.start, fix.place.end), fix.text)
        yield lsp.CodeAction(
            f"Change to `{fix.text}`" if fix.text.strip() else "Take it out",
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[_told(page, locate, d)],
            is_preferred=True,
            edit=lsp.WorkspaceEdit(changes={page.uri: [edit]}),
        )
    written = final(page, wanted)
    if written is not None:
        yield written


def _fix(d: Diagnostic) -> Fix | None:
    """The repair that goes with it."""
    text = successor(d)
    if text is None and d.fix is None:
        text = meant(d)
    return Fix(d.place, text) if text is not None and d.place is not None else d.fix
