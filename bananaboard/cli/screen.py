"""Where a command writes: results to standard output, all else to standard error, colours where they are wanted."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, TextIO

import click
from msgspec import Struct

from ..grammar.render import Paint, render

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ..grammar.diagnostic import Diagnostic

COLOR = "bananaboard.color"
ROOT = "bananaboard.root"

BOLD, DIM, RED, GREEN, YELLOW, BLUE, CYAN = "1", "2", "31", "32", "33", "34", "36"


class Screen(Struct, frozen=True):
    """The two streams of a command, and whether each has colours."""

    mode: str  # auto, always or never

    @property
    def color(self) -> bool:
        """Whether results have colours."""
        return self._color(sys.stdout)

    @property
    def aside_color(self) -> bool:
        """Whether standard error has colours."""
        return self._color(sys.stderr)

    @property
    def paint(self) -> Paint:
        """Colours for results, or none."""
        return Paint(self.color)

    @property
    def width(self) -> int | None:
        """Columns of the terminal; None where results go elsewhere, and lines may be as long as they are."""
        return shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None

    @property
    def live(self) -> bool:
        """Whether something may move on standard error."""
        return is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"

    def _color(self, stream: TextIO) -> bool:
        if self.mode != "auto":
            return self.mode == "always"
        return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def out(self, text: str) -> None:
        """Write a result, as it is."""
        _write(sys.stdout, text)

    def aside(self, text: str) -> None:
        """Write what is no result, as it is."""
        # What was said before on the other stream comes first on a terminal that shows both.
        _write(sys.stdout, "")
        _write(sys.stderr, text)

    def tell(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Draw diagnostics beside the result."""
        found = list(diagnostics)
        if found:
            columns = shutil.get_terminal_size().columns if is_terminal(sys.stderr) else None
            self.aside(render(found, color=self.aside_color, width=columns, named=from_here))

    def link(self, path: Path, text: str) -> str:
        """A path that can be clicked where the terminal knows how."""
        if not (self.color and is_terminal(sys.stdout)):
            return text
        return f"\x1b]8;;{path.absolute().as_uri()}\x1b\\{text}\x1b]8;;\x1b\\"


def is_terminal(stream: TextIO) -> bool:
    """Whether somebody sits before it."""
    try:
        return stream.isatty()
    except ValueError:  # it is closed
        return False


_unwritten: list[str] = []  # why results could not be written, in this process; the door tells it


def _write(stream: TextIO, text: str) -> None:
    """A reader that has gone away (`| head`) has had enough: the command ends as it would have."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        deafen(stream)
    except OSError as fault:  # a full disk: what the command does goes on, since pictures may be on their way
        if stream is sys.stdout:
            _unwritten.append(fault.strerror or str(fault))
        deafen(stream)


def unwritten() -> str | None:
    """Why a result could not be written since this was asked last; None where all were."""
    why = _unwritten[0] if _unwritten else None
    _unwritten.clear()
    return why


def deafen(stream: TextIO) -> None:
    """Let what is still written to a closed pipe go nowhere."""
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device, not a path
            os.dup2(nowhere.fileno(), stream.fileno())
    except (OSError, ValueError):
        pass


def screen() -> Screen:
    """The screen of the command that runs."""
    context = click.get_current_context(silent=True)
    return Screen(context.find_root().meta.get(COLOR, "auto") if context else "auto")


def typed_path(path: Path) -> str:
    """A path as it can be pasted behind a command."""
    import shlex

    shown = home_relative(path)
    return shlex.quote(f"./{shown}" if shown.startswith("-") else shown)


def home_relative(path: Path) -> str:
    """A path as somebody in the current folder would write it."""
    from pathlib import Path

    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except (OSError, ValueError):
        return str(path)


def stand_in(root: Path) -> None:
    """The project that a command is about: its files are told from the current folder on."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.find_root().meta[ROOT] = root


def from_here(path: str) -> str:
    """A file of the project, by its path below the root, as somebody in the current folder would write it."""
    context = click.get_current_context(silent=True)
    root = context.find_root().meta.get(ROOT) if context is not None else None
    try:
        return path if root is None or path.startswith("pkg:") else os.path.relpath(root / path).replace(os.sep, "/")
    except (OSError, ValueError):  # the current folder is gone, or on another drive
        return path


def tilde(path: Path) -> str:
    """A path as people write one below their own folder: `~/boards/kite`."""
    from pathlib import Path

    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}".removesuffix("/.")
    except (ValueError, RuntimeError):
        return str(path)
