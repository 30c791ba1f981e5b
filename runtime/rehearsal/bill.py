"""What the service billed: a line of JSON for each request, on the disk before the answer goes out."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "bill.jsonl"
LONGEST = 200_000_000  # bytes that are read of a bill: half a million requests


class Item(Struct, frozen=True):
    """One request as the service remembers it. `cost` in nano-dollars, None where the model has no known price."""

    project: str
    address: str
    model: str
    key: str
    fate: str
    billed: bool
    cost: int | None
    sha256: tuple[str, ...] = ()  # of the pictures that it drew


class Bill(Struct, frozen=True):
    """All that was billed. `working`: requests that have no line yet."""

    items: tuple[Item, ...]
    working: int = 0

    @property
    def nano(self) -> int:
        """The sum, as far as prices are known."""
        return sum(i.cost or 0 for i in self.items if i.billed)

    @property
    def billed(self) -> int:
        """How many requests cost something."""
        return sum(i.billed for i in self.items)

    def of(self, project: str) -> Bill:
        """What one project has on it."""
        return Bill(tuple(i for i in self.items if i.project == project), self.working)


_LINE = msgspec.json.Decoder(Item)
BILL = msgspec.json.Decoder(Bill)


def read_bill(path: Path) -> Bill:
    """The bill in a file, which may be missing. A line that a killed service left half written was never billed."""
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST)
    except FileNotFoundError:
        return Bill(())
    return Bill(tuple(_items(data)))


def _items(data: bytes) -> Iterator[Item]:
    for line in data.split(b"\n"):
        try:
            yield _LINE.decode(line)
        except msgspec.MsgspecError:
            continue


class Journal:
    """The file of a bill, for appending. Lines that come at once are made durable at once."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
        self._waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None
        # What another service was writing when it was killed must not swallow the first line of this one.
        os.write(self._fd, b"\n")

    async def add(self, item: Item) -> None:
        """Returns when the line is on the disk."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((msgspec.json.encode(item) + b"\n", written))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await written

    async def _write(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await asyncio.to_thread(self._durably, b"".join(line for line, _ in batch))
                for _, written in batch:
                    if not written.done():
                        written.set_result(None)
        finally:
            self._writing = None

    def _durably(self, data: bytes) -> None:
        os.write(self._fd, data)
        os.fsync(self._fd)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._fd)
