"""Where the stages of the compiler put what is wrong: each fault once, however many variants meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar.diagnostic import Diagnostic, Fix, Related, Severity
from ..grammar.source import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..grammar.source import Source


class Wrong(Exception):
    """Stops the work on one statement and carries its diagnostic; never leaves the compiler."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


def wrong(
    source: Source,
    at: tuple[int, int],
    code: str,
    words: Mapping[str, object] | None = None,
    *,
    related: tuple[Related, ...] = (),
    fix: str | None = None,
) -> Wrong:
    """A diagnostic at `at` (start, end), ready to be raised; `fix` is the text that would stand there instead."""
    place = Place(source, *at)
    return Wrong(Diagnostic(code, place, dict(words or {}), related, Fix(place, fix) if fix is not None else None))


# What is said of a name that is not there.
UNKNOWN = frozenset(
    {"BNN213", "BNN310", "BNN311", "BNN315", "BNN401", "BNN450", "BNN451", "BNN454", "BNN455", "BNN463", "BNN506"}
)


# What follows from one slip many times over.
ONCE = frozenset({"BNN466", "BNN524"})


def _names(diagnostic: Diagnostic) -> set[str]:
    """The names that a diagnostic of an unknown name is about."""
    told = (diagnostic.args.get(key) for key in ("name", "word", "owner", "prompt"))
    return {str(name).split(".", maxsplit=1)[0] for name in told if name}


class Report:
    """Collects diagnostics; the same code at the same place is told once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, int, int], Diagnostic] = {}
        self._chains: dict[str, tuple[Related, ...]] = {}
        self.errors = 0
        self._lost: set[str] = set()

    def lost(self, name: str) -> None:
        """A declaration of this name could not be read: that it is not there is no second fault."""
        self._lost.add(name)

    def imported(self, key: str, chain: tuple[Related, ...]) -> None:
        """From now on, errors in the file `key` show by which imports it was reached."""
        self._chains[key] = chain

    def chain(self, key: str) -> tuple[Related, ...]:
        """By which imports the file `key` was reached."""
        return self._chains.get(key, ())

    def add(self, diagnostic: Diagnostic) -> None:
        """Take one in."""
        place = diagnostic.place
        if self._lost and diagnostic.code in UNKNOWN and self._lost & _names(diagnostic):
            return
        key = (diagnostic.code, place.source.path, place.start, place.end) if place else (diagnostic.code, "", 0, 0)
        if place is None:
            key = (diagnostic.code, str(sorted(diagnostic.args.items())), 0, 0)
        if diagnostic.code in ONCE:
            key = (diagnostic.code, "", 0, 0)
        if key in self._found or (diagnostic.code == "BNN401" and ("BNN463", *key[1:]) in self._found):
            return  # told already; the second of a prompt that names what it does not see
        chain = self._chains.get(place.source.path, ()) if place else ()
        if chain:
            diagnostic = Diagnostic(diagnostic.code, place, diagnostic.args, diagnostic.related + chain, diagnostic.fix)
        self._found[key] = diagnostic
        self.errors += diagnostic.severity is Severity.ERROR

    def say(
        self,
        source: Source,
        at: tuple[int, int],
        code: str,
        words: Mapping[str, object] | None = None,
        *,
        related: tuple[Related, ...] = (),
        fix: str | None = None,
    ) -> None:
        """Take in a diagnostic at `at` (start, end)."""
        self.add(wrong(source, at, code, words, related=related, fix=fix).diagnostic)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take in several."""
        for diagnostic in diagnostics:
            self.add(diagnostic)

    def all(self, order: Mapping[str, int]) -> tuple[Diagnostic, ...]:
        """Everything, file by file in `order`, each from the top to the bottom."""

        def rank(d: Diagnostic) -> tuple[int, str, int, int, str]:
            if d.place is None:
                return (-1, "", 0, 0, d.code)
            path = d.place.source.path
            return (order.get(path, len(order)), path, d.place.start, d.place.end, d.code)

        return tuple(sorted(self._found.values(), key=rank))
