"""The walk of a run through a board: which call may go next, and what its answers let go."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .bound import seconds_of
from .ready import Ready, remaining

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dsl.call import Call
    from .decide import Decision, Judge
    from .step import Step

WAITING, KEPT, FELL = "waiting", "kept", "fell"


@dataclass(slots=True)
class Open:
    """A call that is being made. `takes` says of each request how it ended; the first `theirs` are another run's."""

    decision: Decision
    takes: list[str] = field(default_factory=list)
    theirs: int = 0
    released: bool = False

    @property
    def decided(self) -> bool:
        """Whether it is known which take counts: the lowest that comes, so all below it must have ended."""
        first = next((t for t in self.takes if t != FELL), None)
        return first != WAITING

    @property
    def done(self) -> bool:
        """Whether every take has ended."""
        return WAITING not in self.takes


class Walk:
    """Goes through the calls of a plan; at each moment `ready` holds what could be sent."""

    def __init__(self, judge: Judge, calls: tuple[Call, ...], steps: tuple[Step, ...], *, batch: bool = False) -> None:
        self.judge, self.batch = judge, batch
        self.limits = {s.call.address: s.make for s in steps}
        shares = {s.call.address: s.shares for s in steps if s.shares}
        self.calls = {c.address: c for c in calls}
        self._ahead = remaining(steps)
        models = {a: c.model for a, c in self.calls.items()}
        self.ready = Ready(self._ahead, {a: i for i, a in enumerate(self.calls)}, models)
        self.open: dict[str, Open] = {}
        self.awaited: list[tuple[str, int]] = []  # takes that another run is making, to be looked for
        self.found: list[Decision] = []  # decided on and not to be made
        self.blocked: list[Decision] = []
        self._waiting: dict[str, int] = {}
        self._followers: defaultdict[str, list[str]] = defaultdict(list)
        self._sharers: defaultdict[str, list[str]] = defaultdict(list)
        self._resolved: set[str] = set()
        self._enter(shares)

    def _enter(self, shares: dict[str, str]) -> None:
        for address, call in self.calls.items():
            needs = {n for n in call.needs if n in self.calls}
            for need in sorted(needs):
                self._followers[need].append(address)
            shared = shares.get(address)
            if shared is not None:
                self._sharers[shared].append(address)
            self._waiting[address] = len(needs) + (shared is not None)
        for address in [a for a, n in self._waiting.items() if n == 0]:
            self._visit(address)

    def _visit(self, first: str) -> None:
        """Decide on a call, and on all that its decision lets go."""
        stack = [first]
        while stack:
            address = stack.pop()
            decision = self.judge.decide(self.calls[address])
            make, theirs = min(decision.make, self.limits.get(address, 0)), self._theirs(decision)
            if make or theirs:
                self.open[address] = Open(decision, [WAITING] * (theirs + make), theirs)
                self.awaited += [(address, n) for n in range(theirs)]
                self.ready.add(address, make, theirs)
                continue
            (self.blocked if decision.blocked else self.found).append(decision)
            stack += self._let_go(address, done=True)

    def _theirs(self, decision: Decision) -> int:
        """How many takes of a call another run is making at this moment, where this run has a use for them."""
        address, allowed = decision.call.address, self.judge.allowed
        if decision.sight.seen is None or not (allowed is None or address in allowed or self._ahead.get(address)):
            return 0
        key, shelf = (decision.said, decision.sight.seen), self.judge.shelf
        # Nobody waits a day for a batch job but a run that is one itself.
        return shelf.sending[key] - (0 if self.batch else shelf.batched[key])

    def _let_go(self, address: str, *, done: bool) -> Iterator[str]:
        """The calls that waited only for this one."""
        followers = [] if address in self._resolved else list(self._followers[address])
        self._resolved.add(address)
        for follower in (*followers, *(self._sharers.pop(address, ()) if done else ())):
            self._waiting[follower] -= 1
            if self._waiting[follower] == 0:
                yield follower

    def lets_go_first(self, address: str) -> bool:
        """Whether what waits for a call will go before all that is ready now: then its place is kept for it."""
        behind = self._ahead.get(address, 0.0) - seconds_of(self.calls[address])
        return behind > max(self.ready.longest, 0.0)

    def ended(self, address: str, index: int, *, kept: bool) -> None:
        """A take has come, or will not."""
        state = self.open[address]
        state.takes[index] = KEPT if kept else FELL
        if kept:
            self.judge.settle(state.decision)
        if state.decided and not state.released:
            state.released = True
            self.judge.settle(state.decision)
            for follower in list(self._let_go(address, done=state.done)):
                self._visit(follower)
        elif state.done:
            for follower in list(self._let_go(address, done=True)):
                self._visit(follower)
