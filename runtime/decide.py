"""What a run does about one address, given what there is: the one rule that the plan and the run both follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec import Struct

from ..dsl.call import Kind
from .sight import PLACEHOLDER, Eyes, Sight
from .status import Standing, Status, stand

if TYPE_CHECKING:
    from ..dsl.call import Call
    from .ground import Ground
    from .shelf import Shelf, Taken


class Decision(Struct, frozen=True):
    """`make` requests are to be sent now; `blocked` says in words why nothing can be made where something should be."""

    call: Call
    said: str
    said_json: str
    sight: Sight
    standing: Standing
    make: int
    blocked: str | None = None

    @property
    def refused_again(self) -> bool:
        """Whether it is stale, could be made, and `--stale` makes nothing: it was refused as it is now."""
        standing = self.standing
        return standing.status is Status.STALE and self.sight.seen is not None and not standing.again


@dataclass(slots=True)
class Judge:
    """Decides on calls in plan order, over a shelf that may change in between. `allowed` None: all may be made."""

    ground: Ground
    shelf: Shelf
    stale: bool = False
    rerolled: frozenset[str] = frozenset()
    allowed: frozenset[str] | None = None
    counts: dict[str, Taken | None] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    eyes: Eyes = field(default_factory=Eyes)

    def decide(self, call: Call) -> Decision:
        """What to do about a call, all that it needs having been decided on."""
        said, text = self.ground.said.get(call.address) or (call.said, call.said_json)
        sight = self.eyes.see(call, self.counts.get)
        standing = stand(self.shelf, call.address, said, sight.seen, call.takes)
        self.counts[call.address] = standing.counts
        self.standings[call.address] = standing
        make = self._make(call, standing)
        blocked = self._blocked(call, sight) if make else None
        return Decision(call, said, text, sight, standing, 0 if blocked else make, blocked)

    def settle(self, decision: Decision) -> None:
        """Look again at what counts, after a take has come."""
        call = decision.call
        standing = stand(self.shelf, call.address, decision.said, decision.sight.seen, call.takes)
        self.counts[call.address] = standing.counts
        self.standings[call.address] = standing

    def pretend(self, decision: Decision, takes: int = 0) -> None:
        """Place what an engine would answer, to as many requests as are to be sent, or to `takes`."""
        call, seen = decision.call, decision.sight.seen
        assert seen is not None
        made = []
        for number in range(takes or decision.make):
            name = f"{PLACEHOLDER}{call.address}#{number}"
            parts = tuple(f"{name}/{panel}" for panel in range(max(1, call.config.panels)))
            made.append(self.shelf.keep(call.address, decision.said, seen, parts, name))
        if decision.standing.counts is not None or decision.standing.generation:
            self.settle(decision)
            return
        # Nothing was there, so the first of them counts: no need to look again.
        self.counts[call.address] = made[0]
        self.standings[call.address] = Standing(Status.CACHED, tuple(made), made[0], False, None, 0, 0)

    def _make(self, call: Call, standing: Standing) -> int:
        if call.address in self.rerolled:
            return 1
        if self.allowed is not None and call.address not in self.allowed:
            return 0
        return standing.todo or (standing.again if self.stale else 0)

    def _blocked(self, call: Call, sight: Sight) -> str | None:
        if call.kind is Kind.FINAL and call.draft is not None and (reason := unfit(self.standings.get(call.draft))):
            return reason
        if sight.lacking is None:
            return None
        lacking = self.standings.get(sight.lacking)
        if lacking is not None and lacking.counts is not None:
            return f"{sight.lacking} has only {len(lacking.counts.parts)} of its panels"
        return f"{sight.lacking} {WHY_NOT.get(lacking.status if lacking else Status.NEW, 'is not made')}"


WHY_NOT = {
    Status.REFUSED: "was refused",
    Status.MISSING: "is missing from the store",
    Status.PENDING: "is being made already",
}


def undecided(draft: Standing | None) -> bool:
    """Whether a draft only waits for somebody to say which of its takes is the one."""
    return draft is not None and draft.status is Status.CACHED and not draft.picked and len(draft.generation) > 1


def unfit(draft: Standing | None) -> str | None:
    """Why no final is made of a draft, None where one is."""
    if draft is None or draft.counts is None:
        return "its draft is not made yet"
    if draft.status is not Status.CACHED:
        return f"its draft is {draft.status}"
    if not draft.picked and len(draft.generation) != 1:
        return f"none of its {len(draft.generation)} takes is picked"
    return None
