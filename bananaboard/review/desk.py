"""What the page is shown and may do: look at the board as it is now, pick, note. It can't spend: it knows no engine."""

from __future__ import annotations

import hashlib
import json
import threading
from typing import TYPE_CHECKING

from msgspec import structs

from ..runtime.ledger import NAME
from ..runtime.overview import overview
from ..runtime.picking import pick
from ..runtime.unpicking import take_back
from ..script import as_saved
from ..witness import Witness
from .document import cleaned, document
from .past import Past, PicksFile
from .pictures import DigestAlbum, read
from .remarks import Remarks
from .telling import told
from .thumbs import Thumbs
from .wrong import Wrong, errors, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ..dsl.call import Call, Compiled
    from ..runtime.ground import EngineInfo
    from ..runtime.picking import PickOutcome
    from ..runtime.shown import Shown
    from ..script import Script
    from .document import Record

GONE = "That picture is not one of this board any more."


class Desk:
    """One board on one engine. Its methods may be called from several threads."""

    def __init__(self, script: Script, engine: EngineInfo) -> None:
        self.script, self.engine = script, engine
        self.workspace = script.workspace(engine)
        self.thumbs = Thumbs(self.workspace.home)
        self.past = Past()
        self.noting = Remarks(self)
        self._turn = threading.RLock()
        self._mark, self._board = "", b""
        self._witness: Witness | None = None
        self._files: dict[str, tuple[Path, str]] = {}
        self._takes: dict[tuple[str, str], int] = {}
        self._compiled: Compiled | None = None

    def board(self) -> tuple[str, bytes]:
        """The board as JSON, and a mark that changes with it. Compiled again only when one of its files has changed."""
        with self._turn:
            if self._witness is None or self._witness.changed:
                self._board = self._look()
                self._mark = hashlib.sha256(self._board).hexdigest()[:20]
            return self._mark, self._board

    def _look(self) -> bytes:
        self._witness = witness = self._witnessed()
        self.script = as_saved(self.script)
        compiled = structs.replace(self.script, files=witness).compiled(self.engine)
        for home in sorted({self.script.key, *(c.home for c in _calls(compiled))}):
            witness.note(self._picks(home))
        self._compiled = compiled
        seen = overview(compiled, self.script.root, self.engine, self.script.date)
        wrong = errors(seen.plan.diagnostics)
        if wrong and not seen.board.calls:
            return _json({"wrong": wrong})
        album = DigestAlbum(self.script.root)
        found = document(seen, album) | cleaned(self.noting.document())
        self._files = album.files
        self._takes = dict(_takes(seen.board))
        return _json(found)

    def _witnessed(self) -> Witness:
        """Every file that the board is made from is remembered as it is before anything is read."""
        home, key = self.workspace.home, self.script.key
        witness = Witness(self.script.root.resolve())
        for path in (home / NAME, self.script.named, self.workspace.notes(key)):
            witness.note(path)
        return witness

    def _picks(self, home: str) -> Path:
        return self.workspace.picks(self.script.key, home, free=self.engine.free, maker=self.engine.maker)

    def story(self, address: str) -> bytes:
        """One picture. Raises Wrong."""
        with self._turn:
            compiled, _ = self.known(address)
            return _json(told(compiled, self.engine, self.workspace, address))

    def pick(self, address: str, digest: str) -> str:
        """A take of this board, by its picture, counts from here on; what was done. Raises Wrong, Unopenable."""
        self.known(address)
        if digest not in self._files:
            raise Wrong(GONE)
        done = self._chosen(address, lambda c: pick(c, self.script.root, self.engine, address, digest))
        return f"Take {done.picked[0].take} counts from here on." if done.picked else "Nothing was to be picked."

    def unpick(self, address: str) -> str:
        """Nobody has picked of it any more; what was done. Raises Wrong, Unopenable."""
        done = self._chosen(address, lambda c: take_back(c, self.script.root, self.engine, address))
        if not done.picked:
            return "Nobody had picked of it."
        return f"Take {done.picked[0].take} is not picked any more."

    def _chosen(self, address: str, choose: Callable[[Compiled], PickOutcome]) -> PickOutcome:
        """What a choice came to; the way back from it is remembered."""
        with self._turn:
            self.script = as_saved(self.script)
            compiled, call = self.known(address, self.script.compiled(self.engine))
            path = self._picks(call.home)
            file = PicksFile(path, self.workspace.shown(path), self.engine.maker)
            before = file.now()
            outcome = choose(compiled)
            refuse(d for d in outcome.diagnostics if d.severity.value == "error")
            if back := file.back(before):
                self.past.add(back)
            self._witness = None
            return outcome

    def undo(self) -> str:
        """Take back what was done last; what that did. Raises Wrong, Unopenable, OSError."""
        with self._turn:
            self._witness = None
            return self.past.back()

    def picture(self, digest: str) -> tuple[bytes, str] | None:
        """Exact bytes and their type; None where this board has no such picture."""
        return read(self._files, digest)

    def thumb(self, digest: str) -> bytes | None:
        """The same in small."""
        if digest not in self._files:
            return None
        return self.thumbs.thumb(digest, lambda: (self.picture(digest) or (b"", ""))[0])

    def known(self, address: str, compiled: Compiled | None = None) -> tuple[Compiled, Call]:
        """The board, as it was seen last or as given, and its call of that address. Raises Wrong."""
        if compiled is None and self._compiled is None:
            self.board()
        board = compiled or self._compiled
        call = next((c for c in _calls(board) if c.address == address), None) if board is not None else None
        if board is None or call is None:
            raise Wrong(GONE)
        return board, call

    def take_of(self, address: str, digest: str) -> int:
        """The number of the take that has this picture. Raises Wrong."""
        number = self._takes.get((address, digest))
        if number is None:
            raise Wrong(GONE)
        return number


def _calls(compiled: Compiled) -> tuple[Call, ...]:
    return (*compiled.calls, *compiled.spare, *compiled.finals)


def _takes(board: Shown) -> Iterator[tuple[tuple[str, str], int]]:
    """The number of each take by its address, a draft's for its final too, and its picture."""
    for there in (c for s in board.calls for c in (s, s.final) if c is not None):
        address = there.call.draft or there.call.address
        yield from (((address, p.sha256), t.number) for t in there.takes for p in t.pictures)


def _json(record: Record) -> bytes:
    return json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode()
