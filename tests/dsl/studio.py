"""A project in memory for tests of the compiler: boards with small real pictures beside them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bananaboard.dsl.compile import compile_board
from bananaboard.dsl.memory_files import MemoryFiles
from bananaboard.grammar.diagnostic import Severity

from ..png import grey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bananaboard.dsl.call import Compiled

TODAY = dt.date(2026, 11, 21)
NAMES = (
    "mara-front",
    "mara-side",
    "mara-storm",
    "ana",
    "ben",
    "cleo",
    "dov",
    "eve",
    "lantern",
    "pose",
    "room",
    "paper",
)


PICTURES = {f"refs/{name}.png": grey(i) for i, name in enumerate(NAMES)}


def build(
    text: str | bytes, files: Mapping[str, bytes | str] | None = None, *, path: str = "board.bnn", **more
) -> Compiled:
    """Compile a text as the board `path` of a project that has `files` and the pictures of `refs/`."""
    data = {**PICTURES, **{k: v.encode() if isinstance(v, str) else v for k, v in (files or {}).items()}}
    data[path] = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return compile_board(MemoryFiles(data), path, today=TODAY, **more)


def codes(compiled: Compiled) -> list[str]:
    """The codes of everything that is said about a board, in the order of the file."""
    return [d.code for d in compiled.diagnostics]


def errors(compiled: Compiled) -> list[str]:
    """Only those that stop it."""
    return [d.code for d in compiled.diagnostics if d.severity is Severity.ERROR]
