"""One question to the service beside that for a picture: the JSON that comes back, or what went wrong."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import msgspec

from ..engine import Failed, Lost
from .error import read_error
from .fault import read_fault
from .send import broken
from .tap import CATCH, OK, Catch

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

SECONDS = 120.0


async def asked(
    call: Callable[[], Coroutine[Any, Any, object]], seconds: float = SECONDS
) -> dict[str, Any] | Failed | Lost:
    """What the service answers to a call of the SDK, as it is on the wire. `Lost`: it may have been done."""
    catch = Catch(None)
    token = CATCH.set(catch)
    try:
        async with asyncio.timeout(seconds):
            await call()
    except Exception as fault:  # noqa: BLE001 - whatever the SDK raises, what was caught says more
        if not catch.whole:
            return broken(catch, fault)
    finally:
        CATCH.reset(token)
    return _read(catch)


def _read(catch: Catch) -> dict[str, Any] | Failed | Lost:
    if catch.status is None:
        return Failed("The request was not sent.", "request", retryable=False)
    if catch.status != OK:
        if catch.status >= 500 and read_error(catch.status, catch.body) is None:
            return Lost(f"Something between here and the service answered with the error {catch.status}.")
        return read_fault(catch.status, catch.body, catch.headers)
    try:
        found = msgspec.json.decode(catch.body)
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else Lost("What the service answered can't be read.")
