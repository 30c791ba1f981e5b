"""One request on its way: reserved, sent, heard, filed and settled."""

from __future__ import annotations

import asyncio
import errno
from contextlib import suppress
from typing import TYPE_CHECKING

from ..dsl.loader import Unusable
from .engine import Limited, Limits, Lost
from .ledger import Unopenable
from .reserving import Declined
from .sending import Fell
from .spool import NoRoom

if TYPE_CHECKING:
    from collections.abc import Callable

    from .desk import Desk
    from .engine import Engine, Outcome
    from .errand import Errand
    from .sending import Result, Sender, Sent
    from .spool import FileSpool

DEADLINE = 600.0  # seconds, where an engine names no time of its own
GIVEN_UP = "it was given up before its answer came"
STOPPED = "the run was stopped"
UNFILED = "unfiled"  # the code of an answer that is on the disk, but not in the store and the ledger


class Flight:
    """Sends errands. `holding` counts those that hold money at this moment.

    `asking` is called when a request goes out, `heard` as soon as its answer is there, before it is filed; `closing`
    says whether nothing may go out any more; `sizes` learns how large the pictures are that are sent.
    """

    def __init__(
        self,
        engine: Engine,
        sender: Sender,
        desk: Desk,
        asking: Callable[[Errand], None],
        heard: Callable[[Errand, Outcome], None],
        closing: Callable[[], bool],
        sizes: dict[str, int],
    ) -> None:
        self.engine, self.sender, self.desk = engine, sender, desk
        self.asking, self.heard, self.closing, self.sizes = asking, heard, closing, sizes
        self.holding = 0
        self.trouble = ""  # why the disk takes no more answers
        self.flying: set[Errand] = set()  # whose answers are waited for

    async def send(self, errand: Errand, wanted: int) -> tuple[Result, Outcome | None]:
        """The whole way of one request; the outcome is None where nothing went out."""
        try:
            reserved = await self.desk.write(self.sender.reserve, errand.decision, wanted, errand.first)
        except (OSError, Unopenable) as fault:
            return Fell(_told(fault), UNFILED, f"it could not be written down, so it was not sent: {_told(fault)}",
                        retryable=True, cost=0), None  # fmt: skip
        if isinstance(reserved, Declined):
            return reserved, None
        self.holding += 1
        errand.reserved, errand.first = reserved, errand.first or reserved
        try:
            return await self._reserved(errand)
        finally:
            self.holding -= 1

    async def _reserved(self, errand: Errand) -> tuple[Result, Outcome | None]:
        assert errand.reserved is not None
        try:
            sent = await self.desk.read(self.sender.reading, errand.decision, errand.reserved, self._ordinal(errand))
        except NoRoom as fault:
            fell = await self._unsent(errand, _told(fault))
            self.trouble = self.trouble or fell.message
            return fell, None
        except (OSError, Unusable) as fault:
            return await self._unsent(errand, _told(fault)), None
        self.sizes |= {p.sha256: len(p.data) for p in sent.request.pictures}
        if self.closing():
            sent.spool.drop()
            return await self._unsent(errand, STOPPED), None
        self.asking(errand)
        outcome = await self._ask(errand, sent)
        self.trouble = self.trouble or sent.spool.trouble.partition(";")[0]
        self.heard(errand, outcome)
        try:
            filed = await self.desk.file(self.sender.filing, errand.decision, sent, outcome)
            result = await self.desk.write(self.sender.settle, errand.decision, sent, outcome, filed)
            errand.settled = sent.spool, isinstance(outcome, Lost)
        except (OSError, Unopenable) as fault:
            sent.spool.close()
            return _unfiled(fault, sent.spool), outcome
        return result, outcome

    async def let_go(self, errand: Errand, then: Callable[[], None] | None = None) -> None:
        """What a settled request leaves on the disk, and what is to be done `then`; nothing waits for that."""
        settled, errand.settled = errand.settled, None

        def leave() -> None:
            if settled is not None:
                with suppress(OSError):
                    self.sender.let_go(*settled)
            if then is not None:
                then()

        if settled is not None or then is not None:
            await self.desk.file(leave)

    def _ordinal(self, errand: Errand) -> int:
        """Which take the engine is asked for: a lost sketch under its own number, else one more than there are."""
        assert errand.reserved is not None
        if errand.reserved.again:
            return errand.reserved.take
        return len(errand.decision.standing.generation) + errand.index + 1

    async def _unsent(self, errand: Errand, reason: str) -> Fell:
        assert errand.reserved is not None
        try:
            return await self.desk.write(self.sender.unsent, errand.reserved, reason)
        except (OSError, Unopenable) as fault:
            return _unfiled(fault, None)

    async def _ask(self, errand: Errand, sent: Sent) -> Outcome:
        """What the engine says; Lost where it says nothing in time, or breaks."""
        loop = asyncio.get_running_loop()
        limits = self.engine.limits(errand.model) if isinstance(self.engine, Limited) else Limits()
        patience = limits.patience or DEADLINE
        errand.sent, errand.until = sent, loop.time() + patience
        errand.asked = asyncio.ensure_future(self.engine.make(sent.request, sent.spool))
        self.flying.add(errand)
        try:
            if (await asyncio.wait({errand.asked}, timeout=patience))[1]:
                errand.asked.cancel()
                await asyncio.wait({errand.asked})
            return errand.asked.result()
        except asyncio.CancelledError:
            late = loop.time() >= errand.until
            return Lost(f"no answer came in {patience:.0f} seconds" if late else GIVEN_UP)
        except Exception as fault:  # noqa: BLE001 - an engine's own fault ends one take, and what it sent may cost money
            return Lost(f"the engine broke: {type(fault).__name__}: {fault}"[:500])
        finally:
            self.flying.discard(errand)
            errand.asked = errand.sent = None

    def give_up(self) -> None:
        """Let go of all answers that are not on the disk yet."""
        for errand in self.flying:
            if errand.asked is not None and not (errand.sent and errand.sent.spool.sealed):
                errand.asked.cancel()


def _unfiled(fault: OSError | Unopenable, spool: FileSpool | None) -> Fell:
    """The end of a request could not be written down; the next command settles it."""
    message = "nothing was sent"
    if spool is not None and spool.place is not None:
        message = f"its answer is kept in {spool.place.parent} and is filed by the next command"
    elif spool is not None:
        message = "its answer could not be kept anywhere" if spool.trouble else "no answer came"
    message = f"{message}: {_told(fault)}"
    return Fell(_told(fault), UNFILED, message, retryable=True, cost=None)


def _told(fault: OSError | Unusable | Unopenable) -> str:
    if isinstance(fault, Unusable):
        return f"{fault.words.get('path', 'a picture')} can't be read ({fault.code})"
    if isinstance(fault, OSError):
        return "the disk is full" if fault.errno in (errno.ENOSPC, errno.EDQUOT) else fault.strerror or str(fault)
    return str(fault.words.get("reason") or fault)
