"""Work for an event loop where one runs already: a notebook's cell, an application that is asynchronous."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")


def in_a_loop() -> bool:
    """Whether this thread's event loop is running."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def in_a_thread(work: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread with a loop of its own, and wait for it; the caller's loop stands still meanwhile."""
    with ThreadPoolExecutor(1, thread_name_prefix="bananaboard") as pool:
        return pool.submit(asyncio.run, work).result()
