"""The declared name that a wrong one was probably meant to be."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ENOUGH = 2000  # names beyond this are not compared: the search is quadratic, and nobody means one of so many


def nearest(name: str, among: Iterable[str]) -> str | None:
    """The closest of `among`, None where none is close."""
    names = list(among)[:ENOUGH]
    folded = {n.casefold(): n for n in reversed(names)}
    found = get_close_matches(name[:80].casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None
