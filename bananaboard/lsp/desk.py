"""What lies open in an editor, compiled: each board once for each state of its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec import Struct

from ..api import today
from ..dsl.compile import examine
from ..dsl.linking import links
from ..dsl.links import Links
from ..grammar.severity import Severity
from ..runtime.root import find_root
from .library_files import PREFIX, library_folder
from .overlay import Overlay

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ..dsl.board import Module
    from ..dsl.call import Compiled
    from ..grammar.source import Source
    from .page import Leaf

FILES = 2_000  # boards of a project that are looked through for uses of a name
NOTEBOOK = ".ipynb"
HIDDEN = frozenset({"node_modules", "out", "build", "dist"})


class Sheet(Struct, frozen=True):
    """What an editor has of a file. The text of a notebook is that of its `leaves`, which may set `params`."""

    text: str
    params: Mapping[str, object] = {}
    leaves: tuple[Leaf, ...] = ()


@dataclass(slots=True)
class Opened:
    """A board as it is now. `path` is absolute; files are named by keys relative to `root`."""

    path: Path
    key: str
    root: Path
    compiled: Compiled
    modules: tuple[Module, ...]
    board: Module | None
    _links: Links | None = None

    @property
    def links(self) -> Links:
        """What each name in its files means."""
        if self._links is None:
            self._links = links(self.modules, self.board) if self.board is not None else Links(())
        return self._links

    @property
    def source(self) -> Source | None:
        """The board's own text."""
        return self.board.source if self.board is not None else None

    def file(self, key: str) -> Path:
        """Where a file of the project, or of an installed library, lies."""
        folder = library_folder(key) if key.startswith(PREFIX) else None
        return folder / key.rpartition("/")[2] if folder is not None else self.root / key

    def reads(self, path: Path) -> bool:
        """Whether a file is one of this board's, or may be the one that it lacks."""
        if any(d.severity is Severity.ERROR for d in self.compiled.diagnostics):
            return True
        return any(self.file(s.path) == path for s in self.compiled.sources)


@dataclass(slots=True)
class Desk:
    """All that is open. `sheets` holds what the editor has, by real path."""

    date: dt.date = field(default_factory=today)
    sheets: dict[Path, Sheet] = field(default_factory=dict)
    stamp: int = 0  # counts the changes
    _known: dict[Path, Opened] = field(default_factory=dict)
    _last: dict[Path, Opened] = field(default_factory=dict)

    def put(self, path: Path, text: str | Sheet) -> None:
        """A file is open, or its text has changed: every board that reads it has to be compiled again."""
        self.stamp += 1
        path = real(path)
        self.sheets[path] = Sheet(text) if isinstance(text, str) else text
        self._known = {p: o for p, o in self._known.items() if p != path and not o.reads(path)}

    def drop(self, path: Path) -> None:
        """A file was closed: what is on the disk counts again."""
        self.sheets.pop(real(path), None)
        self._last.pop(real(path), None)
        self.forget()

    def forget(self) -> None:
        """Files on the disk have changed."""
        self.stamp += 1
        self._known = {}

    def known(self, path: Path) -> Opened | None:
        """A board that is compiled as it is now, None where that is still to be done."""
        return self._known.get(real(path))

    def board(self, path: Path) -> Opened:
        """A board, compiled as the editor has its files. May be called aside, while the texts go on changing."""
        path = real(path)
        found = self._known.get(path)
        if found is None:
            stamp = self.stamp
            found = self._last[path] = self._compiled(path)
            if stamp == self.stamp:
                self._known[path] = found
        return found

    def lately(self, path: Path) -> Opened:
        """A board as it was compiled last, perhaps some keystrokes ago: nobody who types waits for a compiler."""
        return self._last.get(real(path)) or self.board(path)

    def sheet(self, path: Path) -> Sheet | None:
        """What the editor has, None where the file is not open."""
        return self.sheets.get(real(path))

    def _unsaved(self, path: Path) -> str | None:
        found = self.sheets.get(path)
        return found.text if found is not None else None

    def _compiled(self, path: Path) -> Opened:
        root = find_root(path).resolve()
        if not path.is_relative_to(root):
            root = path.parent
        key = path.relative_to(root).as_posix()
        sheet = self.sheets.get(path)
        files = Overlay(root, self._unsaved)
        given = (None, {}) if sheet is None else (sheet.text, sheet.params)
        found = examine(files, key, today=self.date, text=given[0], params=given[1])
        return Opened(path, key, root, found.compiled, found.modules, found.board)

    def around(self, path: Path) -> Iterator[Opened]:
        """Every board of the same project, this one first: where a name may be used. Notebooks only while open."""
        here = self.board(path)
        yield here
        open_ = (p for p in self.sheets if p.suffix == NOTEBOOK and p.is_relative_to(here.root))
        others = sorted({*here.root.rglob("*.bnn"), *open_} - {here.path})
        for other in [p for p in others if not _hidden(p, here.root)][:FILES]:
            yield self.board(other)


def real(path: Path) -> Path:
    """The file behind a path, as the loader names it."""
    return path.parent.resolve() / path.name


def _hidden(path: Path, root: Path) -> bool:
    return any(p.startswith(".") or p in HIDDEN for p in path.relative_to(root).parts[:-1])
