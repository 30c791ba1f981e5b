"""What is wrong with a board, as data: a code, a place and the words that fill the prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from .severity import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .source import Place

__all__ = ["Diagnostic", "Fix", "Related", "Severity", "worst"]


class Related(Struct, frozen=True):
    """A second place that explains the first; `role` names its sentence in the prose of the diagnostic."""

    place: Place
    role: str
    args: Mapping[str, object] = field(default_factory=dict)


class Fix(Struct, frozen=True):
    """A repair that is certain enough to be offered: put `text` where `place` is."""

    place: Place
    text: str


class Diagnostic(Struct, frozen=True):
    """One thing that is wrong. All its sentences come from `grammar.prose`, filled with `args`."""

    code: str
    place: Place | None
    args: Mapping[str, object] = field(default_factory=dict)
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def severity(self) -> Severity:
        """What the prose says this code is."""
        from .prose import entry

        return entry(self.code).severity

    @property
    def message(self) -> str:
        """The sentence, for somebody who is not a programmer."""
        from .prose import entry

        return entry(self.code).sentence(self.args)

    @property
    def hint(self) -> str | None:
        """What to try, where there is something to try."""
        from .prose import entry

        return entry(self.code).advice(self.args)


def worst(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> Severity | None:
    """The gravest severity among them, None where there is none."""
    found = {d.severity for d in diagnostics}
    return next((s for s in (Severity.ERROR, Severity.WARNING, Severity.NOTE) if s in found), None)
