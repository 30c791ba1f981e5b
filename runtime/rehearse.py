"""A run without an engine: every call decided in order on a copy of the shelf, placeholders for what would come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..dsl.address import near, select
from ..grammar.diagnostic import Diagnostic
from .decide import Decision, Judge
from .status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dsl.call import Call, Compiled
    from .ground import Ground
    from .options import Options
    from .shelf import Shelf


@dataclass(frozen=True, slots=True)
class Scope:
    """The calls that a run is about. `allowed` None: all of `calls` may be made. `asked`: those that were named."""

    calls: tuple[Call, ...]
    shown: frozenset[str]
    allowed: frozenset[str] | None
    rerolled: frozenset[str]
    asked: tuple[str, ...]
    problems: tuple[Diagnostic, ...]


def scope_of(ground: Ground, options: Options) -> Scope:
    """What the options choose of a board."""
    compiled = ground.compiled
    calls = (*compiled.calls, *compiled.spare, *(compiled.finals if options.final else ()))
    named = {c.address: c for c in (compiled.finals if options.final else (*compiled.calls, *compiled.spare))}
    only, problems = _selected(options.only, named, compiled)
    rerolled, more = _selected(options.reroll, named, compiled)
    asked = tuple(dict.fromkeys((*only, *rerolled)))
    if not asked and not problems and not more:
        needed = {c.address for c in (compiled.finals if options.final else compiled.calls)}
        return Scope(calls, frozenset(needed), frozenset(needed) if options.final else None, frozenset(), (), ())
    makes = _wanted(ground, options, calls, only, rerolled)
    allowed = makes if not options.final else makes & named.keys()
    shown = {c.address for c in compiled.calls} if not options.final else set()
    return Scope(
        calls,
        frozenset(shown | allowed | set(asked)),
        frozenset(allowed),
        frozenset(rerolled),
        asked,
        (*problems, *more),
    )


def _selected(wanted: tuple[str, ...], named: Iterable[str], compiled: Compiled) -> tuple[list[str], list[Diagnostic]]:
    if compiled.broken:
        return [], []
    names = list(named)
    found: list[str] = []
    problems = []
    for text in wanted:
        matching = select(text, names)
        found += matching
        if not matching:
            problems.append(Diagnostic("BNN606", None, {"address": text, "near": near(text, names)}))
    return found, problems


def _wanted(
    ground: Ground, options: Options, calls: tuple[Call, ...], only: list[str], rerolled: list[str]
) -> frozenset[str]:
    """The named calls, and what those of them that will be made still lack: what is new or changed, no more."""
    judge = Judge(ground, ground.shelf, options.stale, frozenset(rerolled))
    by_address = {c.address: c for c in calls}
    decisions = {c.address: judge.decide(c) for c in calls}
    named = {*only, *rerolled}
    # A call that waits for a picture counts as one to be made: the wait is what the walk is for.
    open_ = [a for a in named if decisions[a].make or decisions[a].blocked]
    found = set(named)
    while open_:
        for need in by_address[open_.pop()].needs:
            status = decisions[need].standing.status if need in decisions else None
            if need not in found and status in (Status.NEW, Status.CHANGED):
                found.add(need)
                open_.append(need)
    return frozenset(found)


def rehearse(ground: Ground, options: Options, scope: Scope) -> tuple[list[Decision], Shelf]:
    """Every decision of a run, in plan order, and the shelf that it would leave."""
    shelf = ground.shelf.copy()
    judge = Judge(ground, shelf, options.stale, scope.rerolled, scope.allowed)
    skip = {c.address for c in ground.compiled.spare} - scope.shown
    decisions = []
    for call in scope.calls:
        if call.address in skip:
            continue
        decision = judge.decide(call)
        decisions.append(decision)
        if decision.make:
            judge.pretend(decision)
        elif decision.standing.status is Status.PENDING and (options.batch or not _batched(shelf, decision)):
            judge.pretend(decision, 1)  # a run waits for what another one is making, and uses it
    return decisions, shelf


def _batched(shelf: Shelf, decision: Decision) -> bool:
    """Whether all that is on its way for a call is in batch jobs, which may take a day."""
    key = (decision.said, decision.sight.seen or "")
    return shelf.batched[key] >= shelf.sending[key]
