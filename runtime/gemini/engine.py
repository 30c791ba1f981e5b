"""The Gemini engine: one request, one answer, nothing in secret."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from ..engine import Answer, Closes, Failed, Limits, Refused, Setup
from ..engines import NoEngine
from .access import NoAccess, read_access
from .answer import read_answer
from .secret import redact

if TYPE_CHECKING:
    from ..engine import Outcome, Request, Spool
    from .access import Access
    from .client import Line

WHOLE = 360.0  # seconds for one request, from the first byte to the last


class Gemini:
    """Asks the Developer API, or the agent platform, as the environment says. An `Engine`, `Limited` and `Reading`."""

    name = "gemini"
    maker = "gemini"
    free = False

    def __init__(self, setup: Setup | None = None) -> None:
        self.setup = setup or Setup()
        try:
            self.access = read_access(os.environ)
        except NoAccess as fault:
            raise NoEngine(str(fault)) from None
        self.account = self.access.account
        self._line: Line | None = None
        self._opening = asyncio.Lock()

    def limits(self, model: str) -> Limits:  # noqa: ARG002 - the window is the account's
        """What the account's tier may spend in ten minutes."""
        from ...dsl.models import model_table

        return Limits(window=model_table().inputs.spend_per_10_minutes.get(f"tier{self.setup.tier}"))

    @staticmethod
    def read(raw: bytes) -> Answer | Refused | Failed:
        """What the body of an answer says: the same for one from the spool as for a live one."""
        return read_answer(raw)

    async def make(self, request: Request, spool: Spool) -> Outcome:
        """Ask for one take."""
        return self._clean(await self._made(request, spool))

    async def _made(self, request: Request, spool: Spool) -> Outcome:
        try:
            line = await self._opened()
        except Exception as fault:  # noqa: BLE001 - the SDK, google-auth and the system each have their own
            said = f"Gemini can't be asked: {fault}"
            return Failed(said, "no-access", retryable=False, closes=Closes.ACCOUNT)
        from .send import send

        return await send(line, request, spool, WHOLE)

    async def _opened(self) -> Line:
        """The one client of this run."""
        async with self._opening:
            if self._line is None:
                self._line = await asyncio.to_thread(_open, self.access)
            return self._line

    def _clean(self, outcome: Outcome) -> Outcome:
        """Without the key, whoever wrote it there."""
        key = self.access.key
        if isinstance(outcome, Refused):
            return replace(outcome, text=redact(outcome.text, key), message=redact(outcome.message, key))
        if isinstance(outcome, Answer):
            return replace(outcome, text=redact(outcome.text, key))
        return replace(outcome, reason=redact(outcome.reason, key))

    async def aclose(self) -> None:
        """Let go of connections."""
        line, self._line = self._line, None
        if line is not None:
            await line.aclose()


def _open(access: Access) -> Line:
    """The SDK is heavy: it is imported here, aside."""
    from .client import open_line

    return open_line(access)
