"""Work for an event loop where one runs already: a notebook's cell, an application that is asynchronous."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from .interrupts import TERMINATE, hearing

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from .runtime.halt import Halt

T = TypeVar("T")


def in_a_loop() -> bool:
    """Whether this thread's event loop is running."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def in_a_thread(work: Coroutine[Any, Any, T], halt: Halt) -> T:
    """Run it in a thread with a loop of its own, and wait for it; the caller's loop stands still meanwhile.

    Whoever interrupts the waiting has the caller back at once: the run is asked to end, and does so by itself.
    """
    loops: list[asyncio.AbstractEventLoop] = []

    def go() -> T:
        with asyncio.Runner() as runner:
            loops.append(runner.get_loop())
            return runner.run(work)

    with_thread = ThreadPoolExecutor(1, thread_name_prefix="bananaboard")
    future = with_thread.submit(go)
    with_thread.shutdown(wait=False)
    try:
        return future.result()
    except KeyboardInterrupt:
        with suppress(IndexError, RuntimeError):  # not begun, or over
            loops[0].call_soon_threadsafe(halt.ask)
        raise


def apart(work: Callable[[], T]) -> T:
    """Do in a thread what starts an event loop of its own: this thread may have one that runs."""
    with ThreadPoolExecutor(1, thread_name_prefix="bananaboard") as thread:
        return thread.submit(work).result()


def in_front(work: Coroutine[Any, Any, T], halt: Halt) -> T:
    """Run it here. Ctrl-C ends it gently, and is passed on when it has ended: KeyboardInterrupt, or SystemExit where
    the system asked."""
    heard: list[int] = []

    async def heard_out() -> T:
        with hearing(asyncio.get_running_loop(), halt) as signals:
            try:
                return await work
            finally:
                heard.extend(signals)

    result = asyncio.run(heard_out())
    if heard:
        raise SystemExit(128 + heard[0]) if heard[0] == TERMINATE else KeyboardInterrupt
    return result
