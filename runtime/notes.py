"""What a plan says beside its lines: causes in common, renames, orphans, what was asked for and need not be done."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from ..grammar.diagnostic import Diagnostic, Severity, worst
from .decide import undecided, unfit
from .elsewhere import paid_elsewhere
from .hints import few, file_of, hints
from .selections import selection, typed
from .status import Status, newest
from .why import follows, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .decide import Decision
    from .ground import Ground
    from .options import Options
    from .rehearse import Scope
    from .step import Step

MANY = 3  # a cause that so many share is told once
CAUSES = 10  # so many causes are told, those that most share


def notes(
    ground: Ground, options: Options, scope: Scope, decisions: Sequence[Decision], steps: Sequence[Step]
) -> tuple[Diagnostic, ...]:
    """All of them, errors first."""
    found = [*_missing(ground, decisions, steps), *_elsewhere(ground), *_finals(ground, options, decisions)]
    stopped = worst([*ground.diagnostics, *found]) is Severity.ERROR
    found += [*_names(ground), *_gone(ground, steps), *_causes(ground, steps)]
    found += [] if stopped else hints(ground, options, scope, steps)
    return (*found, *_asked(scope, steps), *_lost(steps, decisions))


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
                words = {"file": file_of(ground), "picked": typed(need), "older": _older(ground, need)}
                yield _note("BNN604", address=need, other=step.call.address, **words)


def _older(ground: Ground, address: str) -> str | None:
    """The picture that was used last for other words and is still there, as a pick names it."""
    taken = newest(ground.shelf, address, ground.shelf.rows.get(address, []))
    return None if taken is None else taken.sha256[:10]


def _gone(ground: Ground, steps: Sequence[Step]) -> Iterator[Diagnostic]:
    """Pictures that were paid for and are not in the store, whether anything is made from them or not."""
    gone = [s.call.address for s in steps if s.status is Status.MISSING]
    if gone and ground.shelf.rows:  # else BNN605 tells it
        were, them = ("was", "it") if len(gone) == 1 else ("were", "them")
        source = _copies(ground) or "PATH"
        yield _note("BNN653", addresses=few(gone), were=were, them=them, source=source, file=file_of(ground))


def _copies(ground: Ground) -> str:
    """The folder of readable copies as it is typed, where there is one."""
    workspace = ground.workspace
    folder = workspace.out(ground.compiled.path) if workspace else None
    return shlex.quote(workspace.shown(folder)) if workspace and folder and folder.is_dir() else ""


def _elsewhere(ground: Ground) -> Iterator[Diagnostic]:
    """Picks or copies of paid pictures, and a ledger that knows of none: it was deleted, or never came along."""
    if count := paid_elsewhere(ground):
        pictures = "1 picture of this board was" if count == 1 else f"{count:,} pictures of this board were"
        yield _note("BNN605", count=count, pictures=pictures, folder=_copies(ground))


def _finals(ground: Ground, options: Options, decisions: Sequence[Decision]) -> Iterator[Diagnostic]:
    if not options.final:
        return
    if not (ground.compiled.finals or ground.compiled.broken):
        yield _note("BNN607", path=ground.compiled.path)
    standings = {d.call.address: d.standing for d in decisions}
    for call in ground.compiled.finals:
        reason = unfit(standings.get(call.draft or ""))
        if reason is not None and call.draft is not None:
            waits = undecided(standings.get(call.draft))
            picked = typed(call.draft) if waits else ""
            yield _note("BNN625", address=call.draft, reason=reason, file=file_of(ground), picked=picked)


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


def _causes(ground: Ground, steps: Sequence[Step]) -> Iterator[Diagnostic]:
    for status, code in ((Status.CHANGED, "BNN620"), (Status.STALE, "BNN628")):
        causes: dict[str, list[Step]] = {}
        for step in steps:
            if step.status is status and (step.make or status is Status.STALE):
                for cause in step.why.partition(": ")[2].split("; "):
                    causes.setdefault(cause, []).append(step)
        shared = sorted((c for c in causes.items() if len(c[1]) >= MANY), key=lambda c: -len(c[1]))
        for cause, found in shared[:CAUSES]:
            keep = kept_by([s.call.address for s in found], steps)
            yield _note(code, count=len(found), cause=cause, file=file_of(ground), keep=keep)


def kept_by(addresses: Sequence[str], steps: Sequence[Step]) -> str | None:
    """The selection by which `pick --keep` means these and nothing else that is not up to date."""
    every, others = [s.call.address for s in steps], words_of(addresses)
    fine = frozenset(s.call.address for s in steps if s.status in (Status.CACHED, Status.NEW) or follows(s.why, others))
    return selection(addresses, every, also=fine)


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


def _lost(steps: Sequence[Step], decisions: Sequence[Decision]) -> Iterator[Diagnostic]:
    """A pick whose picture is not here, where another take stands in for it."""
    shown = {s.call.address for s in steps}
    for decision in decisions:
        standing = decision.standing
        if standing.lost and standing.counts and decision.call.address in shown:
            yield _note("BNN612", address=decision.call.address, picture=standing.lost[:12])
