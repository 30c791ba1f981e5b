"""The engine of a live check: the one of every run, whose answers are kept to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..runtime.engine import Failed
from ..runtime.gemini.engine import Gemini

if TYPE_CHECKING:
    from ..dsl.call import Call
    from ..runtime.engine import Outcome, Request, SentPicture, Setup, Spool
    from ..runtime.gemini.uploaded import Uploaded

AHEAD = "lite.named"  # the request whose picture goes ahead


class Listening(Gemini):
    """A `Gemini` that remembers the last outcome of each address, and sends one picture ahead whatever its size."""

    def __init__(self, setup: Setup | None = None) -> None:
        super().__init__(setup)
        self.asked: dict[str, Call] = {}
        self.heard: dict[str, Outcome] = {}
        self.uploaded: Uploaded | None = None
        self.not_uploaded: Failed | None = None

    async def make(self, request: Request, spool: Spool) -> Outcome:
        """As every run asks."""
        address = request.call.address
        if address == AHEAD and self.uploaded is None and not self.access.vertex:
            await self._send_ahead(request.pictures[0])
        self.asked[address] = request.call
        self.heard[address] = outcome = await super().make(request, spool)
        return outcome

    async def _send_ahead(self, picture: SentPicture) -> None:
        from ..runtime.gemini.depot import NotUploaded

        try:
            self.uploaded = await self.ahead(picture)
        except NotUploaded as fault:
            self.not_uploaded = fault.failed
        except Exception as fault:  # noqa: BLE001 - what keeps the SDK from being opened; the request itself tells it too
            self.not_uploaded = Failed(f"Nothing could be sent ahead: {fault}", "upload", retryable=False)
