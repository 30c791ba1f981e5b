"""The members behind a dot, and how far a name goes in scripts that set no spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .board import Alias, Look, Macro, Param, Prompt, Scene, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SPACELESS = 0x0E00  # from Thai upwards, scripts may join a name to the word that follows it


def longest(word: str, declared: Callable[[str], bool], *, whole: bool) -> tuple[str, int]:
    """The longest declared beginning of a word whose rest is of a script without spaces; the word itself else."""
    if whole or declared(word):
        return word, len(word)
    for end in range(len(word) - 1, 0, -1):
        if ord(word[end]) >= SPACELESS and declared(word[:end]):
            return word[:end], end
    return word, len(word)


def members_of(found: object) -> Mapping[str, object]:
    """What may stand behind the dot of a mention."""
    match found:
        case Subject() | Look():
            return found.members
        case Alias():
            return {n: d for n, d in found.module.names.items() if not isinstance(d, Prompt | Macro | Param)}
        case Scene():
            return found.makers
        case _:
            return {}
