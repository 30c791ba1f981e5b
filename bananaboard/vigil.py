"""A board looked at again whenever one of its files changes: compiled, planned and, where that is free, drawn."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from msgspec import structs

from .script import Script, as_saved
from .witness import Witness

if TYPE_CHECKING:
    from pathlib import Path

    from .making import Made
    from .runtime.ground import EngineInfo
    from .runtime.plan import Plan
    from .runtime.progress import Progress

LOOK = (
    1_000  # milliseconds after which files are looked at although nobody told of a change: over a network nobody does
)
POLL = 0.5  # seconds between looks where the system can't tell of changes at all


class Onlooker(Protocol):
    """Who is told how the board stands."""

    def planned(self, plan: Plan, files: int) -> None:
        """The board as it is now, made of so many files; nothing is drawn yet."""
        ...

    def drawing(self, plan: Plan) -> Progress:
        """Who listens while it is drawn."""
        ...

    def drawn(self, plan: Plan, made: Made) -> None:
        """It was drawn, or left when it changed meanwhile."""
        ...

    def undrawable(self, plan: Plan, fault: Exception) -> None:
        """Pictures can't be written."""
        ...


async def keep(
    script: Script,
    engine: EngineInfo,
    onlooker: Onlooker,
    *,
    only: tuple[str, ...] = (),
    stale: bool = False,
) -> None:
    """Look, tell, and wait for a change, until cancelled. An engine that costs money is never opened: it is planned
    for, and nothing more."""
    while True:
        witness = Witness(script.root.resolve())
        if script.notebook is not None:
            witness.note(script.notebook)
        script = as_saved(script)
        plan = structs.replace(script, files=witness).plan(engine, only=only, stale=stale)
        files = witness.files
        for path in _picks(script, plan):
            witness.note(path)
        onlooker.planned(plan, files)
        if engine.free and plan.totals.make and not plan.stopped:
            await _draw(script, plan, witness, onlooker)
        await changed(witness)


def _picks(script: Script, plan: Plan) -> set[Path]:
    """Where it is written what was picked: of the board's pictures, and of the views that it imports."""
    workspace, engine = script.workspace(plan.engine), plan.engine
    homes = (script.key, *(s.path for s in plan.compiled.sources))
    return {workspace.picks(script.key, home, free=engine.free, maker=engine.maker) for home in homes}


async def _draw(script: Script, plan: Plan, witness: Witness, onlooker: Onlooker) -> None:
    """Draw until all is there, or until a file changes: then what would come is not what is wanted any more."""
    from .making import make
    from .runtime.halt import Halt
    from .runtime.ledger import Unopenable

    halt = Halt()
    work = make(plan, script.workspace(plan.engine), progress=onlooker.drawing(plan), halt=halt)
    drawing, waiting = asyncio.create_task(work), asyncio.create_task(changed(witness))
    try:
        await asyncio.wait({drawing, waiting}, return_when=asyncio.FIRST_COMPLETED)
        halt.ask()
        onlooker.drawn(plan, await drawing)
    except (OSError, Unopenable) as fault:
        onlooker.undrawable(plan, fault)
    finally:
        for task in (drawing, waiting):
            task.cancel()
        await asyncio.gather(drawing, waiting, return_exceptions=True)


async def changed(witness: Witness) -> None:
    """Return when one of the files is not as it was."""
    from watchfiles import awatch

    try:
        if witness.changed:
            return
        async for _ in awatch(
            *witness.folders, watch_filter=None, recursive=False, rust_timeout=LOOK, yield_on_timeout=True
        ):
            if witness.changed:
                return
    except (OSError, RuntimeError):  # the system has no more watches to give, or a folder has gone
        while not witness.changed:  # noqa: ASYNC110 - there is nobody who could set an event
            await asyncio.sleep(POLL)
