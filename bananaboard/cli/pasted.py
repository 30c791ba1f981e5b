"""Commands in diagnostics as they can be pasted where somebody is now: with the board's path from this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from .screen import typed_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..grammar.diagnostic import Diagnostic
    from ..runtime.ground import EngineInfo
    from ..script import Script


def here(diagnostics: Iterable[Diagnostic], script: Script, engine: EngineInfo) -> list[Diagnostic]:
    """The same, the board in them as it is typed from the current folder; other files keep their names."""
    file = typed_board(script, engine)
    return [_named(d, file) if d.args.get("file") == script.key else d for d in diagnostics]


def _named(diagnostic: Diagnostic, file: str) -> Diagnostic:
    return structs.replace(diagnostic, args={**diagnostic.args, "file": file})


def typed_board(script: Script, engine: EngineInfo) -> str:
    """The board as it is typed behind a command, with the engine where another one would be taken without it."""
    import shlex

    from ..preference import chosen_engine

    named = "" if chosen_engine(None) == engine.name else f" --engine {shlex.quote(engine.name)}"
    return typed_path(script.named) + named
