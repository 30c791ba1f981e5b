"""A run in a thread of its own, as in a notebook: an interrupt gives the caller back, and the run ends behind it."""

from __future__ import annotations

import asyncio
import threading

import pytest
from bananaboard.runtime.halt import Halt

from bananaboard.threads import in_a_thread


def test_the_caller_comes_back_at_once_and_the_run_ends_by_itself(monkeypatch):
    halt, heard, over = Halt(), threading.Event(), threading.Event()

    async def work():
        asked = asyncio.Event()
        halt.listen(asked.set)
        heard.set()
        await asyncio.wait_for(asked.wait(), 60)
        over.set()

    def interrupted(self, timeout=None):
        heard.wait(60)
        raise KeyboardInterrupt

    monkeypatch.setattr("concurrent.futures.Future.result", interrupted)
    with pytest.raises(KeyboardInterrupt):
        in_a_thread(work(), halt)
    assert over.wait(60)
    assert (halt.asked, halt.gave_up) == (True, False)


def test_what_the_work_gives_and_raises_comes_through():
    async def gives():
        return 3

    async def raises():
        raise ValueError("oops")

    assert in_a_thread(gives(), Halt()) == 3
    with pytest.raises(ValueError, match="oops"):
        in_a_thread(raises(), Halt())
