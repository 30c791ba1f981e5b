"""One language server for all tests that talk to it, since it takes most of their time to start."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from .editor import Connection

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from .editor import Editor

    Session = Callable[[Path, Callable[[Editor], Awaitable[None]]], None]


@pytest.fixture(scope="session")
def connection() -> Iterator[tuple[asyncio.Runner, Connection]]:
    with asyncio.Runner() as runner:
        found = Connection()
        runner.run(found.begin())
        yield runner, found
        runner.run(found.end())


@pytest.fixture
def session(connection: tuple[asyncio.Runner, Connection]) -> Session:
    """Runs a story in an editor that has a project open."""
    runner, found = connection
    return lambda root, story: runner.run(found.run(root, story))
