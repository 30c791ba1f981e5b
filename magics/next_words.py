"""What could be written next on the line of a cell: options, and what belongs behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from .options import FLAGS, LISTS, VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

ABOUT = FLAGS | {option: told for option, (_, told) in (VALUES | LISTS).items()}
WANTS = {"--only": "address", "--reroll": "address", "--with": "variable", "--set": "param", "--engine": "engine"}


class Next(Struct, frozen=True):
    """A word that could stand instead of what is `written` of it: an option, address, param, variable or engine."""

    text: str
    kind: str
    written: str
    about: str = ""


def next_words(before: str, known: Mapping[str, Callable[[], Iterable[str]]]) -> Iterator[Next]:
    """What fits behind `before`, the line up to the cursor. `known` has what there is of each kind."""
    word = before.rpartition(" ")[2]
    words = before.split()
    previous = words[-1 if before.endswith(" ") else -2] if len(words) > 1 else ""
    kind = WANTS.get(previous)
    if kind is None:
        yield from (Next(option, "option", word, about) for option, about in ABOUT.items())
    else:
        found = engines() if kind == "engine" else known[kind]() if kind in known else ()
        yield from (Next(f"{x}=" if kind == "param" else x, kind, word) for x in found)


def engines() -> Iterable[str]:
    """The engines that are installed."""
    from ..runtime.engines import engine_names

    return engine_names()
