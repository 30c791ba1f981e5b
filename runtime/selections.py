"""Selections: the shortest text on a command line that means some pictures and no others."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from ..dsl.address import read_address, select, split
from .status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..dsl.address import Address
    from ..dsl.call import Call
    from .plan import Plan

MOST = 3  # so many options in a row are still read


def typed(address: str) -> str:
    """An address as it is typed without quotes: `arrival.close:light=dawn`."""
    return address.replace("[", ":").removesuffix("]").replace(",", ":")


def selection(wanted: Sequence[str], every: Sequence[str], also: Collection[str] = ()) -> str | None:
    """What selects all of `wanted` among `every`, and else only what stands in `also`; None where nothing does."""
    allowed = {*wanted, *also}
    for text in dict.fromkeys(_candidates(wanted)):
        read = read_address(text)
        if read is not None and _means(read, wanted, every, allowed):
            return shlex.quote(text)
    return None


def _means(read: Address, wanted: Sequence[str], every: Sequence[str], allowed: Collection[str]) -> bool:
    """Whether a text selects all that is wanted and nothing that is not allowed; most are found out at once."""
    if not all(read.matches(a) for a in wanted):
        return False
    return all(a in allowed for a in every if read.matches(a)) and set(wanted) <= set(every)


def options(name: str, wanted: Sequence[str], every: Sequence[str], also: Collection[str] = ()) -> str | None:
    """The same as options: `--only a.b`, `--only 'a.*'`, or up to three in a row; None where there would be more."""
    text = selection(wanted, every, also)
    if text is not None:
        return f"{name} {text}"
    if len(wanted) > MOST:
        return None
    return " ".join(f"{name} {shlex.quote(typed(a))}" for a in wanted)


def _candidates(wanted: Sequence[str]) -> Iterator[str]:
    """From the narrowest to the widest."""
    if not wanted:
        return
    path, keys = split(wanted[0])
    if len(wanted) == 1:
        yield typed(wanted[0])
    yield path
    names = path.split(".")
    for axis, key in keys:
        yield f"{path}:{axis}={key}"
        yield f"{names[0]}.*:{axis}={key}"
    for depth in range(len(names) - 1, 0, -1):
        yield ".".join(names[:depth]) + ".*"
    if len(names) > 1:
        yield f"*.{names[-1]}"
    yield "*"


def concerned(plan: Plan) -> set[str]:
    """The addresses that a plan was asked for, and all that they need; where none was named, all of them."""
    calls = {s.call.address: s.call for s in plan.steps}
    wanted = (*plan.options.only, *plan.options.reroll)
    found: set[str] = set()
    waiting = [a for text in wanted for a in select(text, list(calls))] if wanted else list(calls)
    while waiting:
        address = waiting.pop()
        if address in calls and address not in found:
            found.add(address)
            waiting += calls[address].needs
    return found


def left_refused(plan: Plan) -> list[Call]:
    """What a plan was asked for and does not make because it was refused before."""
    refused = [s.call for s in plan.steps if s.status is Status.REFUSED and not s.make]
    asked = concerned(plan) if refused else set()
    return [c for c in refused if c.address in asked]
