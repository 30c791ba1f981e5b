"""Before a run makes anything: what earlier batch jobs of the project have brought is fetched."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..clock import wall_clock
from ..configuration import configuration
from ..desk import Desk
from ..engine import Batching, Setup
from ..engines import open_engine
from ..ledger import Unopenable, open_ledger, read_ledger
from ..readers import readers
from ..store import Store
from .collect import LIFETIME, Collector
from .jobs import Job, pending_jobs, vanished_jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..ground import EngineInfo
    from ..recovered import Ended
    from ..root import Workspace
    from .collect import Round


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of the jobs of a project, and what still waits there; `now` is when that was seen."""

    found: Round
    waiting: tuple[Job, ...]
    now: str

    @property
    def ended(self) -> tuple[Ended, ...]:
        """The requests that have ended, of whatever board."""
        return tuple(self.found.ended)


async def fetch_earlier(
    workspace: Workspace, info: EngineInfo, clock: Callable[[], str] = wall_clock
) -> Fetched | None:
    """Fetch what has come; None where no job of this engine's maker is known. Raises NoEngine, Misconfigured.

    Cheap where there is none. A ledger that can't be opened is left to those who tell of it.
    """
    if info.free or not await asyncio.to_thread(_known, workspace, info, clock):
        return None
    settings = configuration()
    engine = open_engine(info.name, Setup(settings.tier, workspace.home, settings.bucket))
    try:
        if not isinstance(engine, Batching):
            return None
        account = getattr(engine, "account", None)
        return await _fetched(engine, account if isinstance(account, str) else "", workspace, info, clock)
    except (Unopenable, OSError):
        return None
    finally:
        await engine.aclose()


def _known(workspace: Workspace, info: EngineInfo, clock: Callable[[], str]) -> bool:
    try:
        ledger = read_ledger(workspace.home)
    except (Unopenable, OSError):
        return False
    if ledger is None:
        return False
    try:
        since = (dt.datetime.fromisoformat(clock()) - LIFETIME).isoformat(timespec="seconds")
        return bool(pending_jobs(ledger, info.maker) or vanished_jobs(ledger, info.maker, since))
    finally:
        ledger.close()


async def _fetched(
    engine: Batching, account: str, workspace: Workspace, info: EngineInfo, clock: Callable[[], str]
) -> Fetched:
    with Desk() as desk:
        ledger = await desk.do(open_ledger, workspace.home)
        try:
            with readers(info) as reading:
                store = Store(workspace.home)
                collector = Collector(engine, info.maker, account, ledger, store, reading, desk, clock)
                found = await collector.round()
            return Fetched(found, tuple(await desk.do(pending_jobs, ledger, info.maker)), clock())
        finally:
            await desk.do(ledger.close)
