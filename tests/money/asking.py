"""One request to a pretended service in the same process, through the real engine and real HTTP."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

from bananaboard.dsl.call import About, Brief, Call, Config, Cost, Kind, Words
from bananaboard.runtime.engine import Request, Setup
from bananaboard.runtime.rehearsal.bill import Journal, read_bill
from bananaboard.runtime.rehearsal.engine import Rehearsal
from bananaboard.runtime.rehearsal.scenario import ADDRESS, SCENARIO, read_scenario
from bananaboard.runtime.rehearsal.serve import Server
from bananaboard.runtime.rehearsal.service import Service

from ..spool import Memory

LITE = "gemini-3.1-flash-lite-image"


def request(address="hill.wide", *, panels=1, words="A hill", model=LITE, pictures=()):
    call = Call(
        address, Kind.SHOT, "hill", "wide", (), "board.bnn", model, 1, 1, f"sha256:{address}{words}", "",
        (Words(words),), (), (), Config("16:9", "1K", panels=panels, max_output_tokens=4_096), About("wide"),
        Brief(words, (), None, None, "", ()), Cost(34_000_000, 39_000_000, False, 3, 0, 1_120, None), "board.bnn", 1, 1,
    )  # fmt: skip
    return Request(call, tuple(pictures), 1)


class Asking:
    """An engine, the service behind it, and its bill."""

    def __init__(self, engine, server, journal):
        self.engine, self.server, self.journal = engine, server, journal

    async def ask(self, asked=None):
        """The outcome of one request, and its spool."""
        spool = Memory()
        return await self.engine.make(asked or request(), spool), spool

    @property
    def items(self):
        return read_bill(self.journal).items


@asynccontextmanager
async def asking(folder, scenario, monkeypatch):
    """A service with a scenario and the engine that asks it."""
    journal = Journal(folder / "bill.jsonl")
    server = Server(Service(read_scenario(f"latency=1ms plain=2kB {scenario}"), journal))
    monkeypatch.setenv(ADDRESS, await server.open())
    monkeypatch.setenv(SCENARIO, scenario)
    engine = Rehearsal(Setup(home=folder / "home"))
    try:
        yield Asking(engine, server, folder / "bill.jsonl")
    finally:
        await engine.aclose()
        await server.close()
        journal.close()


def alone(work):
    """Runs a coroutine to its end."""
    return asyncio.run(work)
