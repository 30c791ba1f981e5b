"""Runs that cost something, without an engine: what they reserve goes into a real ledger."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bananaboard.runtime.book import Book
from bananaboard.runtime.ground import EngineInfo
from bananaboard.runtime.reserving import Declined, Wish
from bananaboard.runtime.root import Workspace
from bananaboard.runtime.share import month_now, take_share

from ..runtime.boards import Item, board

if TYPE_CHECKING:
    from pathlib import Path

DOLLAR = 1_000_000_000
PAID = EngineInfo("paid", "paid", free=False)
BOARD = board(Item("a", "a door"))


@dataclass
class Running:
    """A run under way: its share of the month and its hand in the ledger."""

    share: object
    book: Book
    count: itertools.count = field(default_factory=itertools.count)

    def reserve(self, most: int | None) -> bool:
        """Whether a request of this price may be sent."""
        pair = (f"sha256:{next(self.count):064}", "{}")
        wish = Wish("a", "lite", pair, (pair[0][:-1] + "a", "{}"), (pair[0][:-1] + "b", "{}"), most, most, None, 99)
        return not isinstance(self.book.reserve(wish), Declined)

    def end(self) -> None:
        self.book.close()
        self.share.end()


@dataclass
class Money:
    """A user, at some moment of November."""

    folder: Path
    now: str = "2026-11-21T12:00:00+00:00"

    def configure(self, text: str) -> None:
        (self.folder / "config.toml").write_text(text, "utf-8")

    def limit(self, dollars: float) -> None:
        self.configure(f'[spending]\nmonth = "${dollars}"\n')

    def clock(self) -> str:
        return self.now

    def project(self, name: str = "kite") -> Workspace:
        root = self.folder / name
        root.mkdir(exist_ok=True)
        return Workspace(root)

    def begin(self, workspace: Workspace, most: int | None, max_cost: int | None = None) -> Running:
        share = take_share(workspace, "board.bnn", most, max_cost, clock=self.clock)
        limits = {"ceiling": share.ceiling, "run": share.run, "over": share.over, "grow": share.grow}
        book = Book(workspace, BOARD, PAID, clock=self.clock, **limits)
        share.begin()
        return Running(share, book)

    def spend(self, workspace: Workspace, nano: int) -> None:
        """A whole run that comes to this."""
        run = self.begin(workspace, nano)
        assert run.reserve(nano)
        run.end()

    @property
    def left(self) -> int:
        return month_now(clock=self.clock).left
