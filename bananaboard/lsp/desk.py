"""What lies open in an editor, compiled: each board once for each state of its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..api import today
from ..dsl.compile import examine
from ..dsl.linking import links
from ..dsl.links import Links
from ..grammar.severity import Severity
from ..runtime.root import find_root
from .overlay import Overlay

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from ..dsl.board import Module
    from ..dsl.call import Compiled
    from ..grammar.source import Source

FILES = 2_000  # boards of a project that are looked through for uses of a name
HIDDEN = frozenset({"node_modules", "out", "build", "dist"})


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
        """Where a file of the project lies."""
        return self.root / key

    def reads(self, path: Path) -> bool:
        """Whether a file is one of this board's, or may be the one that it lacks."""
        if any(d.severity is Severity.ERROR for d in self.compiled.diagnostics):
            return True
        return any(self.file(s.path) == path for s in self.compiled.sources)


@dataclass(slots=True)
class Desk:
    """All that is open. `texts` holds what the editor has, by real path."""

    date: dt.date = field(default_factory=today)
    texts: dict[Path, str] = field(default_factory=dict)
    stamp: int = 0  # counts the changes
    _known: dict[Path, Opened] = field(default_factory=dict)
    _last: dict[Path, Opened] = field(default_factory=dict)

    def put(self, path: Path, text: str) -> None:
        """A file is open, or its text has changed: every board that reads it has to be compiled again."""
        self.stamp += 1
        path = real(path)
        self.texts[path] = text
        self._known = {p: o for p, o in self._known.items() if p != path and not o.reads(path)}

    def drop(self, path: Path) -> None:
        """A file was closed: what is on the disk counts again."""
        self.texts.pop(real(path), None)
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

    def text(self, path: Path) -> str | None:
        """What the editor has, None where the file is not open."""
        return self.texts.get(real(path))

    def _compiled(self, path: Path) -> Opened:
        root = find_root(path).resolve()
        if not path.is_relative_to(root):
            root = path.parent
        key = path.relative_to(root).as_posix()
        found = examine(Overlay(root, self.texts.get), key, today=self.date, text=self.texts.get(path))
        return Opened(path, key, root, found.compiled, found.modules, found.board)

    def around(self, path: Path) -> Iterator[Opened]:
        """Every board of the same project, this one first: where a name may be used."""
        here = self.board(path)
        yield here
        others = (p for p in sorted(here.root.rglob("*.bnn")) if p != here.path and not _hidden(p, here.root))
        for _, other in zip(range(FILES), others, strict=False):
            yield self.board(other)


def real(path: Path) -> Path:
    """The file behind a path, as the loader names it."""
    return path.parent.resolve() / path.name


def _hidden(path: Path, root: Path) -> bool:
    return any(p.startswith(".") or p in HIDDEN for p in path.relative_to(root).parts[:-1])
