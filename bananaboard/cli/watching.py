"""A run under the eyes of somebody: shown as it goes, and stopped by Ctrl-C, gently first."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

from ..making import make
from ..runtime.execute import Halt

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from ..making import Made
    from ..runtime.plan import Plan
    from ..runtime.progress import Progress
    from ..runtime.root import Workspace
    from .run import Wish
    from .screen import Screen

STOPPING = "Stopping: nothing new is sent; what is on its way is waited for. Ctrl-C again gives it up.\n"


def watched(to: Screen, plan: Plan, workspace: Workspace, wish: Wish) -> Made | None:
    """Run a plan and show it; None where it was given up. Raises as `make` does."""
    watcher = _watcher(to, wish)
    try:
        return asyncio.run(_until_stopped(to, plan, workspace, wish, watcher))
    except (asyncio.CancelledError, KeyboardInterrupt):
        return None
    finally:
        close = getattr(watcher, "close", None)
        if close is not None:
            close()


def _watcher(to: Screen, wish: Wish) -> Progress:
    if wish.events:
        from .events import Events

        return Events(to)
    if to.live:
        from .bar import Bar

        return Bar(to)
    from .run_lines import Lines

    return Lines(to)


async def _until_stopped(to: Screen, plan: Plan, workspace: Workspace, wish: Wish, watcher: Progress) -> Made:
    halt, task = Halt(), asyncio.current_task()
    assert task is not None

    def interrupted() -> None:
        if halt.asked:
            task.cancel()
        else:
            halt.ask()
            to.aside(STOPPING)

    restore = _on_interrupt(asyncio.get_running_loop(), interrupted)
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
        restore()


def _on_interrupt(loop: asyncio.AbstractEventLoop, heard: Callable[[], None]) -> Callable[[], object]:
    """Call `heard` in the loop at each Ctrl-C; what takes that back."""

    def pressed(_: int, __: FrameType | None) -> None:
        loop.call_soon_threadsafe(heard)

    try:
        loop.add_signal_handler(signal.SIGINT, heard)
    except (NotImplementedError, RuntimeError, ValueError):
        pass
    else:
        return lambda: loop.remove_signal_handler(signal.SIGINT)
    try:
        before = signal.signal(signal.SIGINT, pressed)
    except ValueError:  # not in the main thread: nobody can press it here
        return lambda: None
    return lambda: signal.signal(signal.SIGINT, before)
