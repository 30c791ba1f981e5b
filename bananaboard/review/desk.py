"""What the page is shown and may do: look at the board as it is now, and pick. It can't spend: it knows no engine."""

from __future__ import annotations

import hashlib
import json
import threading
from typing import TYPE_CHECKING

from ..grammar.severity import Severity
from ..runtime.ledger import NAME
from ..runtime.overview import overview
from ..runtime.page.harmless import harmless
from ..runtime.picking import pick
from .document import document
from .pictures import DigestAlbum, read
from .telling import told
from .thumbs import Thumbs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ..dsl.call import Compiled
    from ..grammar.diagnostic import Diagnostic
    from ..runtime.ground import EngineInfo
    from ..script import Script
    from .document import Record


class Wrong(Exception):
    """Something that the page asked for can't be done; the text is for people."""


class Desk:
    """One board on one engine. Its methods may be called from several threads."""

    def __init__(self, script: Script, engine: EngineInfo) -> None:
        self.script, self.engine = script, engine
        self.workspace = script.workspace(engine)
        self.thumbs = Thumbs(self.workspace.home)
        self._turn = threading.Lock()
        self._mark, self._board = "", b""
        self._files: dict[str, tuple[Path, str]] = {}
        self._compiled: Compiled | None = None

    def board(self) -> tuple[str, bytes]:
        """The board as JSON, and a mark that changes with it. Compiled again only when something has changed."""
        with self._turn:
            mark = self._changed()
            if mark != self._mark or not self._board:
                self._board, self._mark = self._look(), self._changed()
            return self._mark, self._board

    def _look(self) -> bytes:
        compiled = self.script.compiled(self.engine)
        self._compiled = compiled
        seen = overview(compiled, self.script.root, self.engine, self.script.date)
        if _wrong(seen.plan.diagnostics) and not seen.board.calls:
            return _json({"wrong": _messages(seen.plan.diagnostics)})
        album = DigestAlbum(self.script.root)
        found = document(seen, album)
        self._files = album.files
        return _json(found)

    def _changed(self) -> str:
        """What the files say that the board is made from, without opening one."""
        home = self.workspace.home
        paths = [home / NAME, home / f"{NAME}-wal", self.script.named]
        if self._compiled is not None:
            paths += [self.script.root / s.path for s in self._compiled.sources]
            e = self.engine
            paths.append(self.workspace.picks(self.script.key, self.script.key, free=e.free, maker=e.maker))
        return hashlib.sha256("".join(map(_stamp, paths)).encode()).hexdigest()[:20]

    def story(self, address: str) -> bytes:
        """One picture. Raises Wrong."""
        compiled = self._known(address)
        with self._turn:
            return _json(told(compiled, self.engine, self.workspace, address))

    def pick(self, address: str, digest: str) -> None:
        """A take of this board, by its picture, counts from here on. Raises Wrong."""
        with self._turn:
            compiled = self.script.compiled(self.engine)
            if address not in _addresses(compiled) or digest not in self._files:
                raise Wrong("That picture is not one of this board any more.")
            outcome = pick(compiled, self.script.root, self.engine, address, digest)
            self._mark = ""
        if _wrong(outcome.diagnostics):
            raise Wrong(" ".join(_messages(outcome.diagnostics)))

    def picture(self, digest: str) -> tuple[bytes, str] | None:
        """Exact bytes and their type; None where this board has no such picture."""
        return read(self._files, digest)

    def thumb(self, digest: str) -> bytes | None:
        """The same in small."""
        if digest not in self._files:
            return None
        return self.thumbs.thumb(digest, lambda: (self.picture(digest) or (b"", ""))[0])

    def _known(self, address: str) -> Compiled:
        compiled = self._compiled
        if compiled is None or address not in _addresses(compiled):
            raise Wrong("That picture is not one of this board any more.")
        return compiled


def _addresses(compiled: Compiled) -> frozenset[str]:
    return frozenset(c.address for c in (*compiled.calls, *compiled.spare, *compiled.finals))


def _wrong(found: Iterable[Diagnostic]) -> bool:
    return any(d.severity is Severity.ERROR for d in found)


def _messages(found: Iterable[Diagnostic]) -> list[str]:
    return [harmless(d.message) for d in found if d.severity is Severity.ERROR][:20]


def _stamp(path: Path) -> str:
    try:
        there = path.stat()
    except OSError:
        return "-;"
    return f"{there.st_mtime_ns},{there.st_size},{there.st_ino};"


def _json(record: Record) -> bytes:
    return json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode()
