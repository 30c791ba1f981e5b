"""What the page asked for and can't have, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar.severity import Severity
from ..runtime.page.harmless import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..grammar.diagnostic import Diagnostic


class Wrong(Exception):
    """Something that the page asked for can't be done; the text is for people."""


def errors(found: Iterable[Diagnostic]) -> list[str]:
    """The first errors among diagnostics, each as a sentence behind its place."""
    return [harmless(f"{_place(d)}{d.message}") for d in found if d.severity is Severity.ERROR][:20]


def _place(problem: Diagnostic) -> str:
    place = problem.place
    return f"{place.source.path}, line {place.first.line}: " if place is not None else ""


def refuse(found: Iterable[Diagnostic]) -> None:
    """Raises Wrong where there is anything."""
    if told := [harmless(d.message) for d in found]:
        raise Wrong(" ".join(told[:5]))
