"""From what stands behind a command to a script: FILE or standard input, `--set` and the engine."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import structs

from .exits import Exit, Mistake
from .options import STDIN, values
from .screen import screen, stand_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..runtime.ground import EngineInfo
    from ..script import Script


def script_of(
    file: str,
    sets: tuple[str, ...] = (),
    set_files: tuple[str, ...] = (),
    max_calls: int | None = None,
) -> Script:
    """The board that a command names. Raises click's errors, or Exit where standard input is no text."""
    params = values(sets, set_files)
    from ..script import script_at

    path, text = (None, piped()) if file == STDIN else (existing(file), None)
    script = script_at(path, text, params=params, max_calls=max_calls)
    stand_in(script.root)
    return structs.replace(script, typed=retyped(sets, set_files, max_calls))


def retyped(sets: Iterable[str], set_files: Iterable[str] = (), max_calls: int | None = None) -> tuple[str, ...]:
    """The options that give a board its values, as somebody types them."""
    words = [*(f"--set {shlex.quote(s)}" for s in sets), *(f"--set-file {shlex.quote(s)}" for s in set_files)]
    return (*words, *([] if max_calls is None else [f"--max-calls {max_calls}"]))


def existing(file: str) -> Path:
    """A file that is there. Raises Mistake."""
    path = Path(file)
    try:
        if path.is_dir():
            raise Mistake(f"`{file}` is a folder. Name a board in it{_boards_in(path)}.")
        from ..script import open_notebook

        if open_notebook(path) is not None:
            return path
        if not path.exists():
            raise Mistake(f"There is no file `{file}`.{_near(path)}")
    except (OSError, ValueError):
        raise Mistake(f"`{file}` can't be the name of a file.") from None
    return path


def _boards_in(folder: Path) -> str:
    found = sorted(p.as_posix() for p in folder.glob("*.bnn"))
    return ", such as " + ", ".join(f"`{p}`" for p in found[:3]) if found else ""


def _near(path: Path) -> str:
    from ..dsl.nearest import nearest

    if path.suffix not in (".bnn", ".ipynb") and path.with_name(path.name + ".bnn").exists():
        return f" Did you mean `{path}.bnn`?"
    try:
        near = nearest(path.name, sorted(p.name for p in path.parent.glob("*.bnn")))
    except OSError:
        return ""
    return f" Did you mean `{path.with_name(near)}`?" if near else ""


def piped() -> str:
    """Standard input as text. Ends the command where it is none."""
    from ..grammar.reading import decode

    source, diagnostics = decode("<stdin>", read_piped())
    if source is None:
        screen().tell(diagnostics)
        click.get_current_context().exit(Exit.ERRORS)
    return source.text


def read_piped() -> bytes:
    """The bytes of standard input, so many that a board which is too large is seen to be."""
    from ..grammar.reading import MAX_BYTES

    stream = getattr(sys.stdin, "buffer", None)
    return b"" if stream is None else bytes(stream.read(MAX_BYTES + 1))


def engine_of(name: str | None) -> EngineInfo:
    """The engine that was named, here or in the user's configuration. Raises Mistake."""
    from ..preference import chosen_engine
    from ..runtime.engines import NoEngine, engine_info

    try:
        return engine_info(chosen_engine(name))
    except NoEngine as fault:
        raise Mistake(str(fault)) from None
