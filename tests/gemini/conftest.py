from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from bananaboard.runtime.gemini.access import VARIABLES
from bananaboard.runtime.gemini.engine import Gemini

from ..money.studio import Forge
from ..spool import Memory
from .asked import KEY
from .batches import BOARD, Studio
from .service.handle import Service

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from bananaboard.runtime.engine import Outcome, Request, Setup


@pytest.fixture(scope="session")
def process() -> Iterator[Service]:
    """One process of the service for all tests of a worker."""
    with Service() as service:
        yield service


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory, process: Service) -> Iterator[Forge]:
    """Processes that have all of a batch run in them, for projects of the batch's board."""
    made = Forge(Studio(tmp_path_factory.mktemp("forge"), process, BOARD))
    yield made
    made.close()


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that says nothing of Gemini."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.fixture
def service(process: Service, clean: pytest.MonkeyPatch) -> Service:
    """The service as new, and the environment that leads there."""
    process.control("reset")
    clean.setenv("GEMINI_API_KEY", KEY)
    clean.setenv("GOOGLE_GEMINI_BASE_URL", process.url)
    return process


@pytest.fixture
def ask(service: Service) -> Callable[..., list[Outcome]]:
    """Asks one engine one request after the other; what came."""

    async def all_of(engine: Gemini, requests: tuple[Request, ...], spools: list[Memory]) -> list[Outcome]:
        try:
            return [await engine.make(r, s) for r, s in zip(requests, spools, strict=True)]
        finally:
            await engine.aclose()

    def ask(*requests: Request, spools: list[Memory] | None = None, setup: Setup | None = None) -> list[Outcome]:
        return asyncio.run(all_of(Gemini(setup), requests, spools or [Memory() for _ in requests]))

    return ask


@pytest.fixture
def run() -> Callable[[Coroutine[Any, Any, Any]], Any]:
    return asyncio.run
