"""Commands in diagnostics as they can be pasted where somebody is now: with the board's path from this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from ..runtime.page.harmless import terminal_line
from .screen import typed_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..grammar.diagnostic import Diagnostic
    from ..runtime.ground import EngineInfo
    from ..runtime.options import Options
    from ..script import Script

RUNS = "BNN6"  # elsewhere `file` is another file than the board


def here(diagnostics: Iterable[Diagnostic], script: Script, engine: EngineInfo) -> list[Diagnostic]:
    """The same; in those about runs the board is named as it is typed from the current folder."""
    file = typed_board(script, engine)
    return [_named(d, file) if "file" in d.args and d.code.startswith(RUNS) else d for d in diagnostics]


def _named(diagnostic: Diagnostic, file: str) -> Diagnostic:
    return structs.replace(diagnostic, args={**diagnostic.args, "file": file})


def typed_board(script: Script, engine: EngineInfo) -> str:
    """The board as it is typed behind a command, with the engine where another one would be taken without it, and with
    the values that its params were given."""
    import shlex

    from ..preference import chosen_engine

    named = "" if chosen_engine(None) == engine.name else f" --engine {shlex.quote(engine.name)}"
    return terminal_line(" ".join([typed_path(script.named) + named, *script.typed]))


def typed_options(asked: Options, *, reroll: bool = False) -> list[str]:
    """The options that chose what is made, as they are typed; those of rerolls too, where one more is meant."""
    import shlex

    words = [f"--only {shlex.quote(a)}" for a in asked.only]
    words += [f"--reroll {shlex.quote(a)}" for a in asked.reroll if reroll]
    return words + [f"--{name}" for name in ("stale", "final", "batch") if getattr(asked, name)]
