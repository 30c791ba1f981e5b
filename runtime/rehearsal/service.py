"""The pretended service itself: decides, draws, bills, and says what goes back over the wire."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter, deque
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec

from ...dsl.models import model_table
from ...dsl.price import text_tokens
from . import pictures
from .bill import Bill, Item, read_bill
from .fate import TURNED_AWAY, Fate, Luck, fate_of
from .wire import ASKED, ENCODER, Answered, Asked, Counted, Detail, Drawing, Erred, Wrong

if TYPE_CHECKING:
    from .bill import Journal
    from .scenario import Scenario

FREE = "This picture was refused. You will not be charged for it."
_HTML = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back. `cut`: how much of it, before the connection breaks (None: all, and it stays)."""

    status: int
    body: bytes
    kind: str = "application/json"
    cut: float | None = None
    hang: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pictures of a request and what they used."""

    files: tuple[bytes, ...]
    usage: Counted


class Service:
    """One pretended service. Use it from one event loop."""

    def __init__(self, scenario: Scenario, journal: Journal) -> None:
        self.scenario, self.journal = scenario, journal
        before = read_bill(journal.path)
        self.asked = Counter(i.key for i in before.items)
        self.answered = Counter(i.key for i in before.items if i.sha256)
        self.arrivals = 0
        self.working = 0
        self.most_at_once = 0
        self.drawn = 0
        self.spent = 0
        self._spent: deque[tuple[float, int]] = deque()
        self.hurry = asyncio.Event()  # no more waiting: the service is to end

    async def answer(self, body: bytes) -> Reply:
        """What goes back for the body of a request."""
        try:
            asked = ASKED.decode(body)
        except msgspec.MsgspecError as fault:
            return _error(400, "INVALID_ARGUMENT", f"The request can't be read: {fault}")
        self.arrivals += 1
        self.asked[asked.key] += 1
        luck = Luck(self.scenario.seed, asked.key, self.asked[asked.key])
        self.working += 1
        self.most_at_once = max(self.most_at_once, self.working)
        try:
            return await self._answer(asked, luck, self._fate(luck))
        finally:
            self.working -= 1

    async def _answer(self, asked: Asked, luck: Luck, fate: Fate) -> Reply:
        if fate not in TURNED_AWAY:
            await self._pause(luck.latency(self.scenario))
        if fate in TURNED_AWAY or fate is Fate.ERROR:
            await self._write(asked, fate, None, ())
            return self._rejected(fate, luck)
        drawn = await self._drawn(asked, fate)
        billed = self._billed(fate, luck)
        await self._write(asked, fate, drawn.usage if billed else None, drawn.files)
        return self._reply(asked, fate, luck, drawn)

    def _fate(self, luck: Luck) -> Fate:
        """The limits first, then luck."""
        limits = self.scenario
        if limits.at_once is not None and self.working > limits.at_once:
            return Fate.AT_ONCE
        if limits.quota is not None and self.drawn >= limits.quota:
            return Fate.QUOTA
        if limits.prepaid is not None and self.spent >= limits.prepaid:
            return Fate.PREPAID
        if limits.spend is not None and sum(nano for _, nano in self._lately()) >= limits.spend:
            return Fate.SPEND
        return fate_of(limits, luck, self.arrivals)

    def _lately(self) -> deque[tuple[float, int]]:
        now = asyncio.get_running_loop().time()
        while self._spent and self._spent[0][0] <= now - self.scenario.window:
            self._spent.popleft()
        return self._spent

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.hurry.wait(), seconds)
        except TimeoutError:
            return

    async def _drawn(self, asked: Asked, fate: Fate) -> Drawn:
        count = max(1, min(asked.panels, pictures.PANELS)) + (fate is Fate.MORE) - (fate is Fate.FEWER)
        if fate in (Fate.REFUSE, Fate.TEXT):
            count = 0
        self.answered[asked.key] += count > 0
        return Drawn(
            await self._files(asked, self.answered[asked.key], fate, count), usage(asked, count, over=fate is Fate.OVER)
        )

    async def _files(self, asked: Asked, number: int, fate: Fate, count: int) -> tuple[bytes, ...]:
        if fate is Fate.SAME:
            return (pictures.plain(self.scenario.plain or 2_000, "the same again"),) * count
        if self.scenario.plain is not None:
            names = (f"{asked.key} {number} {part}" for part in range(1, count + 1))
            return tuple(pictures.plain(self.scenario.plain, name) for name in names)
        return tuple(await asyncio.to_thread(pictures.sketches, asked, number, count)) if count else ()

    def _billed(self, fate: Fate, luck: Luck) -> bool:
        if fate is Fate.REFUSE and self.scenario.refused != "unknown":
            return self.scenario.refused == "yes"
        unknown = fate in (Fate.REFUSE, Fate.CUT_BEFORE, Fate.HANG, Fate.BARE)
        return luck.coin("billed") if unknown else True

    async def _write(self, asked: Asked, fate: Fate, used: Counted | None, files: tuple[bytes, ...]) -> None:
        cost = cost_of(asked.model, used) if used is not None else 0
        if used is not None:
            self.drawn += 1
            self.spent += cost or 0
            self._spent.append((asyncio.get_running_loop().time(), cost or 0))
        digests = tuple(hashlib.sha256(f).hexdigest() for f in files) if used is not None else ()
        await self.journal.add(
            Item(asked.project, asked.address, asked.model, asked.key, fate.value, used is not None, cost, digests)
        )

    def _reply(self, asked: Asked, fate: Fate, luck: Luck, drawn: Drawn) -> Reply:
        match fate:
            case Fate.EMPTY:
                return Reply(200, b"")
            case Fate.GARBAGE:
                return _garbage(luck, self._answered(drawn, ""))
            case Fate.BARE:
                return Reply(502, _HTML, "text/html")
            case Fate.HANG:
                return Reply(200, b"", hang=True)
            case Fate.REFUSE:
                return self._refusal(luck, drawn)
            case Fate.TEXT:
                words = f"Here is an idea for {asked.name}, but I made no picture of it."
                return Reply(200, ENCODER.encode(Answered("STOP", "", words, drawn.usage, ())))
        return Reply(200, self._answered(drawn, ""), cut=_CUTS.get(fate))

    def _answered(self, drawn: Drawn, text: str) -> bytes:
        drawings = tuple(Drawing("image/png", f) for f in drawn.files)
        return ENCODER.encode(Answered("STOP", "", text, drawn.usage, drawings))

    def _refusal(self, luck: Luck, drawn: Drawn) -> Reply:
        reason = "IMAGE_SAFETY" if luck.coin("reason") else "NO_IMAGE"
        words = "The pretended service refused this one, as real ones do now and then."
        told = drawn.usage if self.scenario.refused == "yes" or luck.coin("usage") else None
        message = FREE if self.scenario.refused == "no" else words
        return Reply(200, ENCODER.encode(Answered(reason, message, "", told, ())))

    def _rejected(self, fate: Fate, luck: Luck) -> Reply:
        wait = Detail(retry_after=f"{self.scenario.wait:g}s")
        match fate:
            case Fate.BUSY | Fate.AT_ONCE:
                return _error(429, "RESOURCE_EXHAUSTED", "Too many requests at once.", wait)
            case Fate.QUOTA:
                detail = Detail(quota="RehearsalRequestsPerDay")
                return _error(429, "RESOURCE_EXHAUSTED", "The quota of pictures for this day is used up.", detail)
            case Fate.SPEND:
                told = "Too many dollars in too short a time."
                return _error(429, "RESOURCE_EXHAUSTED", told, Detail(wait.retry_after, "RehearsalSpendPerWindow"))
            case Fate.PREPAID:
                return _error(402, "PAYMENT_REQUIRED", "What was paid beforehand is used up.")
        if luck.coin("overloaded"):
            return _error(503, "UNAVAILABLE", "The model is overloaded.")
        return _error(500, "INTERNAL", "Something broke at the service.")

    def bill(self) -> bytes:
        """What was billed by every service of this journal."""
        return ENCODER.encode(Bill(read_bill(self.journal.path).items, self.working))


_CUTS = {Fate.CUT_BEFORE: 0.0, Fate.CUT_MIDDLE: 0.5, Fate.CUT_AFTER: 1.0}


def _garbage(luck: Luck, good: bytes) -> Reply:
    """Half of an answer, a page of some proxy, or an answer with a picture that is none."""
    which = int(luck.throw("garbage") * 3)
    if which == 0:
        return Reply(200, good[: len(good) // 2])
    if which == 1:
        return Reply(200, b"<html>welcome to the network of this hotel</html>", "text/html")
    return Reply(200, ENCODER.encode(Answered("STOP", "", "", None, (Drawing("image/png", b"\x89PNG\r\n\x1a\nno"),))))


def _error(code: int, status: str, message: str, detail: Detail | None = None) -> Reply:
    return Reply(code, ENCODER.encode(Erred(Wrong(code, status, message, detail))))


def usage(asked: Asked, count: int, *, over: bool = False) -> Counted:
    """The tokens of an answer with `count` pictures; `over`: more than anybody could expect."""
    model = model_table().find(asked.model)
    each = model.image_input_tokens if model else 0
    image_in = sum(each if p.mime.startswith("image/") else 1 for p in asked.pictures)
    image_out = count * (model.sizes.get(asked.size, 0) if model else 0)
    text = "".join(asked.words)
    text_in = text_tokens(len(text.encode("utf-8", "replace")), len(text))
    text_out = 2 * max(asked.max_output_tokens, 4_096) if over else 100 + 20 * count
    return Counted(text_in, image_in, image_out, text_out)


def cost_of(name: str, used: Counted) -> int | None:
    """What the service charges, in nano-dollars; None where the model has no known price."""
    model = model_table().find(name)
    if model is None or model.input_nano is None or model.image_nano is None or model.text_nano is None:
        return None
    into = (used.text_in + used.image_in) * model.input_nano
    return into + used.image_out * model.image_nano + used.text_out * model.text_nano


def phrase(status: int) -> str:
    """What a status is called."""
    return HTTPStatus(status).phrase
