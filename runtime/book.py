"""One run's hand in the ledger: it reserves before anything is sent, and settles after each answer."""

from __future__ import annotations

import errno
import os
import platform
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from .clock import wall_clock
from .commanded import commanded
from .entries import NEXT_TAKE, add_manifests, add_pictures, end, keep, place
from .filing import end_dead_runs
from .former import former_spent, is_there
from .ledger import Unopenable, open_ledger
from .lock import Lock
from .readers import readers
from .receipts import FORMAT, Receipt, receipt_text
from .reserving import Declined, reserve
from .shelf import Taken
from .store import Store
from .ulid import ulid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..dsl.call import Compiled
    from .entries import Ending, Filed
    from .ground import EngineInfo
    from .ledger import Ledger
    from .reserving import Reserved, Wish
    from .root import Workspace


class Book:
    """Holds the lock of its run for life. Use it from one thread."""

    def __init__(
        self,
        workspace: Workspace,
        compiled: Compiled,
        engine: EngineInfo,
        *,
        command: str = "run",
        ceiling: int | None = None,
        account: str | None = None,
        run: str | None = None,
        over: str | None = None,
        grow: Callable[[int], int | None] | None = None,
        clock: Callable[[], str] = wall_clock,
        name: Callable[[], str] = ulid,
    ) -> None:
        self.store = Store(workspace.settle())
        self.board, self.title = compiled.path, compiled.title
        self.maker, self.engine, self.account = engine.maker, engine, account
        self.clock, self.name = clock, name
        self.run = run or name()
        self.over, self.grow = over or "it would cost more than --max-cost", grow
        self.store.prepare(pretended=bool(workspace.realm))
        self.ledger: Ledger = open_ledger(workspace.home)
        self._lock = Lock(workspace.home / "runs" / f"{self.run}.lock")
        try:
            self._lock.take(wait=True)
            self._end_dead_runs()
            self._begin(workspace, compiled, command, ceiling)
        except BaseException:
            self._leave()
            raise

    def _begin(self, workspace: Workspace, compiled: Compiled, command: str, ceiling: int | None) -> None:
        told = commanded(command, compiled.given)
        self.root = workspace.root
        with self.ledger.writing() as db:
            # Whoever moves a project holds the lock that is held here, and sees that a run lives from here on.
            if workspace.home != self.ledger.folder:
                raise OSError(errno.EBUSY, "The pictures of this project were moved just now. Run it again")
            db.execute(
                "INSERT INTO board(board, title, budget) VALUES(?,?,?)"
                " ON CONFLICT(board) DO UPDATE SET title=excluded.title, budget=excluded.budget",
                (compiled.path, compiled.title, compiled.budget),
            )
            db.execute(
                "INSERT INTO run(run, board, command, version, host, pid, ceiling, started) VALUES(?,?,?,?,?,?,?,?)",
                (self.run, compiled.path, told, _version(), platform.node(), os.getpid(), ceiling, self.clock()),
            )

        self.look_back()

    def look_back(self) -> None:
        """Count against the budget what the board has cost under earlier names of its file."""
        db = self.ledger.connection
        self.former = former_spent(db, self.board, lambda board: is_there(self.root, board))

    def _end_dead_runs(self) -> None:
        """Whoever opened the project has done so already; a run may have died since."""
        with readers(self.engine) as reading:
            found = end_dead_runs(self.ledger, self.store, reading, self.clock)
        if found is not None and found.problems:
            raise Unopenable(found.problems[0].code, **found.problems[0].args)

    def reserve(self, wish: Wish) -> Reserved | Declined:
        """T1: a row for the request, and its money, before it is sent; or why it may not be."""
        found = reserve(self, wish)
        grown = isinstance(found, Declined) and found.because == self.over and self._grown(wish.most)
        return reserve(self, wish) if grown else found

    def _grown(self, most: int | None) -> bool:
        """Whether the month had more for this run: others have given something back, or an answer cost too much."""
        if self.grow is None or most is None:
            return False
        spent, ceiling = self.ledger.connection.execute(
            "SELECT spent, ceiling FROM run WHERE run=?", (self.run,)
        ).fetchone()
        more = self.grow(spent + most)
        if more is None or more <= ceiling:
            return False
        with self.ledger.writing() as db:
            db.execute("UPDATE run SET ceiling=? WHERE run=?", (more, self.run))
        return True

    def keep(self, attempt: str, filed: Iterable[Filed], ending: Ending, given: Iterable[Filed] = ()) -> None:
        """T2 of an answer with pictures: what it cost, what it held, and its place on the shelf; `given` went along."""
        with self.ledger.writing() as db:
            keep(db, attempt, filed, ending, given, self.clock())

    def end(self, attempt: str, ending: Ending) -> None:
        """T2 of a request that brought no picture."""
        with self.ledger.writing() as db:
            end(db, attempt, ending, self.clock())

    def place(self, found: Iterable[tuple[str, Taken]]) -> None:
        """Put pictures that are known already on the shelves of addresses that have a right to them."""
        found = list(found)
        if not found:
            return
        with self.ledger.writing() as db:
            place(db, self.board, self.maker, found)

    def bring_in(self, address: str, said: tuple[str, str], seen: tuple[str, str], filed: Filed) -> int:
        """Place a picture that was made by hand; its take number."""
        with self.ledger.writing() as db:
            add_manifests(db, {"said": said, "seen": seen})
            add_pictures(db, [filed])
            names = ("board", "address", "maker", "said", "seen")
            where = dict(zip(names, (self.board, address, self.maker, said[0], seen[0]), strict=True))
            take = int(db.execute(NEXT_TAKE, where).fetchone()[0])
            self._receipt_by_hand(address, take, said, seen, filed)
            taken = Taken(said[0], seen[0], take, (filed.sha256,), None, 0)
            place(db, self.board, self.maker, [(address, taken)])
        return take

    def _receipt_by_hand(
        self, address: str, take: int, said: tuple[str, str], seen: tuple[str, str], filed: Filed
    ) -> None:
        receipt = Receipt(
            format=FORMAT, attempt=self.name(), board=self.board, address=address, take=take, maker=self.maker,
            said=said[0], seen=seen[0], mime=filed.mime, sha256=filed.sha256, cost_nano=0, time=self.clock(),
            by_hand=True, run=self.run, size=filed.size, width=filed.width, height=filed.height, title=self.title,
            said_json=said[1], seen_json=seen[1],
        )  # fmt: skip
        self.store.receipt(filed.sha256, receipt.attempt, receipt_text(receipt))

    def manifests(self, *pairs: tuple[str, tuple[str, str]]) -> None:
        """Remember manifests, each as (kind, (digest, json))."""
        with self.ledger.writing() as db:
            for kind, pair in pairs:
                add_manifests(db, {kind: pair})

    def close(self) -> None:
        """The run is over. On a full disk it looks as if it had died, and what it left open is settled by the next."""
        with suppress(OSError, Unopenable), self.ledger.writing() as db:
            db.execute("UPDATE run SET ended=? WHERE run=?", (self.clock(), self.run))
        self._leave()

    def _leave(self) -> None:
        self.ledger.close()
        self._lock.free()
        self._lock.path.unlink(missing_ok=True)


def _version() -> str:
    try:
        return version("bananaboard")
    except PackageNotFoundError:
        return "unknown"
