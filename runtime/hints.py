"""What is worth a look before it is paid for, and what waits: each with the command that stops there or goes on."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from ..dsl.call import Kind
from ..dsl.money import show
from ..dsl.words import are
from ..grammar.diagnostic import Diagnostic
from .selections import options as choosing
from .selections import typed
from .status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from .ground import Ground
    from .options import Options
    from .rehearse import Scope
    from .step import Step

MANY = 3  # so much has to rest on something to be worth a line
LISTED = 3
BOUND = 64  # so many pictures that one rests on are followed, so that a plan's time stays in proportion to its size


def file_of(ground: Ground) -> str:
    """The board as it is typed behind a command, with the engine where that is not the one of everyday."""
    engine = "" if ground.engine.name == "sketch" else f" --engine {shlex.quote(ground.engine.name)}"
    return shlex.quote(ground.compiled.path) + engine


def hints(ground: Ground, options: Options, scope: Scope, steps: Sequence[Step]) -> Iterator[Diagnostic]:
    """All of them; on an engine that costs nothing only what waits is told."""
    yield from _waits(ground, steps)
    yield from _rerolled(ground, scope, steps)
    if not ground.engine.free and not options.final:
        views = _unseen(steps)
        yield from _views(ground, steps, views)
        yield from _first_takes(ground, steps, views)


def _note(code: str, **words: object) -> Diagnostic:
    return Diagnostic(code, None, words)


def few(addresses: Sequence[str]) -> str:
    """The first few of them: `a, b, c and 19 more`."""
    more = len(addresses) - LISTED
    return ", ".join(addresses[:LISTED]) + (f" and {more:,} more" if more > 0 else "")


def _unseen(steps: Sequence[Step]) -> frozenset[str]:
    """The views that will be made: nobody has seen them yet."""
    return frozenset(s.call.address for s in steps if s.call.kind is Kind.VIEW and s.make)


def _views(ground: Ground, steps: Sequence[Step], views: Collection[str]) -> Iterator[Diagnostic]:
    """Pictures that rest on views which nobody has seen: those that carry many, in one line."""
    resting = _resting(steps, views)
    carried = dict.fromkeys(views, 0)
    for below in resting.values():
        for view in below:
            carried[view] += 1
    found = [s.call.address for s in steps if carried.get(s.call.address, 0) >= MANY]
    if found:
        count = sum(not below.isdisjoint(found) for below in resting.values())
        yield _note("BNN624", count=f"{count:,}", address=few(found), **_stop(ground, steps, found))


def _first_takes(ground: Ground, steps: Sequence[Step], views: Collection[str]) -> Iterator[Diagnostic]:
    """Requests that rest on the first of several takes, since nobody has chosen one."""
    open_ = {
        s.call.address: s
        for s in steps
        if s.have + s.make > 1 and not s.picked and s.call.kind is not Kind.FINAL and s.call.address not in views
    }
    # What itself rests on another one's choice has to wait for that: the first of each row are the ones to look at.
    resting = _resting(steps, open_, first=True)
    leant = frozenset().union(*set(resting.values()))
    roots = [a for a in open_ if a in leant]
    counted = resting.keys()
    count = sum(s.make for s in steps if s.call.address in counted)
    if count < MANY:
        return
    new = [a for a in roots if open_[a].make]
    what = "the first take of" if len(roots) == 1 else "the first takes of"
    told: dict[str, object] = {"count": f"{count:,}", "what": f"{what} {few(roots)}", "pick": typed(roots[0])}
    yield _note("BNN650", **told, **(_stop(ground, steps, new) if new else {"file": file_of(ground)}))


def _stop(ground: Ground, steps: Sequence[Step], wanted: Sequence[str]) -> dict[str, object]:
    """The words of a command that makes only these, what it costs; only the first where no command names them all."""
    only, them = choosing("--only", wanted, _every(ground), also=_settled(steps)), "them"
    if only is None:
        wanted, them = wanted[:1], wanted[0]
        only = f"--only {shlex.quote(typed(wanted[0]))}"
    elif len(wanted) == 1:
        them = "it"
    return {"file": file_of(ground), "only": only, "them": them, "cost": show(_price(steps, wanted))}


def _resting(
    steps: Sequence[Step], on: Collection[str], *, first: bool = False
) -> Mapping[str, frozenset[str]]:  # fmt: skip
    """For each call that will be made, those of `on` that it rests on, through others that will be made too.

    With `first`, only those that rest on no other of them.
    """
    found: dict[str, frozenset[str]] = {}
    for step in steps if on else ():
        if step.make:
            direct = (n for n in step.call.needs if n in on and not (first and n in found))
            if below := _together(frozenset(direct), *(found[n] for n in step.call.needs if n in found)):
                found[step.call.address] = below
    return found


def _together(*sets: frozenset[str]) -> frozenset[str]:
    """All that is in one of them, or the first of it where that is too much to be told anyway."""
    different = {s for s in sets if s}
    if len(different) < 2:
        return different.pop() if different else frozenset()
    union = frozenset().union(*different)
    return union if len(union) <= BOUND else frozenset(sorted(union)[:BOUND])


def _price(steps: Sequence[Step], wanted: Collection[str]) -> int | None:
    """What `--only` these costs: they, and what is made for them; None where a price is unknown."""
    need, total = set(wanted), 0
    for step in reversed(steps):
        if step.call.address in need and step.make:
            need.update(step.call.needs)
            if step.call.cost.expected is None:
                return None
            total += step.call.cost.expected * step.make
    return total


def _every(ground: Ground) -> list[str]:
    return [c.address for c in (*ground.compiled.calls, *ground.compiled.spare)]


def _settled(steps: Sequence[Step]) -> frozenset[str]:
    """What `--only` would name in vain: nothing of it is to be made."""
    return frozenset(s.call.address for s in steps if not s.make and not s.blocked)


def _rerolled(ground: Ground, scope: Scope, steps: Sequence[Step]) -> Iterator[Diagnostic]:
    """A reroll of what is not up to date begins a new set of takes."""
    for step in steps:
        if step.call.address in scope.rerolled and step.status in (Status.STALE, Status.CHANGED) and step.make:
            more = step.call.takes - step.make
            yield _note(
                "BNN651",
                address=step.call.address,
                status=step.status.value,
                file=file_of(ground),
                more=f"{more} more" if more > 0 else None,
                are=are(more),
            )


def _waits(ground: Ground, steps: Sequence[Step]) -> Iterator[Diagnostic]:
    """What can't be made because of a refusal, the rest of a chain included."""
    refused = {s.call.address for s in steps if s.status is Status.REFUSED and not s.make}
    if not refused:
        return
    held = {s.call.address for s in steps if s.blocked}
    if found := waiting(steps, refused, held):
        yield refusals(file_of(ground), _every(ground), found)


def waiting(
    steps: Iterable[Step], refused: Collection[str], held: Collection[str]
) -> Mapping[str, frozenset[str]]:  # fmt: skip
    """The calls among `held` that can't be made because of refused ones, each with those that it waits for."""
    found: dict[str, frozenset[str]] = {}
    for step in steps:
        direct = frozenset(n for n in step.call.needs if n in refused)
        below = _together(direct, *(found[n] for n in step.call.needs if n in found))
        if below and step.call.address in held:
            found[step.call.address] = below
    return found


def refusals(file: str, every: Sequence[str], found: Mapping[str, frozenset[str]]) -> Diagnostic:
    """That pictures wait for refused ones, and how these are asked for once more."""
    at_fault = list(dict.fromkeys(r for below in found.values() for r in sorted(below)))
    count = len(found)
    return _note(
        "BNN652",
        waiting="1 picture waits" if count == 1 else f"{count:,} pictures wait",
        addresses=few(at_fault),
        were="was" if len(at_fault) == 1 else "were",
        file=file,
        reroll=choosing("--reroll", at_fault, every),
    )
