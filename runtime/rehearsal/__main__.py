"""The process of a pretended service that somebody else has started: it ends when that one does."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

from .scenario import read_scenario
from .serve import serve


class Start(Struct, frozen=True):
    """The first line of standard input."""

    scenario: str
    journal: str


async def main() -> None:
    """Says its address on standard output, and serves until standard input ends."""
    start = msgspec.json.decode(await asyncio.to_thread(sys.stdin.buffer.readline), type=Start)
    left = asyncio.to_thread(sys.stdin.buffer.read)
    await serve(read_scenario(start.scenario), Path(start.journal), opened=_say, ended=left)


def _say(address: str) -> None:
    print(address, flush=True)  # noqa: T201 - this is how the other process hears of it


if __name__ == "__main__":
    asyncio.run(main())
