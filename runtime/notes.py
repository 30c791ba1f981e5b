"""What a plan says beside its lines: causes in common, renames, orphans, what was asked for and need not be done."""

from __future__ import annotations

import shlex
from collections import Counter
from typing import TYPE_CHECKING

from ..dsl.call import Kind
from ..dsl.money import show
from ..grammar.diagnostic import Diagnostic
from .decide import undecided, unfit
from .elsewhere import paid_elsewhere
from .status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .decide import Decision
    from .ground import Ground
    from .options import Options
    from .rehearse import Scope
    from .step import Step

LISTED = 3  # so many addresses are named, the others are counted
MANY = 3  # a cause that so many share is told once


def notes(
    ground: Ground, options: Options, scope: Scope, decisions: Sequence[Decision], steps: Sequence[Step]
) -> tuple[Diagnostic, ...]:
    """All of them, errors first."""
    found = [*_missing(ground, decisions, steps), *_elsewhere(ground), *_finals(ground, options, decisions)]
    return (*found, *_names(ground), *_causes(steps), *_rests(steps), *_asked(scope, steps), *_lost(steps, decisions))


def _note(code: str, **words: object) -> Diagnostic:
    return Diagnostic(code, None, words)


def _missing(ground: Ground, decisions: Sequence[Decision], steps: Sequence[Step]) -> Iterator[Diagnostic]:
    """What is to be made from a picture that was paid for and is not here."""
    standings = {d.call.address: d.standing for d in decisions}
    reported = set()
    for step in steps:
        for need in step.call.needs:
            standing = standings.get(need)
            if step.blocked and standing and standing.status is Status.MISSING and need not in reported:
                reported.add(need)
                yield _note("BNN604", address=need, other=step.call.address, board=ground.compiled.path)


def _elsewhere(ground: Ground) -> Iterator[Diagnostic]:
    """Picks or copies of paid pictures, and a ledger that knows of none: it was deleted, or never came along."""
    if count := paid_elsewhere(ground):
        out = ground.workspace.out(ground.compiled.path).name if ground.workspace else ""
        yield _note("BNN605", count=count, folder=f"out/{out}")


def _finals(ground: Ground, options: Options, decisions: Sequence[Decision]) -> Iterator[Diagnostic]:
    if not options.final:
        return
    if not ground.compiled.finals:
        yield _note("BNN607", path=ground.compiled.path)
    standings = {d.call.address: d.standing for d in decisions}
    for call in ground.compiled.finals:
        reason = unfit(standings.get(call.draft or ""))
        if reason is not None and call.draft is not None:
            waits = undecided(standings.get(call.draft))
            command = f"bnn pick {shlex.quote(ground.compiled.path)} {typed(call.draft)} 1" if waits else ""
            yield _note("BNN625", address=call.draft, reason=reason, command=command)


def typed(address: str) -> str:
    """An address as it is typed without quotes: `arrival.close:light=dawn`."""
    return address.replace("[", ":").removesuffix("]").replace(",", ":")


def _names(ground: Ground) -> Iterator[Diagnostic]:
    if ground.moved:
        yield _note("BNN627", now=ground.compiled.path, before=ground.moved)
    for now, before in sorted(ground.renamed.items()):
        yield _note("BNN621", now=now, before=before)
    if ground.orphans:
        listed = ", ".join(ground.orphans[:5]) + (" …" if len(ground.orphans) > 5 else "")
        count = len(ground.orphans)
        what = "one address that is" if count == 1 else f"{count} addresses that are"
        yield _note("BNN622", what=what, addresses=listed)


def _causes(steps: Sequence[Step]) -> Iterator[Diagnostic]:
    for status, code in ((Status.CHANGED, "BNN620"), (Status.STALE, "BNN628")):
        causes: Counter[str] = Counter()
        for step in steps:
            if step.status is status and (step.make or status is Status.STALE):
                causes.update(step.why.partition(": ")[2].split("; "))
        for cause, count in causes.items():
            if count >= MANY:
                yield _note(code, count=count, cause=cause)


def _rests(steps: Sequence[Step]) -> Iterator[Diagnostic]:
    """A view that nobody has seen yet, on which much rests."""
    leaning: Counter[str] = Counter(n for s in steps if s.make for n in set(s.call.needs))
    for step in steps:
        count = leaning[step.call.address]
        if step.call.kind is Kind.VIEW and step.make and count >= MANY:
            price = step.call.cost.expected
            cost = show(None if price is None else price * step.make)
            yield _note("BNN624", address=step.call.address, count=count, cost=cost)


def _asked(scope: Scope, steps: Sequence[Step]) -> Iterator[Diagnostic]:
    """What was named and need not be made."""
    found: dict[Status, list[str]] = {}
    asked = frozenset(scope.asked)
    for step in steps:
        if step.call.address in asked and not step.make and not step.blocked:
            found.setdefault(step.status, []).append(step.call.address)
    for status, addresses in found.items():
        are, them = ("is", "it") if len(addresses) == 1 else ("are", "them")
        one = addresses[0]
        yield _note("BNN623", addresses=few(addresses), are=are, them=them, status=status.value, address=one)


def few(addresses: Sequence[str]) -> str:
    """The first few of them: `a, b, c and 19 more`."""
    more = len(addresses) - LISTED
    return ", ".join(addresses[:LISTED]) + (f" and {more} more" if more > 0 else "")


def _lost(steps: Sequence[Step], decisions: Sequence[Decision]) -> Iterator[Diagnostic]:
    """A pick whose picture is not here, where another take stands in for it."""
    shown = {s.call.address for s in steps}
    for decision in decisions:
        standing = decision.standing
        if standing.lost and standing.counts and decision.call.address in shown:
            yield _note("BNN612", address=decision.call.address, picture=standing.lost[:12])
