"""The file of a batch job: a line for each request, in the very bytes in which it would go out alone."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, BinaryIO

from .asking import config, contents
from .tap import DRAFTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..engine import BatchLine, Request
    from .client import Line
    from .uploads import Porter

LASTING = timedelta(hours=47)  # a job may begin late: what it names must be there as long as the job is


async def write_lines(line: Line, porter: Porter | None, lines: Sequence[BatchLine], file: BinaryIO) -> None:
    """Write them, one after the other, so that the pictures of one request are held at a time.

    Raises NotUploaded, OSError, and what reading a request raises.
    """
    for one in lines:
        request = await asyncio.to_thread(one.request)
        uris = await porter.uris(line, request, LASTING) if porter is not None else {}
        body = await draft(line, request, uris)
        await asyncio.to_thread(file.write, b'{"key":"%s","request":%s}\n' % (one.key.encode(), body))


async def draft(line: Line, request: Request, uris: Mapping[str, str]) -> bytes:
    """The body of a request, put together by the SDK as for a live one, and not sent."""
    drafts: list[bytes] = []
    token = DRAFTS.set(drafts)
    try:
        await line.client.aio.models.generate_content(
            model=request.call.model, contents=contents(request, uris), config=config(request.call)
        )
    finally:
        DRAFTS.reset(token)
    return drafts[0].replace(b"\n", b" ")
