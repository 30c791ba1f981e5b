"""A board in Python: loaded from a file or a string, checked, and planned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .grammar.diagnostic import Severity, worst
from .grammar.render import render
from .script import Script, script_at

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from .dsl.call import Compiled
    from .grammar.diagnostic import Diagnostic
    from .planned import Plan


class BoardError(Exception):
    """A board, or what was asked of it, has errors.

    `diagnostics` holds everything that was found, notes and warnings too, in the order of the file. As text it is what
    `bnn check` prints.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return render(self.diagnostics, color=False).rstrip("\n")


class Board:
    """A checked board. `load` and `loads` make it."""

    def __init__(self, script: Script, compiled: Compiled) -> None:
        self._script, self._compiled = script, compiled

    def __repr__(self) -> str:
        return f"<Board {self.title or self.path.name!r}: {len(self.addresses)} pictures>"

    @property
    def title(self) -> str:
        """What `storyboard "..."` says, or ""."""
        return self._compiled.title

    @property
    def path(self) -> Path:
        """The file; for a board from a string, where it would be."""
        return self._script.path

    @property
    def params(self) -> dict[str, str]:
        """The values of its params, as text."""
        return dict(self._compiled.params)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The names of its pictures, in the order in which they are made."""
        return tuple(c.address for c in self._compiled.calls)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Its warnings and notes."""
        return self._compiled.diagnostics

    def plan(
        self,
        *,
        engine: str | None = None,
        only: str | Iterable[str] = (),
        stale: bool = False,
        reroll: str | Iterable[str] = (),
        final: bool = False,
        batch: bool = False,
    ) -> Plan:
        """What would be made, why, and what it costs. Makes nothing and writes nothing.

        `engine` is the name of one that is installed; without it `BNN_ENGINE`, the user's configuration, or `sketch`,
        which is free. `only` and `reroll` are addresses such as `"arrival.wide"` or `"arrival.*"`: make only these and
        what they need, make one more take of each. `stale` also makes again what was made from pictures that are others
        now. `final` makes the finals of chosen takes. `batch` asks for all of it in batch jobs: for half the price, and
        within a day for each step of the longest chain.

        Raises BoardError where the file has errors by now or an address is none, NoEngine for an engine that can't be
        had, Misconfigured for the user's own configuration.
        """
        from .planned import Plan
        from .preference import chosen_engine
        from .runtime.engines import engine_info

        found = self._script.plan(
            engine_info(chosen_engine(engine)),
            only=_several(only),
            stale=stale,
            reroll=_several(reroll),
            final=final,
            batch=batch,
        )
        _raise(found.diagnostics)
        return Plan(found, self._script)


def load(path: str | os.PathLike[str], /, **params: object) -> Board:
    """The board in a file, a script or a notebook, with values for its params: `load("kite.bnn", coat="red parka")`.

    Raises BoardError for what is wrong in it, FileNotFoundError where there is no such file.
    """
    file = Path(path)
    if not file.exists():
        raise FileNotFoundError(f"There is no board at {file}.")
    from .magics.reading import NotebookError

    try:
        script = script_at(file, params=params)
    except NotebookError as fault:
        raise BoardError(fault.diagnostics) from None
    return _checked(script)


def loads(text: str, /, **params: object) -> Board:
    """The board that a string holds, as if it stood in a file in the current folder. Raises BoardError."""
    return _checked(script_at(None, text, params=params))


def _checked(script: Script) -> Board:
    compiled = script.compiled()
    _raise(compiled.diagnostics)
    return Board(script, compiled)


def _raise(diagnostics: tuple[Diagnostic, ...]) -> None:
    if worst(diagnostics) is Severity.ERROR:
        raise BoardError(diagnostics)


def _several(given: str | Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
