"""Sends one request and hears its answer: what is on the disk before it is read, and what became of it otherwise."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx2
from google.auth.exceptions import GoogleAuthError

from ..engine import Closes, Failed, Lost
from .answer import read_answer
from .asking import config, contents
from .error import read_error
from .fault import read_fault
from .tap import CATCH, OK, Catch, TooLarge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..engine import Outcome, Request, Spool
    from .client import Line


async def send(line: Line, request: Request, uris: Mapping[str, str], spool: Spool, seconds: float) -> Outcome:
    """Ask once. `uris`: of pictures that were uploaded before, by digest; `seconds`: for all of it."""
    catch = Catch(spool)
    token = CATCH.set(catch)
    try:
        async with asyncio.timeout(seconds):
            await line.client.aio.models.generate_content(
                model=request.call.model, contents=contents(request, uris), config=config(request.call)
            )
    except Exception as fault:  # noqa: BLE001 - whatever the SDK raises, what was caught says more
        if not catch.whole:
            return broken(catch, fault)
    finally:
        CATCH.reset(token)
    return await asyncio.to_thread(_read, catch)


def _read(catch: Catch) -> Outcome:
    """The answer, sealed and then read. It blocks."""
    if catch.status is None:
        return Failed("The request was not sent.", "request", retryable=False)
    if catch.status == OK:
        catch.seal()
        return read_answer(catch.body)
    if read_error(catch.status, catch.body) is None and catch.status >= 500:
        return Lost(f"Something between here and the service answered with the error {catch.status}.")
    return read_fault(catch.status, catch.body, catch.headers)


def broken(catch: Catch, fault: Exception) -> Failed | Lost:
    """No whole answer came. Nothing was billed if the request had not left, or if what came was an error."""
    if catch.status is not None and 400 <= catch.status < 500:
        return read_fault(catch.status, catch.body, catch.headers)
    if isinstance(fault, TooLarge):
        return Lost("The service's answer has no end: it was left after some hundred megabytes.")
    if catch.sent:
        slow = isinstance(fault, TimeoutError | httpx2.TimeoutException)
        return Lost(
            "The service did not answer in time." if slow else "The connection broke before the answer was here."
        )
    if isinstance(fault, GoogleAuthError):
        said = f"Google's credentials were not accepted: {fault}"
        return Failed(said, "bad-key", retryable=False, closes=Closes.ACCOUNT)
    if isinstance(fault, TimeoutError | httpx2.TransportError):
        return Failed(f"The service can't be reached: {fault or type(fault).__name__}.", "connection", retryable=True)
    return Failed(f"The request can't be put together: {type(fault).__name__}: {fault}", "request", retryable=False)
