"""Selections: the shortest text on a command line that means some pictures and no others."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from ..dsl.address import select, split

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

MOST = 3  # so many options in a row are still read


def typed(address: str) -> str:
    """An address as it is typed without quotes: `arrival.close:light=dawn`."""
    return address.replace("[", ":").removesuffix("]").replace(",", ":")


def selection(wanted: Sequence[str], every: Sequence[str], also: Collection[str] = ()) -> str | None:
    """What selects all of `wanted` among `every`, and else only what stands in `also`; None where nothing does."""
    goal, allowed = set(wanted), {*wanted, *also}
    for text in dict.fromkeys(_candidates(wanted)):
        found = set(select(text, every))
        if goal <= found <= allowed:
            return shlex.quote(text)
    return None


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
