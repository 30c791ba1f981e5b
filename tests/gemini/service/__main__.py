"""`python -m tests.gemini.service --port 0 --journal FILE`: prints its address, and serves until its input ends."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from .app import App
from .control import Control
from .journal import Journal
from .scenario import Scenario
from .state import State
from .wire import Wire


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--journal", type=Path, help="every request and every bill, one line of JSON each, synced")
    parser.add_argument("--seed", type=int, help="what goes wrong is drawn by this number")
    parser.add_argument("--weather", type=float, default=0.0, help="how many of the requests go wrong, from 0 to 1")
    parser.add_argument("--stay", action="store_true", help="serve on when the input ends")
    given = parser.parse_args()
    asyncio.run(
        serve(
            State(Journal(given.journal), scenario=Scenario(seed=given.seed, weather=given.weather)),
            given.port,
            stay=given.stay,
        )
    )


async def serve(state: State, port: int, *, stay: bool) -> None:
    """Until the one who started it is gone."""
    app = App(state)
    wire = Wire(Control(app).answer)
    server = await wire.listen(port)
    app.here = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    print(app.here, flush=True)
    gone = asyncio.get_running_loop().run_in_executor(None, sys.stdin.buffer.read)
    await (asyncio.Event().wait() if stay else gone)
    server.close()


if __name__ == "__main__":
    main()
