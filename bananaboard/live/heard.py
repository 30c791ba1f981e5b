"""The engine of a live check: the one of every run, whose answers are kept to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..runtime.engine import Created, Failed
from ..runtime.gemini.engine import Gemini

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from ..runtime.engine import BatchLine, Lost, Outcome, Request, SentPicture, Setup, Spool
    from ..runtime.gemini.uploaded import Uploaded

AHEAD = "lite.named"  # the request whose picture goes ahead


class Listening(Gemini):
    """A `Gemini` that remembers the last outcome of each address, and sends one picture ahead whatever its size."""

    def __init__(self, setup: Setup | None = None) -> None:
        super().__init__(setup)
        self.requests = 0
        self.heard: dict[str, Outcome] = {}
        self.uploaded: Uploaded | None = None
        self.not_uploaded: Failed | None = None
        self.submitted: Created | Failed | Lost | None = None
        self.found: bool | Failed | None = None  # whether its title leads to the job that was made

    async def make(self, request: Request, spool: Spool) -> Outcome:
        """As every run asks."""
        address = request.call.address
        if address == AHEAD and self.uploaded is None and not self.access.vertex:
            await self._send_ahead(request.pictures[0])
        self.requests += 1
        self.heard[address] = outcome = await super().make(request, spool)
        return outcome

    async def submit(
        self, title: str, model: str, lines: Sequence[BatchLine], ready: Callable[[str], Awaitable[None]]
    ) -> Created | Failed | Lost:
        """As every run in batch does; then it is looked for, as after a crash."""
        self.requests += len(lines)
        self.submitted = made = await super().submit(title, model, lines, ready)
        if isinstance(made, Created):
            there = await self.find([title])
            self.found = there if isinstance(there, Failed) else title in there and there[title].name == made.name
        return made

    async def _send_ahead(self, picture: SentPicture) -> None:
        from ..runtime.gemini.depot import NotUploaded

        try:
            self.uploaded = await self.ahead(picture)
        except NotUploaded as fault:
            self.not_uploaded = fault.failed
        except Exception as fault:  # noqa: BLE001 - what keeps the SDK from being opened; the request itself tells it too
            self.not_uploaded = Failed(f"Nothing could be sent ahead: {fault}", "upload", retryable=False)
