"""How much memory a run takes while large pictures come in: bounded by what is in flight, not by how many there are.

python benchmarks/memory.py [PICTURES [MEGABYTES [AT_ONCE]]]

Runs 64, then PICTURES (1,000) pictures of MEGABYTES (2) at AT_ONCE (64), each in a process of its own, and prints the
most memory that each held. Answers are base64 in JSON, read as an engine for Gemini reads them.
"""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bananaboard.runtime.engine import Answer, Drawn, Usage
from bananaboard.runtime.execute import execute
from bananaboard.runtime.ground import EngineInfo
from bananaboard.runtime.plan import make_plan
from bananaboard.runtime.root import Workspace

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.runtime.boards import Item, board, png

LITE = "gemini-3.1-flash-lite-image"


class Heavy:
    """Answers at once, with a body such as services send."""

    name = maker = "heavy"
    free = False

    def __init__(self, size: int) -> None:
        self.size, self.asked = size, 0

    async def make(self, request, spool):  # noqa: ARG002 - the protocol's
        """One picture of random bytes."""
        self.asked += 1
        body = await asyncio.to_thread(self.body, self.asked)
        for at in range(0, len(body), 65_536):
            spool.write(body[at : at + 65_536])
        await asyncio.to_thread(spool.seal)
        return await asyncio.to_thread(self.read, body)

    def body(self, number: int) -> bytes:
        """JSON with the picture in it."""
        return json.dumps({"data": base64.b64encode(png(number, os.urandom(self.size))).decode()}).encode()

    @staticmethod
    def read(body: bytes) -> Answer:
        """The picture in it."""
        return Answer((Drawn(base64.b64decode(json.loads(body)["data"]), "image/png"),), "", Usage(100, 0, 1120, 0))

    async def aclose(self) -> None:
        """Nothing."""


def one(count: int, size: int, at_once: int) -> None:
    """A run, and what it held."""
    compiled = board(*(Item(f"s.{n}", f"shot {n}", takes=1, model=LITE) for n in range(count)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        info = EngineInfo("heavy", "heavy", free=False)
        plan = make_plan(compiled, engine=info, root=root, today=dt.date(2026, 11, 21))
        start = time.perf_counter()
        record = asyncio.run(execute(plan, Heavy(size), workspace=Workspace(root), jobs=at_once))
        seconds = time.perf_counter() - start
    assert record.made == count
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{count:6,} pictures: {most / 1000:5.0f} MB at most, {before / 1000:.0f} MB before; {seconds:.1f} s")


def main() -> None:
    given = [float(a) for a in sys.argv[1:4]]
    count, size, at_once = [*given, *(1000, 2, 64)[len(given) :]]
    print(f"{size:g} MB each, {at_once:g} at once")
    for pictures in (64, int(count)):
        work = f"import memory; memory.one({pictures}, {int(size * 1e6)}, {int(at_once)})"
        subprocess.run([sys.executable, "-c", work], check=True, cwd=Path(__file__).parent)


if __name__ == "__main__":
    main()
