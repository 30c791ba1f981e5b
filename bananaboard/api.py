"""The Python face: load a board, look at its plan, run it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from .dsl.compile import MAX_CALLS, compile_board
from .dsl.files import ProjectFiles
from .own_models import use_own_models
from .runtime.root import find_root

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .dsl.call import Compiled
    from .dsl.loader import Loader


def today() -> dt.date:
    """The date that everything in one command goes by. Results depend on it only where a model's end is told."""
    return dt.datetime.now(tz=dt.UTC).date()


def compile_file(
    path: Path | None,
    text: str | None = None,
    *,
    params: Mapping[str, object] | None = None,
    max_calls: int = MAX_CALLS,
    date: dt.date | None = None,
    root: Path | None = None,
    allow: tuple[Path, ...] = (),
    picked: frozenset[str] = frozenset(),
    files: Loader | None = None,
) -> Compiled:
    """Compile the board at `path`, or `text` as if it stood there (`<stdin>` in the current folder without a path).

    Never raises for what the user wrote: that is in `diagnostics`. `date` is today unless it is given. `root` is the
    project's folder, found from the path unless it is given; `files` reads below it. Raises Misconfigured for a table
    of models of the user's own that can't be gone by.
    """
    use_own_models()
    named = (path or Path.cwd() / "<stdin>").absolute()
    # The root is a real path: so must be the folder of the script, or it would seem to lie elsewhere.
    script = named.parent.resolve() / named.name
    folder = (root or find_root(script)).resolve()
    key = script.relative_to(folder).as_posix() if script.is_relative_to(folder) else script.name
    files = files or ProjectFiles(folder, allow=allow)
    return compile_board(files, key, today=date or today(), text=text, given=params, max_calls=max_calls, picked=picked)
