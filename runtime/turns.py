"""Whose turn it is: the next take that its model's gate, the account's window and the memory let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import waits
from .engine import Limited, Limits
from .errand import Errand
from .freight import Freight
from .gate import gate_for
from .window import Window

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from .engine import Engine
    from .gate import Gate
    from .sending import Sender
    from .waits import Wait
    from .walk import Walk


class Turns:
    """Lets takes go, at most `jobs` at once. `wakes` is when time alone lets the next one go, None where it does not.

    Times are of the event loop's clock. `tell` is told of every wait that is worth it, once.
    """

    def __init__(
        self, walk: Walk, sender: Sender, engine: Engine, jobs: int, random: Random, tell: Callable[[Wait], None]
    ) -> None:
        self.walk, self.sender, self.engine, self.jobs, self.random, self.tell = (
            walk,
            sender,
            engine,
            jobs,
            random,
            tell,
        )
        self.gates: dict[str, Gate] = {}
        self.window, self.freight = Window(), Freight()
        self.flying = 0
        self.wakes: float | None = None
        self._errands: dict[tuple[str, int], Errand] = {}
        self._told: dict[str, float] = {}

    def gate(self, model: str) -> Gate:
        """The gate of a model, made when its first request comes."""
        if model not in self.gates:
            limits = self.engine.limits(model) if isinstance(self.engine, Limited) else Limits()
            self.gates[model] = gate_for(limits, self.jobs, self.random)
            if limits.window is not None:
                self.window.limit = min(limits.window, self.window.limit or limits.window)
        return self.gates[model]

    def next(self, now: float) -> Errand | None:
        """The take that goes now, aboard already; None where none may."""
        self.wakes = None
        if self.flying >= self.jobs:
            return None
        opens = {m: self.gate(m).opens(now) for m in self.walk.ready.models}
        self._paced(opens, now)
        first = self.walk.ready.first(lambda m: (at := opens[m]) is not None and at <= now)
        later = [at for at in opens.values() if at is not None and at > now]
        self.wakes = min(later, default=None)
        return None if first is None else self._aboard(self.errand(*first), now)

    def errand(self, address: str, index: int) -> Errand:
        """A take, the same one at each of its tries."""
        if (address, index) not in self._errands:
            self._errands[address, index] = Errand(self.walk.open[address].decision, index)
        return self._errands[address, index]

    def _aboard(self, errand: Errand, now: float) -> Errand | None:
        call = errand.decision.call
        most = self.sender.most(call) or 0
        opens = self.window.opens(most, now)
        if opens > now:
            self.wakes = opens if self.wakes is None else min(opens, self.wakes)
            self.tell_spend(opens - now, now)
            return None
        errand.weight = self.freight.weight(call, errand.decision.sight.pictures)
        if not self.freight.fits(errand.weight):
            return None
        self.walk.ready.pop(errand.address)
        gate = self.gate(errand.model)
        errand.round, errand.spend = gate.send(now), self.window.spend(most, now)
        errand.flying = errand.aboard = True
        self.freight.aboard += errand.weight
        self.flying += 1
        return errand

    def tell_spend(self, seconds: float, now: float) -> None:
        """The account's window is full for so many seconds."""
        self._tell(waits.spend(self.window.limit, seconds), now + seconds)

    def landed(self, errand: Errand) -> None:
        """Nothing of it is on its way any more: another may go."""
        if errand.flying:
            errand.flying = False
            self.flying -= 1
            self.gate(errand.model).back()

    def unloaded(self, errand: Errand, cost: int) -> None:
        """Its answer is filed: its bytes are gone, and it has cost so many nano-dollars, or holds them."""
        self.landed(errand)
        self.window.settle(errand.spend, cost)
        if errand.aboard:
            errand.aboard = False
            self.freight.aboard -= errand.weight

    def again(self, errand: Errand) -> None:
        """It goes once more, before what was not tried yet."""
        self.walk.ready.again(errand.address, errand.index)

    def _paced(self, opens: dict[str, float | None], now: float) -> None:
        for model, at in opens.items():
            gate = self.gate(model)
            if at is not None and gate.per_minute and at > now and at > gate.closed:
                self._tell(waits.pace(model, gate.per_minute, at - now), at)

    def _tell(self, wait: Wait, until: float) -> None:
        """Once for each stretch of waiting; a new one begins when the last is over by a good while."""
        name = f"{wait.why} {wait.of}"
        if wait.seconds is not None and wait.seconds > waits.WORTH_TELLING and until > self._told.get(name, 0.0) + 30:
            self._told[name] = until
            self.tell(wait)
