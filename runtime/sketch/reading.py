"""Words of a text, in order, as the drawing looks for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from .terms import in_english

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WORD = re.compile(r"[^\W_]+|[,;.:!?]")
LONGEST = 2000  # what stands further back says little about how something looks
V = TypeVar("V")
IRREGULAR = {
    "children": "child", "men": "man", "women": "woman", "mice": "mouse", "wolves": "wolf", "geese": "goose",
    "knives": "knife", "loaves": "loaf", "calves": "calf", "sheep": "sheep",
}  # fmt: skip


def words(*texts: str) -> tuple[str, ...]:
    """Lower-case words and the marks that end a phrase, from the first part of each text."""
    found: list[str] = []
    for text in texts:
        found.extend(WORD.findall(in_english(text[:LONGEST]).replace("'s", "").replace("’s", "").lower()))
        found.append(".")
    return tuple(found)


def singular(word: str) -> str:
    """`lanterns` as `lantern`; only as good as looking a word up needs."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("ss") else word


def first(said: Iterable[str], table: Mapping[str, V]) -> V | None:
    """What the first word that the table knows stands for."""
    for word in said:
        if word in table:
            return table[word]
        if singular(word) in table:
            return table[singular(word)]
    return None


def every(said: Iterable[str], table: Mapping[str, V]) -> tuple[V, ...]:
    """What all words that the table knows stand for, in order, each once."""
    found = [table.get(word, table.get(singular(word))) for word in said]
    return tuple(dict.fromkeys(value for value in found if value is not None))


def says(said: Iterable[str], *any_of: str) -> bool:
    """Whether one of the words is there."""
    return not set(any_of).isdisjoint(said)
