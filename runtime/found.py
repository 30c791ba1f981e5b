"""What somebody means who names a picture: an address of the board, one that is gone, a take, a panel, a digest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..dsl.address import near, read_address, select
from ..dsl.call import GivenPicture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .ground import Ground

DIGEST = re.compile(r"#?(?:sha256:)?([0-9a-f]{6,64})")


@dataclass(frozen=True, slots=True)
class Named:
    """One picture that was meant. `take`: a number or the first letters of a digest; `panel` from 1."""

    address: str
    take: str | None = None
    panel: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A file that goes along, named by its digest or its path, and the calls that see it."""

    path: str
    sha256: str
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unclear:
    """Several pictures could be meant, or none: then `near` may be the one."""

    several: tuple[str, ...] = ()
    near: str | None = None


def find(ground: Ground, text: str) -> Named | Given | Unclear:
    """What a text names, on a board and all that was made for it."""
    compiled = ground.compiled
    living = [c.address for c in (*compiled.calls, *compiled.spare, *compiled.finals)]
    every = list(dict.fromkeys((*living, *ground.shelf.rows)))
    read = read_address(text)
    if read is not None:
        found = _meant(text, read.path, living) or _meant(text, read.path, every)
        if len(found) == 1:
            return Named(found[0], read.take)
        if found:
            return Unclear(tuple(found))
        path, _, last = read.path.rpartition(".")
        if path and last.isdecimal():
            keys = "".join(f":{a}={k}" for a, k in read.keys)
            found = _meant(path + keys, path, every)
            if len(found) == 1:
                return Named(found[0], read.take, int(last))
            if found:
                return Unclear(tuple(found))
    return _by_digest(ground, text) or _by_file(ground, text) or Unclear(near=near(text, every))


def _meant(text: str, path: str, names: Iterable[str]) -> list[str]:
    found = select(text, names)
    return [a for a in found if a == path] or found


def _by_digest(ground: Ground, text: str) -> Named | Given | Unclear | None:
    match = DIGEST.fullmatch(text.strip().casefold())
    if match is None:
        return None
    start = match[1]
    holders = [a for a, rows in ground.shelf.rows.items() if any(s.startswith(start) for r in rows for s in r.parts)]
    living = {c.address for c in (*ground.compiled.calls, *ground.compiled.spare, *ground.compiled.finals)}
    holders = [a for a in holders if a in living] or holders
    if len(holders) > 1:
        return Unclear(tuple(holders))
    if holders:
        return Named(holders[0], start)
    given = (p for c in ground.compiled.calls for p in c.parts if isinstance(p, GivenPicture))
    return next((_by_file(ground, p.path) for p in given if p.sha256.startswith(start)), None)


def _by_file(ground: Ground, path: str) -> Given | None:
    users: dict[str, list[str]] = {}
    for call in (*ground.compiled.calls, *ground.compiled.spare, *ground.compiled.finals):
        for part in call.parts:
            if isinstance(part, GivenPicture) and part.path == path:
                users.setdefault(part.sha256, []).append(call.address)
    return next((Given(path, s, tuple(dict.fromkeys(u))) for s, u in users.items()), None)
