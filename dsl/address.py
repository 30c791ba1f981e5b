"""Addresses of pictures: read in both spellings, matched against a board's own, printed in one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from .nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BRACKETS = re.compile(r"(?P<path>[^\[\]#:=]+)(?:\[(?P<keys>[^\[\]#]*)\])?(?:#(?P<take>\d{1,9}|[0-9a-f]{6,64}))?")
_LONGEST = 2000


class Address(Struct, frozen=True):
    """What somebody wrote: `arrival.close[light=dawn]#2`. `keys`: some of its axes, in any order."""

    path: str
    keys: tuple[tuple[str, str], ...]
    take: str | None  # a number, or the first letters of a digest

    def matches(self, address: str) -> bool:
        """Whether it selects a canonical address; `*` stands for one whole name, or for all that follow at the end."""
        path, keys = split(address)
        return set(self.keys) <= set(keys) and _fits(self.path.split("."), path.split("."))


def _fits(wanted: list[str], names: list[str]) -> bool:
    if wanted[-1] == "*" and len(wanted) < len(names):
        names = names[: len(wanted)]
    return len(wanted) == len(names) and all(w in ("*", n) for w, n in zip(wanted, names, strict=True))


def split(address: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A canonical address without a take: its path and its keys."""
    path, bracket, rest = address.partition("[")
    if not bracket:
        return path, ()
    pairs = (pair.partition("=") for pair in rest.rstrip("]").split(","))
    return path, tuple((axis, key) for axis, _, key in pairs)


def read_address(text: str) -> Address | None:
    """An address in either spelling: `a.b[x=1]#2` or `a.b:x=1:2`; None where it is neither."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    return _colons(text) if ":" in text else _brackets(text)


def _brackets(text: str) -> Address | None:
    match = _BRACKETS.fullmatch(text)
    if match is None:
        return None
    keys = _pairs(match["keys"].split(",")) if match["keys"] else ()
    return None if keys is None else _address(match["path"].strip(), keys, match["take"])


def _colons(text: str) -> Address | None:
    path, *pieces = text.split(":")
    take = pieces.pop() if pieces and "=" not in pieces[-1] else None
    keys = _pairs([pair for piece in pieces for pair in piece.split(",")])
    if keys is None or (take is not None and not re.fullmatch(r"\d{1,9}|[0-9a-f]{6,64}", take)):
        return None
    return _address(path, keys, take)


def _pairs(pieces: Sequence[str]) -> tuple[tuple[str, str], ...] | None:
    pairs = [tuple(part.strip() for part in piece.partition("=")[::2]) for piece in pieces]
    if not all(axis and key for axis, key in pairs):
        return None
    return tuple((axis, key) for axis, key in pairs)


def _address(path: str, keys: tuple[tuple[str, str], ...], take: str | None) -> Address | None:
    return Address(path, keys, take) if path and all(path.split(".")) else None


def select(text: str, addresses: Iterable[str]) -> list[str]:
    """The addresses that a selection means, in their order; none where it means nothing.

    A path without its keys means all its variants. An exact path goes before the views or finals under it.
    """
    wanted = read_address(text)
    return [] if wanted is None else [a for a in addresses if wanted.matches(a)]


def near(text: str, addresses: Iterable[str]) -> str | None:
    """The address that was probably meant."""
    wanted = read_address(text)
    known = list(addresses)
    path = wanted.path if wanted else text[:80]
    same = [a for a in known if split(a)[0] == path]
    if same:
        return same[0]
    last = [a for a in known if split(a)[0].split(".")[-1] == path.split(".")[-1]]
    return last[0] if last else nearest(path, known) or nearest(path, (split(a)[0] for a in known))
