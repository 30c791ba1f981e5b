"""A run under the eyes of somebody: shown as it goes, and stopped by Ctrl-C, gently first."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..interrupts import TERMINATE, hearing
from ..making import make
from ..runtime.halt import Halt

if TYPE_CHECKING:
    from ..making import Made
    from ..runtime.plan import Plan
    from ..runtime.progress import Progress
    from ..runtime.root import Workspace
    from .run import Wish
    from .screen import Screen


@dataclass(frozen=True, slots=True)
class Watched:
    """What came of a run, None where it was cut short before it had begun or could end; and whether the system asked
    for its end, instead of somebody at the terminal."""

    made: Made | None
    terminated: bool


def watched(to: Screen, plan: Plan, workspace: Workspace, wish: Wish) -> Watched:
    """Run a plan and show it. Raises as `make` does."""
    watcher, heard = _watcher(to, wish), list[int]()
    try:
        made = asyncio.run(_until_stopped(plan, workspace, wish, watcher, heard))
    except (asyncio.CancelledError, KeyboardInterrupt):
        made = None
    finally:
        close = getattr(watcher, "close", None)
        if close is not None:
            close()
    return Watched(made, bool(heard) and heard[0] == TERMINATE)


def _watcher(to: Screen, wish: Wish) -> Progress:
    if wish.events:
        from .events import Events

        return Events(to)
    if to.live:
        from ..runtime.bar import Bar

        return Bar(color=to.aside_color)
    from .run_lines import Lines

    return Lines(to)


async def _until_stopped(
    plan: Plan, workspace: Workspace, wish: Wish, watcher: Progress, said: list[int]
) -> Made:  # fmt: skip
    halt = Halt()
    with hearing(asyncio.get_running_loop(), halt) as heard:
        try:
            return await make(
                plan,
                workspace,
                jobs=wish.jobs,
                progress=watcher,
                fail_fast=wish.fail_fast,
                max_cost=wish.max_cost,
                halt=halt,
            )
        finally:
            said += heard
