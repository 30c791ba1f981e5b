"""The built-in engine: draws every call at once, for nothing, without a network."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ..engine import Answer, Drawn
from .draw import draw

if TYPE_CHECKING:
    from ..engine import Outcome, Request, Spool


class Sketch:
    """An `Engine` whose pictures are previsualisations drawn from the words of the call."""

    name = "sketch"
    maker = "sketch"
    free = True

    async def make(self, request: Request, spool: Spool) -> Outcome:
        """Draws one take in a thread of its own."""
        files = await asyncio.to_thread(draw, request)
        for data in files:
            spool.write(data)
        spool.seal()
        return Answer(tuple(Drawn(data, "image/png") for data in files), "", None)

    async def aclose(self) -> None:
        """There is nothing to let go of."""
