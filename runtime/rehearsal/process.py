"""A pretended service in a process of its own, for as long as somebody needs it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .scenario import Scenario

STARTING = 30.0  # seconds; it takes a third of one
ENDING = 20.0
if sys.platform == "win32":
    APART = subprocess.CREATE_NEW_PROCESS_GROUP
else:
    APART = 0


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
            await _killed(self._process)


async def _killed(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):  # it has just ended by itself
        process.kill()
    await process.wait()


async def start_service(scenario: Scenario, journal: Path) -> ServiceProcess:
    """Start one. Raises Unstarted."""
    pipe = asyncio.subprocess.PIPE
    # -P: a folder of boards is no place to import from. A session or group of its own: Ctrl-C is not meant for it.
    command = (sys.executable, "-P", "-m", __package__)
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, start_new_session=True, creationflags=APART
        )
    except OSError as fault:
        raise Unstarted(f"the rehearsal's service can't be started: {fault}") from fault
    try:
        return ServiceProcess(process, await _address(process, scenario, journal))
    except BaseException:
        await _killed(process)
        raise


async def _address(process: asyncio.subprocess.Process, scenario: Scenario, journal: Path) -> str:
    """Tells a service what to be, and hears from it where it is."""
    assert process.stdin is not None
    assert process.stdout is not None
    line = json.dumps({"scenario": str(scenario), "journal": str(journal)}) + "\n"
    process.stdin.write(line.encode())
    try:
        said = await asyncio.wait_for(process.stdout.readline(), STARTING)
    except TimeoutError:
        said = b""
    if not said.startswith(b"http://"):
        raise Unstarted("the rehearsal's service could not be started")
    return said.decode().strip()
