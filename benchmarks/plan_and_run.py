"""How long a plan and a run take when everything is there: 10,000 calls, no request, no new file.

python benchmarks/plan_and_run.py [CALLS]
"""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bananaboard.runtime.engine import Answer, Drawn
from bananaboard.runtime.execute import execute
from bananaboard.runtime.ground import EngineInfo
from bananaboard.runtime.plan import make_plan
from bananaboard.runtime.root import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from bananaboard.dsl.call import Compiled
    from bananaboard.runtime.engine import Request, Spool

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.runtime.boards import Item, board, png

T = TypeVar("T")


class Instant:
    """Draws at once, never the same twice."""

    name = maker = "instant"
    free = False
    asked = 0

    async def make(self, request: Request, spool: Spool) -> Answer:
        """One picture of one pixel."""
        spool.write(request.call.address.encode())
        self.asked += 1
        return Answer((Drawn(png(self.asked), "image/png"),), "", None)

    async def aclose(self) -> None: ...


def timed(what: str, work: Callable[[], T]) -> T:
    """Do it, and print how long it took."""
    start = time.perf_counter()
    result = work()
    print(f"{what:42} {time.perf_counter() - start:7.2f} s")
    return result


def scenes(calls: int) -> Compiled:
    """Scenes of three shots, each seeing the one before it."""
    items = []
    for n in range(calls // 3):
        names = [f"s{n}.{k}" for k in ("a", "b", "c")]
        items += [Item(m, f"shot {m}", takes=1, chain=b) for m, b in zip(names, [None, *names], strict=False)]
    return board(*items)


def main() -> None:
    compiled = scenes(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    engine = Instant()
    info = EngineInfo("instant", "instant", free=False)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)

        def plan():
            return make_plan(compiled, engine=info, root=root, today=dt.date(2026, 11, 21))

        def run(planned):
            return asyncio.run(execute(planned, engine, workspace=Workspace(root), jobs=64))

        first = timed("plan, nothing there", plan)
        timed("the same as JSON", first.to_json)
        timed("run, everything made", lambda: run(first))
        asked = engine.asked
        second = timed("plan, everything cached", plan)
        timed("run, everything cached", lambda: run(second))
        print(f"{len(compiled.calls)} calls; requests: {asked}, then {engine.asked - asked}")


if __name__ == "__main__":
    main()
