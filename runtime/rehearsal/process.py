"""A pretended service in a process of its own, for as long as somebody needs it."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .scenario import Scenario

STARTING = 30.0  # seconds; it takes a third of one
ENDING = 20.0


class Unstarted(Exception):
    """The service could not be started; its text says why."""


class ServiceProcess:
    """A service that ends with whoever started it, even where that one is killed: its standard input ends then."""

    def __init__(self, process: asyncio.subprocess.Process, url: str) -> None:
        self._process, self.url = process, url

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    async def end(self) -> None:
        """Let it finish what it is working on, and end."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), ENDING)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


async def start_service(scenario: Scenario, journal: Path) -> ServiceProcess:
    """Start one. Raises Unstarted."""
    pipe = asyncio.subprocess.PIPE
    # -P: a folder of boards is no place to import from. A session of its own: Ctrl-C is not meant for it.
    command = (sys.executable, "-P", "-m", __package__)
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL, start_new_session=True
        )
    except OSError as fault:
        raise Unstarted(f"the rehearsal's service can't be started: {fault}") from fault
    assert process.stdin is not None
    assert process.stdout is not None
    line = json.dumps({"scenario": str(scenario), "journal": str(journal)}) + "\n"
    process.stdin.write(line.encode())
    try:
        address = await asyncio.wait_for(process.stdout.readline(), STARTING)
    except TimeoutError:
        address = b""
    if not address.startswith(b"http://"):
        process.kill()
        await process.wait()
        raise Unstarted("the rehearsal's service could not be started")
    return ServiceProcess(process, address.decode().strip())
