"""Ctrl-C, and the signal by which a system asks a process to end: a run hears them, gently first."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator
    from types import FrameType

    from .runtime.halt import Halt

TERMINATE = signal.SIGTERM
HANGUP = getattr(signal, "SIGHUP", None)  # the terminal was closed, or the line to it is gone; not on Windows


@contextmanager
def hearing(loop: asyncio.AbstractEventLoop, halt: Halt) -> Iterator[list[int]]:
    """While this is open, the first signal asks the run to end, the second gives up on it, and a third does what it
    always did. A terminal that closes only asks: a shell says it more than once. What was heard stands in the list.
    In a thread that is not the main one nobody can press anything."""
    heard: list[int] = []
    restores: list[Callable[[], object]] = []

    def hear(number: int) -> None:
        if number == HANGUP and heard:
            return
        heard.append(number)
        if len(heard) == 1:
            halt.ask()
            return
        halt.give_up()
        _all(restores)

    for number in _heard_of():
        restore = on_signal(loop, number, hear)
        if restore is not None:
            restores.append(restore)
    try:
        yield heard
    finally:
        _all(restores)


def _heard_of() -> Iterator[int]:
    yield from (signal.SIGINT, TERMINATE)
    if HANGUP is not None and signal.getsignal(HANGUP) != signal.SIG_IGN:  # under `nohup` a run goes on
        yield HANGUP


def _all(restores: list[Callable[[], object]]) -> None:
    while restores:
        restores.pop()()


def on_signal(loop: asyncio.AbstractEventLoop, number: int, hear: Callable[[int], None]) -> Callable[[], object] | None:
    """Call `hear` in the loop at each signal; what takes that back. None where signals don't come here."""

    def pressed(found: int, _: FrameType | None) -> None:
        loop.call_soon_threadsafe(hear, found)

    try:
        before = signal.signal(number, pressed)
    except ValueError:
        return None
    # A handler of Python's runs only when Python does: the loop's own keeps it from sleeping through a signal.
    try:
        loop.add_signal_handler(number, hear, number)
    except (NotImplementedError, RuntimeError, ValueError):
        return lambda: signal.signal(number, before)
    return lambda: _back(loop, number, before)


def _back(loop: asyncio.AbstractEventLoop, number: int, before: object) -> None:
    loop.remove_signal_handler(number)
    signal.signal(number, before)  # type: ignore[arg-type]  # what signal() gave is what it takes
