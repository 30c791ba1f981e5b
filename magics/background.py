"""The one event loop of a notebook's runs, in a thread of its own for the life of the kernel."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from concurrent.futures import Future

    from ..runtime.halt import Halt

T = TypeVar("T")
TICK = 0.05  # seconds between two looks of the thread that waits


class Background:
    """Runs coroutines beside the kernel. Whoever waits draws, and can be interrupted at any time."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self.running: dict[Halt, Future[Any]] = {}

    def _started(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=_turn, args=(self._loop,), name="bananaboard", daemon=True)
                self._thread.start()
            return self._loop

    def start(self, work: Coroutine[Any, Any, T], halt: Halt) -> Future[T]:
        """Begin a run, which `halt` can end."""
        future = asyncio.run_coroutine_threadsafe(work, self._started())
        self.running[halt] = future
        future.add_done_callback(lambda _: self.running.pop(halt, None))
        return future

    @staticmethod
    def wait(future: Future[T], draw: Callable[[], None]) -> T:
        """Its result; `draw` is called in this thread all the while. An interrupt is the caller's."""
        over = threading.Event()
        future.add_done_callback(lambda _: over.set())
        while not over.wait(TICK):
            draw()
        draw()
        return future.result()

    def stop(self, *, now: bool = False) -> int:
        """Ask every run to end, or give it up `now`: how many runs there are."""
        running = list(self.running)
        for halt in running:
            self._started().call_soon_threadsafe(halt.give_up if now else halt.ask)
        return len(running)

    def ask(self, halt: Halt) -> None:
        """Ask one run to end: nothing new is sent, and what is on its way comes in."""
        self._started().call_soon_threadsafe(halt.ask)

    def close(self) -> None:
        """Let go of the loop, where nothing runs in it."""
        with self._lock:
            if self._loop is None or self._thread is None or self.running:
                return
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop = self._thread = None


def _turn(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
    finally:
        loop.close()
